import { type DensityGrid, samplePosition } from './density-grid.ts';
import type { TriangleMesh } from './triangle-mesh.ts';

/**
 * The surface where a grid's density crosses `level`, by marching cubes (Lorensen and Cline 1987): closed,
 * oriented, and 2-manifold for any data, as the grid's faces are empty. The table of cases is derived, not
 * listed: see `triangulateCase`. Vertices are placed by linear interpolation along the edges.
 */
export function marchingCubes(grid: DensityGrid, level: number): TriangleMesh {
  const { size, density } = grid;
  const steps = [1, size, size * size];
  const positions: number[] = [];
  const indices: number[] = [];
  const vertexOfEdge = new Map<number, number>();
  const ends = new Float32Array(6);

  const vertexOn = (from: number, axis: number): number => {
    const key = from * 3 + axis;
    const known = vertexOfEdge.get(key);
    if (known !== undefined) return known;
    const vertex = vertexOfEdge.size;
    vertexOfEdge.set(key, vertex);
    const to = from + steps[axis];
    const [inside, outside] = density[from] > level ? [from, to] : [to, from];
    samplePosition(grid, inside, ends, 0);
    samplePosition(grid, outside, ends, 3);
    const t = offEnds((density[inside] - level) / (density[inside] - density[outside]));
    for (let c = 0; c < 3; c++) positions.push(ends[c] + t * (ends[c + 3] - ends[c]));
    return vertex;
  };

  const corner = CORNERS.map(([x, y, z]) => x * steps[0] + y * steps[1] + z * steps[2]);
  for (let z = 0; z < size - 1; z++) {
    for (let y = 0; y < size - 1; y++) {
      for (let x = 0; x < size - 1; x++) {
        const cell = (z * size + y) * size + x;
        let inside = 0;
        for (let c = 0; c < 8; c++) if (density[cell + corner[c]] > level) inside |= 1 << c;
        for (const edge of TRIANGLES[inside]) {
          indices.push(vertexOn(cell + corner[EDGES[edge].from], EDGES[edge].axis));
        }
      }
    }
  }
  return {
    positions: new Float32Array(positions),
    indices: new Uint32Array(indices),
  };
}

/**
 * A share of an edge, a little off its ends: where several edges meet their vertices would be one point, and
 * triangles between them none.
 */
const offEnds = (share: number) => Math.min(0.999, Math.max(0.001, share));

/** Corners of a cell: bit 0 of the number is x, bit 1 y, bit 2 z. */
const CORNERS = Array.from({ length: 8 }, (_, c) => [c & 1, (c >> 1) & 1, c >> 2] as const);

/** The 12 edges of a cell, each by its lower corner and its axis. */
const EDGES = [0, 1, 2].flatMap((axis) =>
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

/** Triangles of each of the 256 cases, as cell edges, three a triangle. */
const TRIANGLES: readonly (readonly number[])[] = Array.from({ length: 256 }, (_, c) => triangulateCase(c));

/**
 * Triangles of one case. On each face, going round it counter-clockwise, every run of inside corners is cut
 * off by a segment from where the run is entered to where it is left. The rule looks at the face alone, so
 * neighbouring cells agree on it, the doubtful faces (two opposite corners inside) included. A cell edge that
 * is entered on one of its faces is left on the other, so the segments chain into closed loops.
 * @param inside bit c is set when corner c is inside
 */
function triangulateCase(inside: number): number[] {
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
  const triangles: number[] = [];
  while (next.size > 0) {
    const loop: number[] = [];
    for (let e = next.keys().next().value; e !== undefined; e = next.get(e)) {
      if (loop[0] === e) break;
      loop.push(e);
    }
    for (const e of loop) next.delete(e);
    const cut = triangulateLoop(loop);
    if (!cut) throw new Error(`marching cubes: case ${inside} has no manifold triangulation`);
    triangles.push(...cut);
  }
  return triangles;
}

/**
 * Cuts a loop of cell edges into triangles by removing ears. No cut may lie in a face of the cell: the
 * neighbour might cut there as well, and four triangles would meet.
 */
function triangulateLoop(loop: readonly number[]): number[] | null {
  if (loop.length === 3) return [...loop];
  for (let i = 0; i < loop.length; i++) {
    const before = loop[(i + loop.length - 1) % loop.length];
    const after = loop[(i + 1) % loop.length];
    if (FACES.some(({ edges }) => edges.includes(before) && edges.includes(after))) continue;
    const rest = triangulateLoop(loop.filter((_, j) => j !== i));
    if (rest) return [before, loop[i], after, ...rest];
  }
  return null;
}
