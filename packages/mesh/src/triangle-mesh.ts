/** Triangles over shared vertices, counter-clockwise seen from outside. */
export interface TriangleMesh {
  /** `[vertices, 3]`, world units. */
  positions: Float32Array;
  /** `[triangles, 3]` */
  indices: Uint32Array;
}

/** A mesh with what it carries at its vertices. */
export interface ShadedMesh extends TriangleMesh {
  /** Unit normals `[vertices, 3]`. */
  normals: Float32Array;
  /** Display colours `[vertices, 3]` in [0, 1]; absent where a texture will hold them. */
  colours?: Float32Array;
}

/**
 * Unit normals at the vertices, outward: the mean of the triangles' normals, each weighted by its angle at
 * the vertex (Thürmer and Wüthrich 1998), which does not depend on how faces are cut into triangles. +y where
 * a vertex has no triangle of non-zero area.
 * @returns `[vertices, 3]`
 */
export function vertexNormals({ positions, indices }: TriangleMesh): Float32Array {
  const normals = new Float32Array(positions.length);
  const edge = new Float64Array(9);
  for (let t = 0; t < indices.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      const a = indices[t + k] * 3;
      const b = indices[t + ((k + 1) % 3)] * 3;
      for (let c = 0; c < 3; c++) edge[k * 3 + c] = positions[b + c] - positions[a + c];
    }
    const nx = edge[1] * edge[5] - edge[2] * edge[4];
    const ny = edge[2] * edge[3] - edge[0] * edge[5];
    const nz = edge[0] * edge[4] - edge[1] * edge[3];
    const doubleArea = Math.sqrt(nx * nx + ny * ny + nz * nz);
    if (doubleArea === 0) continue;
    for (let k = 0; k < 3; k++) {
      const after = k * 3;
      const before = ((k + 2) % 3) * 3;
      const cosine = -(
        edge[after] * edge[before] +
        edge[after + 1] * edge[before + 1] +
        edge[after + 2] * edge[before + 2]
      );
      const weight = Math.atan2(doubleArea, cosine) / doubleArea;
      const v = indices[t + k] * 3;
      normals[v] += nx * weight;
      normals[v + 1] += ny * weight;
      normals[v + 2] += nz * weight;
    }
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.sqrt(normals[i] ** 2 + normals[i + 1] ** 2 + normals[i + 2] ** 2);
    if (length > 1e-12) {
      for (let c = 0; c < 3; c++) normals[i + c] /= length;
    } else {
      normals.set([0, 1, 0], i);
    }
  }
  return normals;
}

/** Area of the triangles, squared world units. */
export function surfaceArea({ positions, indices }: TriangleMesh): number {
  let area = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [indices[t] * 3, indices[t + 1] * 3, indices[t + 2] * 3];
    const ux = positions[b] - positions[a];
    const uy = positions[b + 1] - positions[a + 1];
    const uz = positions[b + 2] - positions[a + 2];
    const vx = positions[c] - positions[a];
    const vy = positions[c + 1] - positions[a + 1];
    const vz = positions[c + 2] - positions[a + 2];
    area += Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
  }
  return area;
}
