import { cholesky, choleskyLogDeterminant, choleskySolve } from './cholesky.ts';
import type { GaussianComponent } from './gaussian-component.ts';

/**
 * A mixture of Gaussians blurred by noise, y + σn: what of it many points are asked about, without memory
 * taken for each.
 */
export class BlurredMixture {
  /** Posterior probability of each component given the point of the last `weigh`. */
  readonly probabilities: Float64Array;
  private readonly means: Float64Array;
  /** Cholesky factor of each C_k + σ²I. */
  private readonly factors: Float64Array[];
  /** Log weight of each component's exponential. */
  private readonly logScales: Float64Array;
  private readonly scratch: Float64Array;

  constructor(
    components: readonly GaussianComponent[],
    readonly dimension: number,
    sigma: number,
  ) {
    const d = dimension;
    this.probabilities = new Float64Array(components.length);
    this.means = Float64Array.from(components.flatMap(({ mean }) => [...mean]));
    this.factors = components.map(({ covariance }) => {
      const noisy = covariance.slice();
      for (let i = 0; i < d; i++) noisy[i * d + i] += sigma ** 2;
      return cholesky(noisy, d);
    });
    this.logScales = Float64Array.from(
      components,
      ({ weight }, k) =>
        Math.log(weight) - (choleskyLogDeterminant(this.factors[k], d) + d * Math.log(2 * Math.PI)) / 2,
    );
    this.scratch = new Float64Array(d);
  }

  /** Fills `probabilities` for a point; returns its log density. */
  weigh(z: ArrayLike<number>): number {
    const { probabilities, means, factors, logScales, scratch, dimension: d } = this;
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < factors.length; k++) {
      const factor = factors[k];
      let square = 0;
      for (let i = 0; i < d; i++) {
        let value = z[i] - means[k * d + i];
        for (let j = 0; j < i; j++) value -= factor[i * d + j] * scratch[j];
        value /= factor[i * d + i];
        scratch[i] = value;
        square += value * value;
      }
      const log = logScales[k] - square / 2;
      probabilities[k] = log;
      if (log > highest) highest = log;
    }
    let total = 0;
    for (let k = 0; k < probabilities.length; k++) {
      probabilities[k] = Math.exp(probabilities[k] - highest);
      total += probabilities[k];
    }
    for (let k = 0; k < probabilities.length; k++) probabilities[k] /= total;
    return highest + Math.log(total);
  }

  /** Writes (C_k + σ²I)⁻¹ (z − m_k) to `out` and returns it. */
  solve(k: number, z: ArrayLike<number>, out: Float64Array): Float64Array {
    const d = this.dimension;
    for (let i = 0; i < d; i++) out[i] = z[i] - this.means[k * d + i];
    return choleskySolve(this.factors[k], d, out);
  }

  /** Column `i` of (C_k + σ²I)⁻¹. */
  inverseColumn(k: number, i: number): Float64Array {
    const column = new Float64Array(this.dimension);
    column[i] = 1;
    return choleskySolve(this.factors[k], this.dimension, column);
  }
}
