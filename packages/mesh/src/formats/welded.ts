import { weldRows } from '../report/topology/weld.ts';
import type { TriangleMesh } from '../triangle-mesh.ts';

/** The points of a mesh, each once, and which of them each vertex is at. */
export interface Points {
  /** `[points, 3]` */
  positions: Float32Array;
  /** `[vertices]` */
  pointOf: Uint32Array;
}

/**
 * Vertices at the same place taken together: along the seams of a texture there are two and more, where
 * formats that hold corners rather than vertices have one point, and so a closed surface.
 */
export function weldedPoints({ positions }: Pick<TriangleMesh, 'positions'>): Points {
  const { numbers, firsts } = weldRows(positions, 3);
  const points = new Float32Array(firsts.length * 3);
  firsts.forEach((vertex, point) => {
    points.set(positions.subarray(vertex * 3, vertex * 3 + 3), point * 3);
  });
  return { positions: points, pointOf: numbers };
}
