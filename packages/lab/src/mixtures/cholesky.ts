/**
 * Lower triangular L, row-major, with L Lᵀ = a, for a symmetric positive definite `[d, d]` matrix. Ours, not
 * ml-matrix's: that refuses a matrix whose halves differ in the last bit, as those of products do, and takes
 * memory and two to six times as long for each point that it solves.
 */
export function cholesky(a: Float64Array, d: number): Float64Array {
  const l = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * d + j];
      for (let k = 0; k < j; k++) sum -= l[i * d + k] * l[j * d + k];
      l[i * d + j] = i === j ? Math.sqrt(sum) : sum / l[j * d + j];
    }
  }
  return l;
}

/** Solves L Lᵀ w = r in place of r. */
export function choleskySolve(l: Float64Array, d: number, r: Float64Array): Float64Array {
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < i; k++) r[i] -= l[i * d + k] * r[k];
    r[i] /= l[i * d + i];
  }
  for (let i = d - 1; i >= 0; i--) {
    for (let k = i + 1; k < d; k++) r[i] -= l[k * d + i] * r[k];
    r[i] /= l[i * d + i];
  }
  return r;
}

/** log det of L Lᵀ. */
export function choleskyLogDeterminant(l: Float64Array, d: number): number {
  let sum = 0;
  for (let i = 0; i < d; i++) sum += 2 * Math.log(l[i * d + i]);
  return sum;
}
