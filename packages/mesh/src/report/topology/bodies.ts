import type { TriangleMesh } from '../../triangle-mesh.ts';
import type { Edges } from './edges.ts';
import type { Fans } from './fans.ts';
import type { Pieces } from './pieces.ts';

/** What is known of each of a mesh's bodies, the pieces that hang together by edges. */
export interface Bodies {
  count: number;
  /** The body of each triangle. */
  of: Uint32Array;
  /** 1 where every edge has two triangles that pass it in opposite directions. */
  closed: Uint8Array;
  /**
   * Vertices - edges + triangles. A vertex counts once for each of its fans: where a body touches itself in a
   * point it is not joined.
   */
  euler: Int32Array;
  /** What a closed one encloses, positive where triangles face outwards, in cubed units; 0 for one that is open. */
  volume: Float64Array;
  /** `[count, 6]`: least coordinates, then greatest. */
  boxes: Float32Array;
}

/** Sums up what belongs to each piece. Volumes by the divergence theorem, about the first vertex of each. */
export function findBodies(
  { positions, indices }: TriangleMesh,
  edges: Edges,
  fans: Fans,
  { count, of }: Pieces,
): Bodies {
  const closed = new Uint8Array(count).fill(1);
  const euler = new Int32Array(count);
  const volume = new Float64Array(count);
  const boxes = new Float32Array(count * 6);
  for (let i = 0; i < boxes.length; i++)
    boxes[i] = i % 6 < 3 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const origins = new Float64Array(count * 3).fill(Number.NaN);
  const edgeSeen = new Uint8Array(edges.count);
  const fanSeen = new Uint8Array(fans.count);
  for (let t = 0; t < of.length; t++) {
    const body = of[t];
    euler[body]++;
    for (let h = t * 3; h < t * 3 + 3; h++) {
      const edge = edges.of[h];
      if (edgeSeen[edge] === 0) {
        edgeSeen[edge] = 1;
        euler[body]--;
        if (edges.forward[edge] !== 1 || edges.backward[edge] !== 1) closed[body] = 0;
      }
      if (fanSeen[fans.of[h]] === 0) {
        fanSeen[fans.of[h]] = 1;
        euler[body]++;
      }
      for (let k = 0; k < 3; k++) {
        const value = positions[indices[h] * 3 + k];
        if (value < boxes[body * 6 + k]) boxes[body * 6 + k] = value;
        if (value > boxes[body * 6 + 3 + k]) boxes[body * 6 + 3 + k] = value;
      }
    }
    if (Number.isNaN(origins[body * 3])) {
      for (let k = 0; k < 3; k++) origins[body * 3 + k] = positions[indices[t * 3] * 3 + k];
    }
    volume[body] += tetrahedron(positions, indices, t * 3, origins, body * 3);
  }
  for (let body = 0; body < count; body++) if (closed[body] === 0) volume[body] = 0;
  return { count, of, closed, euler, volume, boxes };
}

/** Signed volume of the tetrahedron of a triangle and an origin. */
function tetrahedron(
  positions: Float32Array,
  indices: Uint32Array,
  corner: number,
  origins: Float64Array,
  origin: number,
): number {
  const [a, b, c] = [indices[corner] * 3, indices[corner + 1] * 3, indices[corner + 2] * 3];
  const [ox, oy, oz] = [origins[origin], origins[origin + 1], origins[origin + 2]];
  const [ax, ay, az] = [positions[a] - ox, positions[a + 1] - oy, positions[a + 2] - oz];
  const [bx, by, bz] = [positions[b] - ox, positions[b + 1] - oy, positions[b + 2] - oz];
  const [cx, cy, cz] = [positions[c] - ox, positions[c + 1] - oy, positions[c + 2] - oz];
  return (ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)) / 6;
}
