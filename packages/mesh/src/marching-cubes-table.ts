/** Corners of a cell: bit 0 of the number is x, bit 1 y, bit 2 z. */
export const CORNERS = Array.from({ length: 8 }, (_, c) => [c & 1, (c >> 1) & 1, c >> 2] as const);

/** The 12 edges of a cell, each by its lower corner and its axis. */
export const EDGES = [0, 1, 2].flatMap((axis) =>
  CORNERS.flatMap((_, from) => (from & (1 << axis) ? [] : [{ from, axis }])),
);

/**
 * The 6 faces of a cell: corners counter-clockwise seen from outside, and the edge that leaves each of them.
 */
const FACES = [0, 1, 2].flatMap((axis) =>
  [0, 1].map((side) => {
    const u = 1 << ((axis + 1) % 3);
    const v = 1 << ((axis + 2) % 3);
    const base = side << axis;
    const corners = side
      ? [base, base | u, base | u | v, base | v]
      : [base, base | v, base | u | v, base | u];
    return { corners, edges: corners.map((c, i) => edgeBetween(c, corners[(i + 1) % 4])) };
  }),
);

function edgeBetween(a: number, b: number): number {
  return EDGES.findIndex(
    ({ from, axis }) => from === Math.min(a, b) && from + (1 << axis) === Math.max(a, b),
  );
}

/** Triangles of each of the 256 cases, as cell edges, three a triangle. Bit c of the case: corner c is inside. */
export const TRIANGLES: readonly (readonly number[])[] = Array.from({ length: 256 }, (_, inside) =>
  loopsOf(inside).flatMap(triangulate),
);

/**
 * The loops of cell edges that the surface of one case goes along. On each face, going round it
 * counter-clockwise, every run of inside corners is cut off by a segment from where the run is entered to
 * where it is left. The rule looks at the face alone, so neighbouring cells agree on it, the doubtful faces
 * (two opposite corners inside) included. A cell edge that is entered on one of its faces is left on the
 * other, so the segments chain into closed loops.
 *
 * Of two loops in a cell, a plane through corners of the cell is between the edges of one and the edges of
 * the other (x + y + z = 1 beside a loop around a corner, x + y = 1 beside one around an edge): their
 * triangles don't meet.
 */
function loopsOf(inside: number): number[][] {
  const isInside = (c: number) => (inside & (1 << c)) !== 0;
  const next = new Map<number, number>();
  for (const { corners, edges } of FACES) {
    for (let i = 0; i < 4; i++) {
      if (isInside(corners[i]) || !isInside(corners[(i + 1) % 4])) continue;
      let end = (i + 1) % 4;
      while (isInside(corners[(end + 1) % 4])) end = (end + 1) % 4;
      next.set(edges[i], edges[end]);
    }
  }
  const loops: number[][] = [];
  while (next.size > 0) {
    const loop: number[] = [];
    for (let e = next.keys().next().value; e !== undefined; e = next.get(e)) {
      if (loop[0] === e) break;
      loop.push(e);
    }
    for (const e of loop) next.delete(e);
    loops.push(loop);
  }
  return loops;
}

/**
 * Cuts a loop into a fan, from a vertex from which no cut lies in a face of the cell: the neighbour might cut
 * there as well, and four triangles would meet. Seen from there each direction into the cell ends at one
 * point of its boundary, so that such a fan never meets itself, wherever on their edges the vertices are.
 */
function triangulate(loop: readonly number[]): number[] {
  const inFace = (a: number, b: number) => FACES.some(({ edges }) => edges.includes(a) && edges.includes(b));
  const turns = loop.map((_, i) => [...loop.slice(i), ...loop.slice(0, i)]);
  const turned = turns.find(([hub, ...rim]) => !rim.slice(1, -1).some((edge) => inFace(hub, edge)));
  if (!turned) throw new Error(`marching cubes: the loop ${loop} has no fan`);
  const [hub, ...rim] = turned;
  return rim.slice(1).flatMap((edge, i) => [hub, rim[i], edge]);
}
