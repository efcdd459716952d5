import { boundsOf, type Columns, edgesOf } from './columns.ts';
import { type Flat, flatTop } from './flat-top.ts';
import { boxOf, carried, firstOf, type Group, scaled, together } from './group.ts';
import { lowered } from './rest.ts';

/** A thing is at most this much wider than the flat on which it stands, */
const OVERHANG = 1.6;
/** unless it would be less than this share of its support's size. */
const LEAST_SHARE = 0.25;

/** Each try to stand is so much smaller than the one before. */
const SHRINK = 0.88;

/** A foot that is borne so far is borne. */
const FIRM = 0.7;
/** What a place is worth that is good enough. */
const GOOD = 0.75;
/** A foot within this share of the support's height from the flat is on it. */
const ON_FLAT = 0.06;

/** Places tried along an edge of the support. */
const PLACES = 24;

/** A group on top of another's first thing. */
export function putOn(upper: Group, lower: Group): Group {
  return together(standing(upper, lower), lower);
}

/**
 * Where it stands best: on the widest flat, near the middle of that, firmly, and free of what rises beside it,
 * such as a chair's back. What finds no such place is made smaller until it does.
 */
function standing(upper: Group, lower: Group): Group {
  const support = firstOf(lower);
  const flat = flatTop(support);
  const bounds = boundsOf(support);
  const edges = edgesOf(bounds);
  const own = edgesOf(boxOf(upper));
  const least = Math.min(1, (LEAST_SHARE * Math.max(...edges)) / Math.max(...own));
  const widest = (2 * OVERHANG * flat.reach) / Math.max(own[0], own[2]);
  const { cell } = support;
  const places = placesOn(support, flat);
  let best: { group: Group; value: number } | undefined;
  for (let scale = Math.max(least, Math.min(1, widest)); ; scale *= SHRINK) {
    const group = scaled(upper, scale);
    const { min, max } = boxOf(group);
    const middle = [0, 2].map((axis) => (min[axis] + max[axis]) / 2 / cell);
    for (const { x, z, off } of places) {
      const [dx, dz] = [Math.round(x - middle[0]), Math.round(z - middle[1])];
      const stand = lowered(group.columns, lower.columns, dx, dz);
      if (!stand) continue;
      const isOnFlat = Math.abs(min[1] + stand.dy - flat.height) <= ON_FLAT * edges[1];
      const value =
        Math.min(1, stand.support / FIRM) -
        (0.5 * (off * cell + stand.lean)) / flat.reach -
        (isOnFlat ? 0 : 0.5);
      if (!best || value > best.value) best = { group: carried(group, dx, stand.dy, dz), value };
    }
    if ((best && best.value >= GOOD) || scale * SHRINK < least) break;
  }
  return best?.group ?? onTop(upper, lower);
}

/** Places all over a solid, in cells, and how far from a flat's middle they are; that is among them. */
function placesOn({ x, z, width, depth }: Columns, flat: Flat): { x: number; z: number; off: number }[] {
  const stride = Math.max(1, Math.round(Math.max(width, depth) / PLACES));
  const along = (middle: number, begin: number, count: number) => {
    const first = Math.ceil((begin - middle) / stride);
    const last = Math.floor((begin + count - middle) / stride);
    return Array.from({ length: last - first + 1 }, (_, i) => middle + (first + i) * stride);
  };
  return along(flat.z, z, depth).flatMap((z) =>
    along(flat.x, x, width).map((x) => ({ x, z, off: Math.hypot(x - flat.x, z - flat.z) })),
  );
}

/** Over the middle of another, where nothing of that comes in the way. */
export function onTop(upper: Group, lower: Group, gap = 0): Group {
  const [own, other] = [boxOf(upper), boxOf(lower)];
  const { cell } = upper.columns;
  const [dx, dz] = [0, 2].map((axis) =>
    Math.round((other.min[axis] + other.max[axis] - own.min[axis] - own.max[axis]) / 2 / cell),
  );
  const dy = (lowered(upper.columns, lower.columns, dx, dz)?.dy ?? other.max[1] - own.min[1]) + gap;
  return carried(upper, dx, dy, dz);
}
