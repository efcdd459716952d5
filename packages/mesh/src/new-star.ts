import type { BoxTree } from './box-tree.ts';
import { type HalfEdges, next, previous } from './half-edges.ts';
import { extentOf } from './intersections.ts';
import { TriangleBox } from './triangle-box.ts';
import { comeNear } from './triangle-distance.ts';

/**
 * Least distance of triangles that are no neighbours, as a share of the mesh's extent: more than what is lost
 * when a mesh is moved and scaled in single precision, or its positions are packed into 16 bits.
 */
export const GAP = 3e-5;
/** How much a triangle may turn at once: the least cosine. */
const LEAST_TURN = 0.3;
/** Least quality of a triangle, unless it was worse before: 1 is equilateral, 0 a line. */
const LEAST_QUALITY = 0.1;

/** The triangles that are going to be around a vertex after its edge to another is collapsed. */
export class NewStar {
  private readonly positions: Float32Array;
  private readonly edges: HalfEdges;
  private readonly gap: number;
  private centre = 0;
  private gone = 0;
  /** Half-edges in `rim` from here on were opposite the vertex that is to be gone. */
  private goneFrom = 0;
  /** The half-edges opposite the vertex: those of its triangles that are going to stay. */
  private rim: number[] = [];
  /** The last number that each vertex and triangle was marked with. */
  private readonly vertexMark: Uint32Array;
  private readonly triangleMark: Uint32Array;
  private mark = 0;
  private readonly box = new TriangleBox();

  constructor(positions: Float32Array, edges: HalfEdges) {
    this.positions = positions;
    this.edges = edges;
    this.gap = GAP * extentOf(positions);
    this.vertexMark = new Uint32Array(positions.length / 3);
    this.triangleMark = new Uint32Array(edges.indices.length / 3);
  }

  /**
   * Takes up the collapse of half-edge `h`.
   * @returns whether the mesh stays a closed manifold: the ends must have no neighbours in common but the two
   *   beside the edge (the link condition), and must not be a tetrahedron's
   */
  gather(h: number): boolean {
    const { edges, vertexMark, triangleMark } = this;
    const { indices, opposite } = edges;
    const back = opposite[h];
    this.mark++;
    this.centre = indices[h];
    this.gone = indices[back];
    this.rim = [];
    for (let e = edges.around(h); e !== h; e = edges.around(e)) {
      vertexMark[indices[next(e)]] = this.mark;
      triangleMark[Math.floor(e / 3)] = this.mark;
      if (Math.floor(e / 3) !== Math.floor(back / 3)) this.rim.push(next(e));
    }
    this.goneFrom = this.rim.length;
    let common = 0;
    for (let e = edges.around(back); e !== back; e = edges.around(e)) {
      if (vertexMark[indices[next(e)]] === this.mark) common++;
      triangleMark[Math.floor(e / 3)] = this.mark;
      if (Math.floor(e / 3) !== Math.floor(h / 3)) this.rim.push(next(e));
    }
    return common === 2 && this.rim.length >= 3;
  }

  /**
   * Moves the vertex to (x, y, z), if its triangles turn little, have some area, and stay off each other and
   * off all others.
   * @returns whether they do
   */
  fits(tree: BoxTree, x: number, y: number, z: number): boolean {
    const { positions: p, centre } = this;
    const [px, py, pz] = [Math.fround(x), Math.fround(y), Math.fround(z)];
    if (!this.isShapely(px, py, pz)) return false;
    const at = centre * 3;
    const [ox, oy, oz] = [p[at], p[at + 1], p[at + 2]];
    p[at] = px;
    p[at + 1] = py;
    p[at + 2] = pz;
    if (this.isApart(tree)) return true;
    p[at] = ox;
    p[at + 1] = oy;
    p[at + 2] = oz;
    return false;
  }

  /** How much larger the body becomes when the vertex is at (x, y, z). */
  volumeChange(x: number, y: number, z: number): number {
    const { positions: p, edges, rim, centre, gone, goneFrom } = this;
    const o = centre * 3;
    let six = 0;
    const add = (e: number, ax: number, ay: number, az: number, sign: number) => {
      const [b, c] = [edges.indices[e] * 3, edges.indices[next(e)] * 3];
      const [bx, by, bz] = [p[b] - p[o], p[b + 1] - p[o + 1], p[b + 2] - p[o + 2]];
      const [cx, cy, cz] = [p[c] - p[o], p[c + 1] - p[o + 1], p[c + 2] - p[o + 2]];
      six += sign * (ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx));
    };
    for (const e of rim) add(e, x - p[o], y - p[o + 1], z - p[o + 2], 1);
    const g = gone * 3;
    for (let i = goneFrom; i < rim.length; i++) {
      add(rim[i], p[g] - p[o], p[g + 1] - p[o + 1], p[g + 2] - p[o + 2], -1);
    }
    return six / 6;
  }

  private isShapely(x: number, y: number, z: number): boolean {
    const { positions: p, edges, rim } = this;
    for (const e of rim) {
      const [a, b, c] = [edges.indices[e] * 3, edges.indices[next(e)] * 3, edges.indices[previous(e)] * 3];
      const [ex, ey, ez] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
      const [ux, uy, uz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
      const [vx, vy, vz] = [x - p[a], y - p[a + 1], z - p[a + 2]];
      const [mx, my, mz] = [ey * uz - ez * uy, ez * ux - ex * uz, ex * uy - ey * ux];
      const [nx, ny, nz] = [ey * vz - ez * vy, ez * vx - ex * vz, ex * vy - ey * vx];
      const m = Math.sqrt(mx * mx + my * my + mz * mz);
      const n = Math.sqrt(nx * nx + ny * ny + nz * nz);
      if (mx * nx + my * ny + mz * nz < LEAST_TURN * m * n) return false;
      const e2 = ex * ex + ey * ey + ez * ez;
      const quality = n / (e2 + vx * vx + vy * vy + vz * vz - (ex * vx + ey * vy + ez * vz));
      const before = m / (e2 + ux * ux + uy * uy + uz * uz - (ex * ux + ey * uy + ez * uz));
      if (!(quality * Math.sqrt(3) > LEAST_QUALITY || quality > before)) return false;
    }
    return true;
  }

  private isApart(tree: BoxTree): boolean {
    const { positions: p, edges, rim, centre, gap, box } = this;
    const { indices } = edges;
    const near = this.findNear(tree);
    for (let i = 0; i < rim.length; i++) {
      const [a, b] = [indices[rim[i]], indices[next(rim[i])]];
      for (let j = i + 1; j < rim.length; j++) {
        if (comeNear(p, centre, a, b, centre, indices[rim[j]], indices[next(rim[j])], gap)) return false;
      }
      box.around(p, centre, a, b, gap);
      for (let k = 0; k < near; k++) {
        const t = tree.found[k] * 3;
        const [d, e, f] = [indices[t], indices[t + 1], indices[t + 2]];
        if (!box.misses(p, d, e, f) && comeNear(p, centre, a, b, d, e, f, gap)) return false;
      }
    }
    return true;
  }

  /**
   * Finds the triangles that are to stay as they are and touch the box around the star.
   * @returns how many; they are the first in `tree.found`
   */
  private findNear(tree: BoxTree): number {
    const { positions: p, edges, rim, centre, gap, box, triangleMark } = this;
    const { indices } = edges;
    box.around(p, centre, centre, centre, gap);
    for (const e of rim) box.include(p, indices[e], gap);
    const found = tree.query(box.x0, box.y0, box.z0, box.x1, box.y1, box.z1);
    let near = 0;
    for (let i = 0; i < found; i++) {
      const t = tree.found[i];
      if (triangleMark[t] === this.mark) continue;
      if (box.misses(p, indices[t * 3], indices[t * 3 + 1], indices[t * 3 + 2])) continue;
      tree.found[near++] = t;
    }
    return near;
  }
}
