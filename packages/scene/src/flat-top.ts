import { boundsOf, type Columns, eachColumn } from './columns.ts';

/** Tops within this share of a thing's height are one flat. */
const LEVEL = 0.1;

/** Of flats nearly as wide as the widest the lowest counts, as of a sofa the seat, */
const SEAT = 0.7;
/** but none at the ground, as a saucer is: they are this share of the thing's height up. */
const LOWEST_SEAT = 0.25;

/** The widest level part of a thing's upper side. */
export interface Flat {
  /** Of its middle, in cells. */
  x: number;
  z: number;
  height: number;
  /** Half the edge of a square as large. */
  reach: number;
}

export function flatTop(columns: Columns): Flat {
  const { cell } = columns;
  const tops: { x: number; z: number; top: number }[] = [];
  eachColumn(columns, (spans, x, z) => tops.push({ x: x + 0.5, z: z + 0.5, top: spans[spans.length - 1] }));
  const { min, max } = boundsOf(columns);
  const height = max[1] - min[1];
  const levels = Array.from({ length: 2 / LEVEL }, (_, i) => max[1] - (1 + i / 2) * LEVEL * height).map(
    (low) => tops.filter(({ top }) => top >= low && top <= low + LEVEL * height),
  );
  const most = Math.max(...levels.map(({ length }) => length));
  const isSeat = (level: typeof tops, i: number) =>
    level.length >= SEAT * most && 1 - (1 + i / 2) * LEVEL >= LOWEST_SEAT;
  const widest = levels.findLast(isSeat) ?? levels.find(({ length }) => length === most)!;
  const middle = (axis: 'x' | 'z') => {
    const along = widest.map((at) => at[axis]);
    return (Math.min(...along) + Math.max(...along)) / 2;
  };
  const heights = widest.map(({ top }) => top).sort((a, b) => a - b);
  return {
    x: middle('x'),
    z: middle('z'),
    height: heights[heights.length >> 1],
    reach: (cell * Math.sqrt(widest.length)) / 2,
  };
}
