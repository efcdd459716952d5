import { boundsOf, type Columns, columnAt, eachColumn, edgesOf } from './columns.ts';
import { boxOf, carried, firstOf, type Group, nounOf, scaled, together } from './group.ts';
import { onTop } from './on.ts';
import { isFree } from './rest.ts';

/** Each try to fit is so much smaller than the one before, down to a share of the other's size. */
const SHRINK = 0.88;
const LEAST_SHARE = 0.2;

/** So much of what is under a thing is covered by it, if it can be. */
const COVERED = 0.8;

/** What a thing stands on that has no room under it is at least this share of its size. */
const BEARER = 0.5;
/** So much of that is not hidden in it, however hollow it is below. */
const SHOWN = 0.5;

/**
 * It can be seen from so many of so many sides, by who looks down a little (so much along each unit): a thing
 * may be hollow below, and closed all around.
 */
const SIDES = 24;
const SEEN_FROM = 6;
const SLOPE = 0.3;

/** Places tried along an edge of the thing. */
const PLACES = 24;

/**
 * A group on the ground under another: between its legs, under its roof or crown. What does not fit is made
 * smaller; where there is no room the other stands on it.
 */
export function putUnder(inner: Group, outer: Group, note: (text: string) => void): Group {
  const cover = firstOf(outer);
  const own = Math.max(...edgesOf(boxOf(inner)));
  const least = (LEAST_SHARE * Math.max(...edgesOf(boundsOf(cover)))) / own;
  for (let scale = 1; scale >= Math.min(1, least); scale *= SHRINK) {
    const group = scaled(inner, scale);
    const at = shelter(group.columns, cover, outer.columns);
    if (at) return together(carried(group, at.dx, at.dy, at.dz), outer);
  }
  note(`there is no room under the ${nounOf(outer)}: it stands on the ${nounOf(inner)}`);
  const size = Math.max(...edgesOf(boundsOf(cover)));
  const bearer = scaled(inner, Math.max(1, (BEARER * size) / own));
  const borne = onTop(outer, bearer);
  const [below, above] = [boxOf(bearer), boxOf(borne)];
  const hidden = below.min[1] + SHOWN * (below.max[1] - below.min[1]) - above.min[1];
  return together(bearer, carried(borne, 0, Math.max(0, hidden), 0));
}

/** Where on the ground a solid is free, covered, and nearest to the middle; null where it is nowhere. */
function shelter(
  thing: Columns,
  cover: Columns,
  around: Columns,
): { dx: number; dy: number; dz: number } | null {
  const { cell } = thing;
  const [own, other] = [boundsOf(thing), boundsOf(cover)];
  const dy = other.min[1] - own.min[1];
  const [middle, centre] = [own, other].map(({ min, max }) =>
    [0, 2].map((axis) => (min[axis] + max[axis]) / 2 / cell),
  );
  const reach = Math.max(cover.width, cover.depth) / 2;
  const stride = Math.max(1, Math.round((2 * reach) / PLACES));
  let best: { dx: number; dy: number; dz: number; off: number } | undefined;
  for (let z = -Math.ceil(cover.depth / 2 / stride); z * stride <= cover.depth / 2; z++) {
    for (let x = -Math.ceil(cover.width / 2 / stride); x * stride <= cover.width / 2; x++) {
      const off = Math.hypot(x, z) * stride;
      if (best && off >= best.off) continue;
      const dx = Math.round(centre[0] + x * stride - middle[0]);
      const dz = Math.round(centre[1] + z * stride - middle[1]);
      if (coveredShare(thing, cover, dx, dy, dz) < COVERED || !isFree(thing, around, dx, dy, dz)) continue;
      const height = dy + (own.min[1] + own.max[1]) / 2;
      if (sidesOpen(cover, middle[0] + dx, middle[1] + dz, height) >= SEEN_FROM) best = { dx, dy, dz, off };
    }
  }
  return best ?? null;
}

/** On how many sides nothing of a solid is between a point, in cells and a height, and who looks at it. */
function sidesOpen(cover: Columns, x: number, z: number, y: number): number {
  const reach = cover.width + cover.depth;
  const isSolid = (away: number, angle: number) => {
    const spans = columnAt(
      cover,
      Math.floor(x + away * Math.sin(angle)),
      Math.floor(z + away * Math.cos(angle)),
    );
    const height = y + SLOPE * away * cover.cell;
    return spans.some((bottom, i) => i % 2 === 0 && bottom <= height && height <= spans[i + 1]);
  };
  let open = 0;
  for (let side = 0; side < SIDES; side++) {
    const angle = (2 * Math.PI * side) / SIDES;
    let away = 0;
    while (away < reach && !isSolid(away, angle)) away++;
    if (away >= reach) open++;
  }
  return open;
}

/** The share of a moved solid's columns that have some of another above. */
function coveredShare(thing: Columns, cover: Columns, dx: number, dy: number, dz: number): number {
  let [columns, covered] = [0, 0];
  eachColumn(thing, (spans, x, z) => {
    columns++;
    const over = columnAt(cover, x + dx, z + dz);
    if (over.length > 0 && over[over.length - 1] > spans[spans.length - 1] + dy) covered++;
  });
  return covered / columns;
}
