import type { TriangleMesh } from '../../triangle-mesh.ts';
import type { Bodies } from './bodies.ts';

/** Most cells along an edge of the grid that triangles are sorted into. */
const CELLS = 1024;
/** Entries of the grid's lists for each triangle, on average, at most. */
const ENTRIES = 8;
/** So many vertices of a body are looked at: it may reach into another with some of them. */
const PROBES = 16;

/**
 * Which bodies lie inside others that are closed: rays along +z from some of a body's vertices pass the other's
 * surface an odd number of times. What touches a ray exactly is taken as lying on one side of it, the same for
 * all triangles that share it (simulation of simplicity, Edelsbrunner and Mücke 1990), so that no ray slips
 * through an edge.
 * @returns 1 for each that does
 */
export function bodiesInside(mesh: TriangleMesh, bodies: Bodies): Uint8Array {
  const inside = new Uint8Array(bodies.count);
  const suspects = nested(bodies);
  if (suspects.length === 0) return inside;
  const columns = new Columns(mesh, bodies);
  const probes = probesOf(mesh, bodies);
  for (const body of suspects) {
    const vertices = probes.subarray(body * PROBES, (body + 1) * PROBES);
    let common: Set<number> | undefined;
    for (const vertex of new Set(vertices)) {
      const around: Set<number> = columns.bodiesAround(vertex, body);
      common = common ? new Set([...common].filter((other) => around.has(other))) : around;
      if (common.size === 0) break;
    }
    if (common && common.size > 0) inside[body] = 1;
  }
  return inside;
}

/** Bodies whose box lies in that of one that is closed. */
function nested({ count, closed, boxes }: Bodies): number[] {
  const outer: number[] = [];
  for (let b = 0; b < count; b++) if (closed[b]) outer.push(b);
  // The largest first: most are found in it.
  const extent = (b: number) => boxes[b * 6 + 3] - boxes[b * 6];
  outer.sort((a, b) => extent(b) - extent(a));
  const lies = (b: number, other: number) => {
    for (let k = 0; k < 3; k++) {
      if (boxes[b * 6 + k] < boxes[other * 6 + k] || boxes[b * 6 + 3 + k] > boxes[other * 6 + 3 + k])
        return false;
    }
    return b !== other;
  };
  const found: number[] = [];
  for (let b = 0; b < count; b++) {
    for (const other of outer) {
      if (extent(other) < extent(b)) break;
      if (!lies(b, other)) continue;
      found.push(b);
      break;
    }
  }
  return found;
}

/** Some vertices of each body, `[bodies, PROBES]`: of triangles spread over it. */
function probesOf({ indices }: TriangleMesh, { count, of }: Bodies): Uint32Array {
  const sizes = new Uint32Array(count);
  for (const body of of) sizes[body]++;
  const seen = new Uint32Array(count);
  const probes = new Uint32Array(count * PROBES);
  for (let t = 0; t < of.length; t++) {
    const body = of[t];
    const [begin, end] = [seen[body], ++seen[body]].map((n) => Math.ceil((n * PROBES) / sizes[body]));
    for (let i = begin; i < end; i++) probes[body * PROBES + i] = indices[t * 3];
  }
  return probes;
}

/** The triangles of closed bodies, sorted by where they are seen along z. */
class Columns {
  readonly #cells: number;
  readonly #low: [number, number];
  readonly #scale: [number, number];
  /** Where the list of each cell begins, and the lists. */
  readonly #starts: Uint32Array;
  readonly #lists: Uint32Array;

  constructor(
    private readonly mesh: TriangleMesh,
    private readonly bodies: Bodies,
  ) {
    const { positions } = mesh;
    const low: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let v = 0; v < positions.length; v += 3) {
      for (let k = 0; k < 2; k++) {
        low[k] = Math.min(low[k], positions[v + k]);
        high[k] = Math.max(high[k], positions[v + k]);
      }
    }
    this.#low = low;
    const most = ENTRIES * (mesh.indices.length / 3) + 1024;
    let cells = Math.min(CELLS, Math.ceil(Math.sqrt(mesh.indices.length / 3)));
    const scaleFor = (count: number): [number, number] => [
      count / (high[0] - low[0] || 1),
      count / (high[1] - low[1] || 1),
    ];
    for (;;) {
      this.#scale = scaleFor(cells);
      this.#cells = cells;
      let entries = 0;
      this.#eachEntry((_, count) => {
        entries += count;
      });
      if (entries <= most || cells === 1) break;
      cells = Math.ceil(cells / 2);
    }
    const counts = new Uint32Array(cells * cells + 1);
    this.#eachCell((cell) => counts[cell + 1]++);
    for (let i = 1; i < counts.length; i++) counts[i] += counts[i - 1];
    this.#starts = counts;
    this.#lists = new Uint32Array(counts[cells * cells]);
    const next = counts.slice();
    this.#eachCell((cell, triangle) => {
      this.#lists[next[cell]++] = triangle;
    });
  }

  /** Other closed bodies that a vertex is in. */
  bodiesAround(vertex: number, own: number): Set<number> {
    const { positions, indices } = this.mesh;
    const { of } = this.bodies;
    const odd = new Set<number>();
    const cell = this.#cellOf(vertex, 1) * this.#cells + this.#cellOf(vertex, 0);
    for (let i = this.#starts[cell]; i < this.#starts[cell + 1]; i++) {
      const t = this.#lists[i];
      const body = of[t];
      if (body === own || !isAbove(positions, indices, t * 3, vertex)) continue;
      if (!odd.delete(body)) odd.add(body);
    }
    return odd;
  }

  #cellOf(vertex: number, axis: 0 | 1): number {
    const value = (this.mesh.positions[vertex * 3 + axis] - this.#low[axis]) * this.#scale[axis];
    return Math.min(this.#cells - 1, Math.max(0, Math.floor(value)));
  }

  /** The cells that each triangle of a closed body lies in: least and greatest along both axes, and how many. */
  #eachEntry(
    visit: (triangle: number, count: number, x0: number, x1: number, y0: number, y1: number) => void,
  ): void {
    const { indices } = this.mesh;
    const { of, closed } = this.bodies;
    for (let t = 0; t < of.length; t++) {
      if (closed[of[t]] === 0) continue;
      const [a, b, c] = [indices[t * 3], indices[t * 3 + 1], indices[t * 3 + 2]];
      const [ax, bx, cx] = [this.#cellOf(a, 0), this.#cellOf(b, 0), this.#cellOf(c, 0)];
      const [ay, by, cy] = [this.#cellOf(a, 1), this.#cellOf(b, 1), this.#cellOf(c, 1)];
      const [x0, x1] = [Math.min(ax, bx, cx), Math.max(ax, bx, cx)];
      const [y0, y1] = [Math.min(ay, by, cy), Math.max(ay, by, cy)];
      visit(t, (x1 - x0 + 1) * (y1 - y0 + 1), x0, x1, y0, y1);
    }
  }

  #eachCell(visit: (cell: number, triangle: number) => void): void {
    this.#eachEntry((triangle, _, x0, x1, y0, y1) => {
      for (let y = y0; y <= y1; y++) {
        for (let x = x0; x <= x1; x++) visit(y * this.#cells + x, triangle);
      }
    });
  }
}

/** Whether the ray from a vertex along +z passes a triangle. */
function isAbove(positions: Float32Array, indices: Uint32Array, corner: number, vertex: number): boolean {
  const [x, y, z] = [positions[vertex * 3], positions[vertex * 3 + 1], positions[vertex * 3 + 2]];
  const [a, b, c] = [indices[corner], indices[corner + 1], indices[corner + 2]];
  const wc = side(positions, a, b, x, y);
  const wa = side(positions, b, c, x, y);
  const wb = side(positions, c, a, x, y);
  const left = isLeft(wc, positions, a, b);
  if (isLeft(wa, positions, b, c) !== left || isLeft(wb, positions, c, a) !== left) return false;
  const sum = wa + wb + wc;
  if (sum === 0) return false;
  return (wa * positions[a * 3 + 2] + wb * positions[b * 3 + 2] + wc * positions[c * 3 + 2]) / sum > z;
}

/** Twice the area of the triangle of an edge and a point, seen along z; exactly the negative the other way. */
function side(positions: Float32Array, from: number, to: number, x: number, y: number): number {
  if (from > to) return -side(positions, to, from, x, y);
  const [ax, ay] = [positions[from * 3] - x, positions[from * 3 + 1] - y];
  const [bx, by] = [positions[to * 3] - x, positions[to * 3 + 1] - y];
  return ax * by - ay * bx;
}

/** Whether a point lies left of an edge; one that lies on it is left of the edge from low to high. */
function isLeft(side: number, positions: Float32Array, from: number, to: number): boolean {
  if (side !== 0) return side > 0;
  const [dx, dy] = [0, 1].map((k) => positions[to * 3 + k] - positions[from * 3 + k]);
  return dx !== 0 ? dx > 0 : dy !== 0 ? dy > 0 : to > from;
}
