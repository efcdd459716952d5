import { edgesOf } from './columns.ts';
import { boxOf, carried, type Group, together } from './group.ts';

/**
 * Between things that stand next to each other, as a share of the geometric mean of their sizes: little
 * enough that they are one picture, enough that they are several things.
 */
const GAP = 0.13;

/** The nearer of two things hides the other where it is at least so much of its width, and of its height. */
const HIDES = 0.8;

/** Axis, and on which side along it the first is of the second; the front is towards +z. */
export const WAYS = {
  beside: [0, -1],
  'left of': [0, -1],
  'right of': [0, 1],
  'in front of': [2, 1],
  behind: [2, -1],
} as const;
export type Way = keyof typeof WAYS;

/**
 * Two things on one level, next to each other as seen from the front; what is beside is on the left. One that
 * would be hidden behind another stands half aside.
 */
export function putBeside(first: Group, second: Group, way: Way): Group {
  const [axis, sign] = WAYS[way];
  const [own, other] = [boxOf(first), boxOf(second)];
  const { cell } = first.columns;
  const sizes = [own, other].map((box) => Math.max(...edgesOf(box)));
  const gap = GAP * Math.sqrt(sizes[0] * sizes[1]);
  const by: [number, number] = [0, 0];
  const apart = sign < 0 ? other.min[axis] - own.max[axis] - gap : other.max[axis] - own.min[axis] + gap;
  by[axis / 2] = sign * Math.ceil((sign * apart) / cell);
  const across = axis === 0 ? 2 : 0;
  by[across / 2] = Math.round(
    (other.min[across] + other.max[across] - own.min[across] - own.max[across]) / 2 / cell,
  );
  if (axis === 2) {
    const [near, far] = (sign > 0 ? [own, other] : [other, own]).map(edgesOf);
    const isHidden = near[0] >= HIDES * far[0] && near[1] >= HIDES * far[1];
    // The far one's middle comes to the near one's right edge, or the near one's left edge to its middle.
    if (isHidden) by[0] += Math.round((-sign * near[0]) / 2 / cell);
  }
  return together(carried(first, by[0], other.min[1] - own.min[1], by[1]), second);
}
