import type { UnwrappedMesh } from '../unwrap/unwrap.ts';

/**
 * Tangents as glTF has them: at each vertex the direction in which u grows, the mean over its triangles by their
 * angles there, at right angles to the normal; and the bitangent's sign, such that it points to where v falls, up in
 * the picture.
 * @returns `[vertices, 4]`
 */
export function vertexTangents({ positions, normals, uvs, indices }: UnwrappedMesh): Float32Array {
  const sums = new Float32Array(positions.length);
  const signs = new Float32Array(positions.length / 3);
  for (let t = 0; t < indices.length; t += 3) {
    const corners = [indices[t], indices[t + 1], indices[t + 2]];
    const [a, b, c] = corners;
    const [bu, bv] = [uvs[b * 2] - uvs[a * 2], uvs[b * 2 + 1] - uvs[a * 2 + 1]];
    const [cu, cv] = [uvs[c * 2] - uvs[a * 2], uvs[c * 2 + 1] - uvs[a * 2 + 1]];
    // Twice the area in the picture; v grows downwards, so that triangles seen from outside have it negative.
    const area = bu * cv - bv * cu;
    if (area === 0) continue;
    const tangent = [0, 1, 2].map((k) => {
      const [toB, toC] = [b, c].map((to) => positions[to * 3 + k] - positions[a * 3 + k]);
      return (toB * cv - toC * bv) / area;
    });
    const length = Math.hypot(...tangent) || 1;
    for (const [i, corner] of corners.entries()) {
      const weight = angleAt(positions, corner, corners[(i + 1) % 3], corners[(i + 2) % 3]) / length;
      for (let k = 0; k < 3; k++) sums[corner * 3 + k] += weight * tangent[k];
      signs[corner] -= weight * area;
    }
  }
  const tangents = new Float32Array(signs.length * 4);
  for (let v = 0; v < signs.length; v++) {
    tangents.set(unitAcross(sums.subarray(v * 3, v * 3 + 3), normals.subarray(v * 3, v * 3 + 3)), v * 4);
    tangents[v * 4 + 3] = signs[v] < 0 ? -1 : 1;
  }
  return tangents;
}

function angleAt(positions: Float32Array, corner: number, after: number, before: number): number {
  const side = (to: number) => [0, 1, 2].map((k) => positions[to * 3 + k] - positions[corner * 3 + k]);
  const [u, v] = [side(after), side(before)];
  const cosine = (u[0] * v[0] + u[1] * v[1] + u[2] * v[2]) / (Math.hypot(...u) * Math.hypot(...v) || 1);
  return Math.acos(Math.min(1, Math.max(-1, cosine)));
}

/** A vector's part at right angles to a unit normal, of unit length; any one when it has none. */
function unitAcross(vector: ArrayLike<number>, [x, y, z]: Float32Array): number[] {
  for (const [tx, ty, tz] of [vector, [1, 0, 0], [0, 1, 0]] as ArrayLike<number>[] as number[][]) {
    const along = tx * x + ty * y + tz * z;
    const across = [tx - along * x, ty - along * y, tz - along * z];
    const length = Math.hypot(...across);
    if (length > 1e-6) return across.map((value) => value / length);
  }
  throw new Error('a normal is not of unit length');
}
