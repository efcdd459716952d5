import { findEdges, type TriangleMesh } from '@modeseek/mesh';

/** Unit normals of the triangles `[triangles, 3]`, counter-clockwise; zero where one has no area. */
export function faceNormals({ positions, indices }: TriangleMesh): Float32Array {
  const normals = new Float32Array(indices.length);
  for (let f = 0; f < indices.length; f += 3) {
    const [a, b, c] = [indices[f] * 3, indices[f + 1] * 3, indices[f + 2] * 3];
    const edge = (to: number, axis: number) => positions[to + axis] - positions[a + axis];
    const x = edge(b, 1) * edge(c, 2) - edge(b, 2) * edge(c, 1);
    const y = edge(b, 2) * edge(c, 0) - edge(b, 0) * edge(c, 2);
    const z = edge(b, 0) * edge(c, 1) - edge(b, 1) * edge(c, 0);
    const length = Math.sqrt(x * x + y * y + z * z) || 1;
    normals.set([x / length, y / length, z / length], f);
  }
  return normals;
}

/**
 * Roughness: the median angle between the normals of triangles that share an edge, in degrees. Depends on the
 * size of triangles: compare at equal counts.
 */
export function medianBend(mesh: TriangleMesh): number {
  const normals = faceNormals(mesh);
  const { of, count } = findEdges(mesh.indices);
  /** 1 + the first triangle of each edge. */
  const first = new Uint32Array(count);
  const angles: number[] = [];
  for (let h = 0; h < of.length; h++) {
    const f = h - (h % 3);
    if (first[of[h]] === 0) {
      first[of[h]] = f + 1;
      continue;
    }
    const other = first[of[h]] - 1;
    const cosine =
      normals[f] * normals[other] + normals[f + 1] * normals[other + 1] + normals[f + 2] * normals[other + 2];
    angles.push((Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI);
  }
  return angles.sort((x, y) => x - y)[angles.length >> 1] ?? 0;
}
