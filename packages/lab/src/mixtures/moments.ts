/** Sample mean `[d]` and covariance `[d, d]` of points `[n, d]`. */
export function moments(points: Float32Array, d: number): { mean: Float64Array; covariance: Float64Array } {
  const n = points.length / d;
  const mean = new Float64Array(d);
  for (let i = 0; i < points.length; i++) mean[i % d] += points[i] / n;
  const covariance = new Float64Array(d * d);
  for (let p = 0; p < points.length; p += d) {
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        covariance[i * d + j] += ((points[p + i] - mean[i]) * (points[p + j] - mean[j])) / (n - 1);
      }
    }
  }
  return { mean, covariance };
}

/** `count` copies of one point in a row. */
export function repeat(point: ArrayLike<number>, count: number): Float32Array {
  return new Float32Array(count * point.length).map((_, i) => point[i % point.length]);
}

/** Greatest distance of a sample mean from `mean` over the axes, in standard errors of `count` samples. */
export function standardErrors(
  sample: ArrayLike<number>,
  mean: Float64Array,
  covariance: Float64Array,
  count: number,
): number {
  const d = mean.length;
  return Math.max(...mean.map((m, i) => Math.abs(sample[i] - m) / Math.sqrt(covariance[i * d + i] / count)));
}
