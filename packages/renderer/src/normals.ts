/**
 * Corners of a tetrahedron. Their sum is zero and that of their outer products is 4 times the identity, so
 * four values give a gradient.
 */
const CORNERS = [
  [1, -1, -1],
  [-1, -1, 1],
  [-1, 1, -1],
  [1, 1, 1],
] as const;

/** Density gradients shorter than this (density per world unit) give shorter normals instead of noise. */
const LEAST_GRADIENT = 1e-3;

/** Four points around each of `count` points `[count, 3]`, at `step` along each axis: `[count, 4, 3]`. */
export function tetrahedra(points: Float32Array, count: number, step: number): Float32Array {
  const out = new Float32Array(count * 12);
  for (let i = 0; i < count; i++) {
    for (let corner = 0; corner < 4; corner++) {
      for (let axis = 0; axis < 3; axis++) {
        out[(i * 4 + corner) * 3 + axis] = points[i * 3 + axis] + step * CORNERS[corner][axis];
      }
    }
  }
  return out;
}

/**
 * Outward normals -g / sqrt(|g|^2 + LEAST_GRADIENT^2), where g = sum_k corner_k density_k / (4 step) is the
 * density's gradient by finite differences.
 * @param density `[count, 4]`, at the points of `tetrahedra`
 * @returns `[count, 3]`, of length 1 or, where the density hardly changes, less
 */
export function densityNormals(density: Float32Array, count: number, step: number): Float32Array {
  const normals = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    const [x, y, z, length] = densityGradient(density, i, step);
    normals[i * 3] = -x / length;
    normals[i * 3 + 1] = -y / length;
    normals[i * 3 + 2] = -z / length;
  }
  return normals;
}

/**
 * Backward of `densityNormals`: dL/dg = -(I - n n^T) dL/dn / |g|, then back to the four densities.
 * @param normalGradient `[count, 3]`
 * @returns `[count, 4]`
 */
export function densityNormalsBackward(
  density: Float32Array,
  normalGradient: Float32Array,
  count: number,
  step: number,
): Float32Array {
  const out = new Float32Array(count * 4);
  for (let i = 0; i < count; i++) {
    const [x, y, z, length] = densityGradient(density, i, step);
    const gx = normalGradient[i * 3];
    const gy = normalGradient[i * 3 + 1];
    const gz = normalGradient[i * 3 + 2];
    const along = (x * gx + y * gy + z * gz) / (length * length);
    const scale = -1 / (length * 4 * step);
    for (let corner = 0; corner < 4; corner++) {
      const [cx, cy, cz] = CORNERS[corner];
      out[i * 4 + corner] = scale * (cx * (gx - along * x) + cy * (gy - along * y) + cz * (gz - along * z));
    }
  }
  return out;
}

/** The density's gradient around point `i`, and its guarded length. */
function densityGradient(density: Float32Array, i: number, step: number): [number, number, number, number] {
  const g = [0, 0, 0];
  for (let corner = 0; corner < 4; corner++) {
    for (let axis = 0; axis < 3; axis++) g[axis] += CORNERS[corner][axis] * density[i * 4 + corner];
  }
  const [x, y, z] = g.map((sum) => sum / (4 * step));
  return [x, y, z, Math.sqrt(x * x + y * y + z * z + LEAST_GRADIENT ** 2)];
}
