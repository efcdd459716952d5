import type { GaussianMixture } from '../mixtures/index.ts';

/** Neighbours that say how densely a set lies, as in Kynkäänniemi et al. 2019. */
const NEIGHBOURS = 3;
/** Bandwidths of the kernels whose sum compares two sets. */
const KERNELS = [0.05, 0.2, 0.8];
/** Points of one place; fewer are stragglers. */
const LEAST_CLUSTER = 3;

/** Points in the plane, `[points, 2]`. */
export type Points = Float32Array;

/** Mean of -log p over points. */
export function negativeLogLikelihood(density: GaussianMixture, points: Points): number {
  let sum = 0;
  for (let i = 0; i < points.length; i += 2) sum -= density.logDensity(points.subarray(i, i + 2));
  return sum / (points.length / 2);
}

/**
 * Share of `points` that lie where `reference` does: within some reference point's distance to its third
 * nearest neighbour (Kynkäänniemi et al. 2019, arXiv 1904.06991, equation 1). Precision is that of results
 * among true samples, recall the same the other way round.
 */
export function coverage(points: Points, reference: Points): number {
  const radii = neighbourDistances(reference);
  let inside = 0;
  for (let i = 0; i < points.length; i += 2) {
    for (let j = 0; j < radii.length; j++) {
      if (distance(points, i, reference, 2 * j) <= radii[j]) {
        inside++;
        break;
      }
    }
  }
  return inside / (points.length / 2);
}

/**
 * Maximum mean discrepancy between two sets, with a sum of Gaussian kernels (Gretton et al. 2012, equation 5:
 * the biased estimate, which is never negative): 0 for equal sets, at most the square root of twice the
 * number of kernels.
 */
export function maximumMeanDiscrepancy(a: Points, b: Points): number {
  return Math.sqrt(Math.max(0, meanKernel(a, a) + meanKernel(b, b) - 2 * meanKernel(a, b)));
}

/** Modes of a mixture of round Gaussians: where mean shift from each component ends, each named once. */
export function modesOf(density: GaussianMixture): Points {
  const found: number[][] = [];
  for (const { mean, covariance } of density.components) {
    const mode = climb(density, [...mean]);
    const apart = Math.sqrt(covariance[0]) / 2;
    if (found.every(([x, y]) => Math.hypot(x - mode[0], y - mode[1]) > apart)) found.push(mode);
  }
  return Float32Array.from(found.flat());
}

/** Share of points within `radius` of a mode. */
export function modeShare(points: Points, modes: Points, radius: number): number {
  return (
    points.filter((_, i) => i % 2 === 0 && nearest(points, i, modes) <= radius).length / (points.length / 2)
  );
}

/**
 * Places where at least three points came together, `radius` around the first of them, and which are no mode.
 */
export function spuriousModes(points: Points, modes: Points, radius: number): number {
  const left = new Set<number>();
  for (let i = 0; i < points.length; i += 2) if (nearest(points, i, modes) > radius) left.add(i);
  let clusters = 0;
  for (const first of left) {
    const cluster = [...left].filter((i) => distance(points, i, points, first) <= radius);
    for (const i of cluster) left.delete(i);
    if (cluster.length >= LEAST_CLUSTER) clusters++;
  }
  return clusters;
}

/** Mean distance of points to the nearest mode. */
export function meanDistance(points: Points, modes: Points): number {
  let sum = 0;
  for (let i = 0; i < points.length; i += 2) sum += nearest(points, i, modes);
  return sum / (points.length / 2);
}

/** Mean distance between two sets of as many points, one by one. */
export function meanStep(from: Points, to: Points): number {
  let sum = 0;
  for (let i = 0; i < from.length; i += 2) sum += distance(from, i, to, i);
  return sum / (from.length / 2);
}

/**
 * Fixed-point iteration of Carreira-Perpinan 2000, for round components: the mean of their means, weighted by
 * what each adds to the slope.
 */
function climb(density: GaussianMixture, [x, y]: number[]): number[] {
  for (let iteration = 0; iteration < 500; iteration++) {
    const sum = [0, 0, 0];
    for (const { weight, mean, covariance } of density.components) {
      const square = (mean[0] - x) ** 2 + (mean[1] - y) ** 2;
      // Density / variance; the variance is also the square root of the determinant.
      const share = (weight / covariance[0] ** 2) * Math.exp(-square / 2 / covariance[0]);
      sum[0] += share;
      sum[1] += share * mean[0];
      sum[2] += share * mean[1];
    }
    const next = [sum[1] / sum[0], sum[2] / sum[0]];
    const step = Math.hypot(next[0] - x, next[1] - y);
    [x, y] = next;
    if (step < 1e-7) break;
  }
  return [x, y];
}

function neighbourDistances(points: Points): Float64Array {
  return new Float64Array(points.length / 2).map((_, i) => {
    const distances: number[] = [];
    for (let j = 0; j < points.length; j += 2)
      if (j !== 2 * i) distances.push(distance(points, 2 * i, points, j));
    return distances.sort((a, b) => a - b)[NEIGHBOURS - 1];
  });
}

function meanKernel(a: Points, b: Points): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 2) {
    for (let j = 0; j < b.length; j += 2) {
      const square = distance(a, i, b, j) ** 2;
      for (const width of KERNELS) sum += Math.exp(-square / 2 / width ** 2);
    }
  }
  return sum / ((a.length / 2) * (b.length / 2));
}

function nearest(points: Points, i: number, others: Points): number {
  let least = Number.POSITIVE_INFINITY;
  for (let j = 0; j < others.length; j += 2) least = Math.min(least, distance(points, i, others, j));
  return least;
}

function distance(a: Points, i: number, b: Points, j: number): number {
  return Math.hypot(a[i] - b[j], a[i + 1] - b[j + 1]);
}
