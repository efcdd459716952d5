import type { Rng } from '@modeseek/core';
import type { Denoiser } from '@modeseek/guidance';
import { BlurredMixture } from './blurred-mixture.ts';
import { cholesky } from './cholesky.ts';
import type { GaussianComponent } from './gaussian-component.ts';

export interface RandomMixtureOptions {
  dimension: number;
  components: number;
  /** Standard deviation of the components' means, per axis. */
  spread?: number;
  /** Typical standard deviation inside a component. */
  width?: number;
  /** Round components, instead of ones stretched in random directions. */
  isotropic?: boolean;
}

/** Posterior probabilities below this change no float32 result. */
const NEGLIGIBLE = 1e-12;

/**
 * A mixture of Gaussians in any dimension: a data distribution p whose denoiser, samples, and product
 * distributions are known in closed form. A batch is any number of points in a row, `[points, dimension]`.
 */
export class GaussianMixture implements Denoiser {
  readonly dimension: number;
  readonly components: readonly GaussianComponent[];

  /** @param components at least one; their weights are scaled to sum to 1 */
  constructor(components: readonly GaussianComponent[]) {
    const total = components.reduce((sum, c) => sum + c.weight, 0);
    this.components = components.map((c) => ({ ...c, weight: c.weight / total }));
    this.dimension = components[0].mean.length;
  }

  /**
   * A random mixture: normal means, weights uniform in [0.5, 1.5] before scaling, covariances with random
   * axes.
   */
  static random(
    rng: Rng,
    { dimension: d, components, spread = 2, width = 0.5, isotropic = false }: RandomMixtureOptions,
  ): GaussianMixture {
    const component = (): GaussianComponent => {
      const weight = rng.uniform(0.5, 1.5);
      const mean = Float64Array.from({ length: d }, () => spread * rng.normal());
      const covariance = new Float64Array(d * d);
      if (isotropic) {
        const variance = (width * rng.uniform(0.5, 1.5)) ** 2;
        for (let i = 0; i < d; i++) covariance[i * d + i] = variance;
      } else {
        // B Bᵀ with normal entries has mean I; the diagonal keeps it well conditioned.
        const b = Float64Array.from({ length: d * d }, () => rng.normal() / Math.sqrt(d));
        for (let i = 0; i < d; i++) {
          for (let j = 0; j < d; j++) {
            let sum = i === j ? 0.1 : 0;
            for (let k = 0; k < d; k++) sum += b[i * d + k] * b[j * d + k];
            covariance[i * d + j] = width ** 2 * sum;
          }
        }
      }
      return { weight, mean, covariance };
    };
    return new GaussianMixture(Array.from({ length: components }, component));
  }

  /**
   * E[y | z] with z = y + σn. With w_k = (C_k + σ²I)⁻¹ (z − m_k) and r_k the posterior probability of
   * component k, it is z − σ² Σ_k r_k w_k. Takes the Denoiser's arguments; the condition has no influence.
   */
  async denoise(noisy: Float32Array, sigma: number): Promise<Float32Array> {
    const d = this.dimension;
    const blurred = this.blur(sigma);
    const { probabilities } = blurred;
    const out = new Float32Array(noisy.length);
    const solution = new Float64Array(d);
    const pull = new Float64Array(d);
    for (let start = 0; start < noisy.length; start += d) {
      const z = noisy.subarray(start, start + d);
      blurred.weigh(z);
      pull.fill(0);
      for (let k = 0; k < probabilities.length; k++) {
        if (probabilities[k] < NEGLIGIBLE) continue;
        blurred.solve(k, z, solution);
        for (let i = 0; i < d; i++) pull[i] += probabilities[k] * solution[i];
      }
      for (let i = 0; i < d; i++) out[start + i] = z[i] - sigma ** 2 * pull[i];
    }
    return out;
  }

  /** log p_σ at one point: the density of y + σn; with σ = 0, of y. */
  logDensity(point: ArrayLike<number>, sigma = 0): number {
    return this.blur(sigma).weigh(point);
  }

  /**
   * The product distribution q(y | x) ∝ p(y) N(y; x, λ²I), again a mixture. Component k has weight ∝ π_k N(x;
   * m_k, C_k + λ²I), mean x − λ² (C_k + λ²I)⁻¹ (x − m_k) and covariance λ²I − λ⁴ (C_k + λ²I)⁻¹.
   */
  product(x: ArrayLike<number>, bandwidth: number): GaussianMixture {
    const d = this.dimension;
    const variance = bandwidth ** 2;
    const blurred = this.blur(bandwidth);
    blurred.weigh(x);
    return new GaussianMixture(
      this.components.map((_, k) => {
        const covariance = new Float64Array(d * d);
        for (let i = 0; i < d; i++) {
          const column = blurred.inverseColumn(k, i);
          for (let j = 0; j < d; j++) {
            covariance[j * d + i] = (i === j ? variance : 0) - variance ** 2 * column[j];
          }
        }
        const mean = blurred.solve(k, x, new Float64Array(d)).map((w, i) => x[i] - variance * w);
        return { weight: blurred.probabilities[k], mean, covariance };
      }),
    );
  }

  /** The exact mean-shift vector m(x) = E_q[y] − x = λ² ∇log p_λ(x). */
  meanShift(x: ArrayLike<number>, bandwidth: number): Float64Array {
    return this.product(x, bandwidth)
      .mean()
      .map((mean, i) => mean - x[i]);
  }

  /** `[dimension]` */
  mean(): Float64Array {
    return new Float64Array(this.dimension).map((_, i) =>
      this.components.reduce((sum, c) => sum + c.weight * c.mean[i], 0),
    );
  }

  /** `[dimension, dimension]`: the components' covariances, and that of their means. */
  covariance(): Float64Array {
    const d = this.dimension;
    const mean = this.mean();
    return new Float64Array(d * d).map((_, index) => {
      const i = Math.floor(index / d);
      const j = index % d;
      return this.components.reduce((sum, c) => {
        const between = (c.mean[i] - mean[i]) * (c.mean[j] - mean[j]);
        return sum + c.weight * (c.covariance[index] + between);
      }, 0);
    });
  }

  /** `[count, dimension]` independent samples. */
  sample(count: number, rng: Rng): Float32Array {
    const d = this.dimension;
    const factors = this.components.map((c) => cholesky(c.covariance, d));
    const out = new Float32Array(count * d);
    const n = new Float32Array(d);
    for (let start = 0; start < out.length; start += d) {
      let left = rng.uniform();
      let k = 0;
      while (k + 1 < factors.length && left >= this.components[k].weight) left -= this.components[k++].weight;
      rng.normals(n);
      for (let i = 0; i < d; i++) {
        let value = this.components[k].mean[i];
        for (let j = 0; j <= i; j++) value += factors[k][i * d + j] * n[j];
        out[start + i] = value;
      }
    }
    return out;
  }

  private blur(sigma: number): BlurredMixture {
    return new BlurredMixture(this.components, this.dimension, sigma);
  }
}
