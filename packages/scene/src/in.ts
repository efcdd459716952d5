import { boundsOf, type Columns, columnsOf, joined } from './columns.ts';
import { carried, firstOf, type Group, groupOf, nounOf, scaled, together } from './group.ts';
import { type Hollow, hollowOf } from './hollow.ts';
import { putOn } from './on.ts';
import { restsWithin } from './rest.ts';

/** Each try to fit is so much smaller than the one before, down to a share of the thing's size, */
const SHRINK = 0.88;
const LEAST = 0.12;
/** or so much larger, up to so much, where it would be too deep in the hollow to be seen. */
const GROW = 1.15;
const MOST = 4;

/** So much of a thing's height, or of the hollow's depth where that is less, is below the rim. */
const SUNK = 0.4;
/** So much of a thing's height is to be seen above the rim. */
const SEEN = 0.5;
/** A heap reaches so many of a thing's heights over the rim at most: then it begins above. */
const HEAPED = 0.3;

/** Places tried along an edge of the hollow. */
const PLACES = 12;

/**
 * A group's things in the hollow of another's first thing, each where it comes down deepest, the later ones
 * on those before. What does not fit is made smaller; where there is no hollow all stand on top.
 */
export function putIn(inner: Group, outer: Group, note: (text: string) => void): Group {
  const hollow = hollowOf(firstOf(outer));
  if (!hollow) {
    note(`the ${nounOf(outer)} that came out is not hollow: the ${nounOf(inner)} is on top of it`);
    return putOn(inner, outer);
  }
  const { cell } = inner.columns;
  const at = (scale: number) => filled(scaled(inner, scale), outer, hollow, cell);
  for (let scale = 1; scale >= LEAST; scale *= SHRINK) {
    const within = at(scale);
    if (!within) continue;
    return scale < 1 || isSeen(within, inner, hollow)
      ? within
      : raised(within, inner, outer, hollow, at, note);
  }
  note(`the hollow of the ${nounOf(outer)} is too small: the ${nounOf(inner)} is on top of it`);
  return putOn(inner, outer);
}

/** The same with larger things, so that they are seen over the rim; as large as fit. */
function raised(
  within: Group,
  inner: Group,
  outer: Group,
  hollow: Hollow,
  at: (scale: number) => Group | null,
  note: (text: string) => void,
): Group {
  let shown = within;
  for (let scale = GROW; scale <= MOST && !isSeen(shown, inner, hollow); scale *= GROW) {
    const larger = at(scale);
    if (!larger) break;
    shown = larger;
  }
  if (shown !== within)
    note(`the ${nounOf(inner)} is made larger than it is, to be seen in the ${nounOf(outer)}`);
  return shown;
}

/** Whether the highest of a group's first things is seen over the rim of what they are in. */
function isSeen(within: Group, { things, columns }: Group, { rim }: Hollow): boolean {
  return things.some((_, i) => {
    const { shape, placement } = within.things[i];
    const { min, max } = boundsOf(columnsOf(shape, placement, columns.cell));
    return max[1] - rim >= SEEN * (max[1] - min[1]);
  });
}

/** All things of a group in a hollow; null where they do not fit. */
function filled(inner: Group, outer: Group, hollow: Hollow, cell: number): Group | null {
  let around = outer.columns;
  let group: Group | undefined;
  for (const thing of inner.things) {
    const each = groupOf([thing], cell);
    const at = deepest(each.columns, around, hollow, group !== undefined);
    if (!at) return null;
    const there = carried(each, at.dx, at.dy, at.dz);
    group = group ? together(group, there) : there;
    around = joined([there.columns, around]);
  }
  return group ? { things: [...group.things, ...outer.things], columns: around } : null;
}

/**
 * Where a thing comes down deepest in a hollow, near its middle.
 * @param heaps whether it may lie on others, above the rim
 */
function deepest(
  thing: Columns,
  around: Columns,
  hollow: Hollow,
  heaps: boolean,
): { dx: number; dy: number; dz: number } | null {
  const { cell } = thing;
  const { min, max } = boundsOf(thing);
  const height = max[1] - min[1];
  const middle = [0, 2].map((axis) => (min[axis] + max[axis]) / 2 / cell);
  const depth = hollow.rim - hollow.floor;
  const highest = heaps ? hollow.rim + HEAPED * height : hollow.rim - SUNK * Math.min(height, depth);
  const reach = (2 * hollow.reach) / cell;
  const stride = Math.max(1, Math.round((2 * reach) / PLACES));
  let best: { dx: number; dy: number; dz: number; value: number } | undefined;
  for (let z = -Math.ceil(reach / stride); z * stride <= reach; z++) {
    for (let x = -Math.ceil(reach / stride); x * stride <= reach; x++) {
      const [px, pz] = [hollow.x + x * stride, hollow.z + z * stride];
      const [dx, dz] = [Math.round(px - middle[0]), Math.round(pz - middle[1])];
      const from = hollow.floor - min[1] - cell;
      const rests = restsWithin(thing, around, dx, dz, from, highest - min[1]);
      const dy = rests.find((dy) => hollow.holds(px, pz, min[1] + dy + cell / 2));
      if (dy === undefined) continue;
      const value = (min[1] + dy - hollow.floor) / depth + (0.5 * Math.hypot(x, z) * stride) / reach;
      if (!best || value < best.value) best = { dx, dy, dz, value };
    }
  }
  return best ?? null;
}
