import { boundsOf, type Columns, columnAt, columnsOf, eachColumn, edgesOf } from './columns.ts';
import { carried, type Group, groupOf, type Thing, together } from './group.ts';

/** Where each of so many things stands, in widths and depths of one, seen from above: x to the right, z to the front. */
const PATTERNS: Readonly<Record<number, readonly (readonly [number, number])[]>> = {
  2: [
    [-0.5, 0.1],
    [0.5, -0.1],
  ],
  3: [
    [-0.55, -0.35],
    [0.55, -0.25],
    [0.05, 0.6],
  ],
  4: [
    [-0.6, -0.5],
    [0.45, -0.6],
    [-0.45, 0.55],
    [0.6, 0.5],
  ],
  5: [
    [-1.05, -0.45],
    [0, -0.6],
    [1.05, -0.5],
    [-0.55, 0.5],
    [0.5, 0.6],
  ],
  6: [
    [-1.05, -0.45],
    [0, -0.6],
    [1.05, -0.5],
    [-1, 0.55],
    [0.05, 0.45],
    [1, 0.6],
  ],
};

/** How much each is turned, radians. */
const TURNS = [0.3, -0.2, 0.1, -0.35, 0.25, -0.1];

/** Between two of them, in their width. */
const GAP = 0.08;

/**
 * The same thing several times, on one level: in rows that are not quite straight, each turned a little, none
 * touching another.
 */
export function several(thing: Thing, count: number, cell: number): Group {
  if (count === 1) return groupOf([thing], cell);
  const each = TURNS.slice(0, count).map((turn) => {
    const placement = { ...thing.placement, turn };
    return { thing: { ...thing, placement }, columns: columnsOf(thing.shape, placement, cell) };
  });
  const boxes = each.map(({ columns }) => edgesOf(boundsOf(columns)));
  const [width, depth] = [0, 2].map((axis) => Math.max(...boxes.map((edges) => edges[axis])));
  const gap = Math.max(1, Math.round((GAP * Math.min(width, depth)) / cell));
  // As close as they fit; twice their size apart they do.
  for (let spread = 0.7; ; spread += 0.05) {
    const at = PATTERNS[count].map(([x, z]) =>
      [x * width, z * depth].map((v) => Math.round((v * spread) / cell)),
    );
    const isFree = each.every(({ columns }, i) =>
      each.slice(0, i).every((other, j) => {
        const [dx, dz] = [at[i][0] - at[j][0], at[i][1] - at[j][1]];
        return !isNear(columns, other.columns, dx, dz, gap);
      }),
    );
    if (!isFree && spread < 2) continue;
    return each
      .map(({ thing, columns }, i) => carried({ things: [thing], columns }, at[i][0], 0, at[i][1]))
      .reduce(together);
  }
}

/** Whether columns of a solid, moved by some cells, come within `gap` cells of columns of another. */
function isNear(moving: Columns, other: Columns, dx: number, dz: number, gap: number): boolean {
  let near = false;
  eachColumn(moving, (_, x, z) => {
    for (let k = -gap; k <= gap && !near; k++) {
      for (let i = -gap; i <= gap && !near; i++) {
        near = columnAt(other, x + dx + i, z + dz + k).length > 0;
      }
    }
  });
  return near;
}
