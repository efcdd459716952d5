import type { TriangleMesh } from '../triangle-mesh.ts';

/** A chart laid flat. */
export interface FlatChart {
  /** Its vertices in the mesh. */
  vertices: Uint32Array;
  /** `[faces, 3]`, places in `vertices`. */
  indices: Uint32Array;
  /** Its faces in the mesh. */
  faces: Uint32Array;
  /** `[vertices, 2]`, world units. */
  points: Float32Array;
}

/** Looks at some faces of a mesh along an axis, a unit vector: a parallel projection. */
export function layFlat(mesh: TriangleMesh, faces: Uint32Array, [x, y, z]: ArrayLike<number>): FlatChart {
  return null as never;
}
