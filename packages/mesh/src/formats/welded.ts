import { MeshoptSimplifier } from 'meshoptimizer/simplifier';
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
export async function weldedPoints({ positions }: Pick<TriangleMesh, 'positions'>): Promise<Points> {
  await MeshoptSimplifier.ready;
  const first = MeshoptSimplifier.generatePositionRemap(positions, 3);
  const pointOf = new Uint32Array(first.length);
  const points = new Float32Array(positions.length);
  let count = 0;
  for (let v = 0; v < first.length; v++) {
    if (first[v] !== v) {
      pointOf[v] = pointOf[first[v]];
      continue;
    }
    points.set(positions.subarray(v * 3, v * 3 + 3), count * 3);
    pointOf[v] = count++;
  }
  return { positions: points.slice(0, count * 3), pointOf };
}
