import { boundsOf, type Columns, eachColumn } from './columns.ts';

/** A hollow is at least so much of a thing's height deep, */
const LEAST_DEPTH = 0.05;
/** and its mouth so much of the box around it wide. */
const LEAST_AREA = 0.06;
/** It is open to above over so much of its mouth, whatever handle there is. */
const LEAST_OPEN = 0.5;
/** Where a hollow gets so much narrower than it is lower down, it is over. */
const NARROW = 0.25;

/** What is in a thing and open to above, such as the inside of a cup. */
export interface Hollow {
  /** Heights of its mouth and of its deepest point. */
  rim: number;
  floor: number;
  /** Middle of its mouth, in cells. */
  x: number;
  z: number;
  /** Half the edge of a square as large as its mouth. */
  reach: number;
  /** Whether a point, in cells and a height, is in it. */
  holds(x: number, z: number, y: number): boolean;
}

/**
 * The hollow of a thing: what is walled in on all sides, height by height. The handle of a basket, far above,
 * walls nothing in; the room under a table is open, and the inside of a closed box is solid (see the mesher's
 * `keepLargeComponents`). Null where there is none, or as good as none.
 */
export function hollowOf(columns: Columns): Hollow | null {
  const { cell, width, depth } = columns;
  const { min, max } = boundsOf(columns);
  const heights = Math.ceil((max[1] - min[1]) / cell);
  const slices = Array.from({ length: heights }, (_, i) => walledIn(columns, min[1] + (i + 0.5) * cell));
  const widest = Math.max(...slices.map(({ area }) => area));
  if (widest < LEAST_AREA * width * depth) return null;
  const isOpen = ({ area }: Slice) => area >= NARROW * widest;
  const top = slices.findLastIndex(isOpen);
  let bottom = top;
  while (bottom > 0 && slices[bottom - 1].area > 0) bottom--;
  if ((top - bottom + 1) * cell < Math.max(1.5 * cell, LEAST_DEPTH * (max[1] - min[1]))) return null;

  const rim = min[1] + (top + 1) * cell;
  let [area, open, x, z] = [0, 0, 0, 0];
  slices[top].inside.forEach((is, i) => {
    if (!is) return;
    area++;
    if (!(columns.spans[i][columns.spans[i].length - 1] > rim)) open++;
    x += columns.x + (i % width) + 0.5;
    z += columns.z + Math.floor(i / width) + 0.5;
  });
  if (open < LEAST_OPEN * area) return null;
  return {
    rim,
    floor: min[1] + bottom * cell,
    x: x / area,
    z: z / area,
    reach: (cell * Math.sqrt(area)) / 2,
    holds(px, pz, y) {
      const [i, k] = [Math.floor(px) - columns.x, Math.floor(pz) - columns.z];
      if (i < 0 || k < 0 || i >= width || k >= depth) return false;
      const slice = Math.min(top, Math.max(bottom, Math.floor((y - min[1]) / cell)));
      return slices[slice].inside[k * width + i] === 1;
    },
  };
}

interface Slice {
  /** Of each column, whether it is empty at a height and walled in. */
  inside: Uint8Array;
  /** How many are. */
  area: number;
}

/** What solid columns wall in at a height: what a flood from all around does not reach. */
function walledIn(columns: Columns, y: number): Slice {
  const { width, depth } = columns;
  const inside = new Uint8Array(width * depth).fill(1);
  eachColumn(columns, (spans, x, z) => {
    for (let i = 0; i < spans.length; i += 2) {
      if (spans[i] <= y && y <= spans[i + 1]) inside[(z - columns.z) * width + x - columns.x] = 0;
    }
  });
  const reached: number[] = [];
  const reach = (i: number) => {
    if (inside[i] === 0) return;
    inside[i] = 0;
    reached.push(i);
  };
  for (let x = 0; x < width; x++) for (const z of [0, depth - 1]) reach(z * width + x);
  for (let z = 0; z < depth; z++) for (const x of [0, width - 1]) reach(z * width + x);
  while (reached.length > 0) {
    const i = reached.pop()!;
    if (i % width > 0) reach(i - 1);
    if (i % width < width - 1) reach(i + 1);
    if (i >= width) reach(i - width);
    if (i + width < inside.length) reach(i + width);
  }
  return { inside, area: inside.reduce((sum, is) => sum + is, 0) };
}
