import { BoxTree } from './box-tree.ts';
import { TriangleBox } from './triangle-box.ts';
import { comeNear } from './triangle-distance.ts';
import type { TriangleMesh } from './triangle-mesh.ts';

export interface IntersectionOptions {
  /**
   * Triangles that are nearer than this count too, world units, above 0; a billionth of the mesh's extent when
   * absent, which is touching.
   */
  gap?: number;
  /** Pairs that may be tested: meshes can be made such that all would have to be. */
  maxTests?: number;
}

export interface Intersections {
  /** `[triangles]`: 1 for those that meet another. */
  meets: Uint8Array;
  /** Pairs that meet. */
  pairs: number;
  /** Whether all pairs were looked at, as `maxTests` was enough. */
  complete: boolean;
}

/**
 * Finds the triangles that meet others elsewhere than at the vertices and edges that they share: those that
 * cross or touch, and neighbours that are folded upon each other. Vertices at the same place are told apart:
 * merge them first. Two triangles with the same vertices meet, and so does one without area and what shares
 * an edge with it.
 */
export function intersectingTriangles(mesh: TriangleMesh, options: IntersectionOptions = {}): Intersections {
  const { positions, indices } = mesh;
  const { gap = 1e-9 * extentOf(positions), maxTests = Number.POSITIVE_INFINITY } = options;
  const triangles = indices.length / 3;
  const result: Intersections = { meets: new Uint8Array(triangles), pairs: 0, complete: true };
  if (triangles === 0) return result;
  const tree = new BoxTree(mesh);
  let tests = 0;
  for (let t = 0; t < triangles; t++) {
    tests += visitMeeting(mesh, tree, t, gap, t, (other) => {
      result.meets[t] = 1;
      result.meets[other] = 1;
      result.pairs++;
    });
    if (tests > maxTests) return { ...result, complete: false };
  }
  return result;
}

const box = new TriangleBox();

/**
 * Calls back with each triangle after `after` that comes nearer to triangle `t` than `gap`.
 * @returns how many were tested
 */
export function visitMeeting(
  { positions, indices }: TriangleMesh,
  tree: BoxTree,
  t: number,
  gap: number,
  after: number,
  visit: (other: number) => void,
): number {
  const [a, b, c] = [indices[t * 3], indices[t * 3 + 1], indices[t * 3 + 2]];
  box.around(positions, a, b, c, gap);
  const found = tree.query(box.x0, box.y0, box.z0, box.x1, box.y1, box.z1);
  let tests = 0;
  for (let i = 0; i < found; i++) {
    const other = tree.found[i];
    if (other <= after || other === t) continue;
    const [d, e, f] = [indices[other * 3], indices[other * 3 + 1], indices[other * 3 + 2]];
    if (box.misses(positions, d, e, f)) continue;
    tests++;
    if (comeNear(positions, a, b, c, d, e, f, gap)) visit(other);
  }
  return tests;
}

/** Longest edge of the box around points `[vertices, 3]`. */
export function extentOf(positions: Float32Array): number {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    const c = i % 3;
    if (positions[i] < low[c]) low[c] = positions[i];
    if (positions[i] > high[c]) high[c] = positions[i];
  }
  return Math.max(0, high[0] - low[0], high[1] - low[1], high[2] - low[2]);
}
