import type { TriangleMesh } from '../triangle-mesh.ts';

/** The triangles of a mesh by themselves, and which lie beside each other. */
export interface Faces {
  count: number;
  /** Unit, outward, `[count, 3]`; zero for one without area. */
  normals: Float32Array;
  /** `[count]` */
  areas: Float32Array;
  /** Centroids `[count, 3]`. */
  middles: Float32Array;
  /** `[count, 3]`: the face over the edge from each corner to the next one; -1 for none. */
  neighbours: Int32Array;
}

export function facesOf(mesh: TriangleMesh): Faces {
  const { positions: p, indices } = mesh;
  const count = indices.length / 3;
  const normals = new Float32Array(count * 3);
  const middles = new Float32Array(count * 3);
  const areas = new Float32Array(count);
  for (let i = 0; i < count * 3; i += 3) {
    const [a, b, c] = [indices[i] * 3, indices[i + 1] * 3, indices[i + 2] * 3];
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
    const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const length = Math.sqrt(x * x + y * y + z * z);
    areas[i / 3] = length / 2;
    normals[i] = x / (length || 1);
    normals[i + 1] = y / (length || 1);
    normals[i + 2] = z / (length || 1);
    for (let k = 0; k < 3; k++) middles[i + k] = (p[a + k] + p[b + k] + p[c + k]) / 3;
  }
  return { count, normals, areas, middles, neighbours: neighboursOf(mesh) };
}

/** Pairs each edge with one that goes the other way; a third one stays without. */
function neighboursOf({ positions, indices }: TriangleMesh): Int32Array {
  const first = new Uint32Array(positions.length / 3 + 1);
  for (const v of indices) first[v + 1]++;
  for (let v = 1; v < first.length; v++) first[v] += first[v - 1];
  const next = first.slice();
  // The corners at each vertex, one after the other; a corner begins an edge.
  const corners = new Uint32Array(indices.length);
  for (let i = 0; i < indices.length; i++) corners[next[indices[i]]++] = i;
  const end = (corner: number) => indices[corner - (corner % 3) + ((corner + 1) % 3)];
  const neighbours = new Int32Array(indices.length).fill(-1);
  for (let i = 0; i < indices.length; i++) {
    if (neighbours[i] >= 0) continue;
    const to = end(i);
    for (let k = first[to]; k < first[to + 1]; k++) {
      const j = corners[k];
      if (neighbours[j] >= 0 || end(j) !== indices[i]) continue;
      neighbours[i] = Math.floor(j / 3);
      neighbours[j] = Math.floor(i / 3);
      break;
    }
  }
  return neighbours;
}
