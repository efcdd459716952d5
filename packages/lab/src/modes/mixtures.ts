import { Rng, relativeError } from '@modeseek/core';
import { heun, karrasLevels, msdPaper, productDenoiser } from '@modeseek/guidance';
import { GaussianMixture, moments, repeat, standardErrors } from '../mixtures/index.ts';

const DIMENSIONS = [2, 4, 8, 16, 32, 64];
const EXACT_STEPS = 32;
const PAPER_STEPS = 63;

/** How far samples of the product distribution are from its closed form, in one dimension. */
export interface SamplerError {
  dimension: number;
  /** Greatest distance over axes of the exact sampler's mean from the true one, in standard errors. */
  standardErrors: number;
  /**
   * |error of the mean| / |m|, m the true mean shift: of the exact sampler, of what chance allows it, and of
   * the paper's sampler.
   */
  exact: number;
  chance: number;
  paper: number;
  /** Trace of the samples' covariance, by the true one's: 1 is right, 0 is a collapse. */
  exactSpread: number;
  paperSpread: number;
}

/**
 * Samples product distributions of random mixtures of five Gaussians, `count` times each, both samplers with
 * as many evaluations.
 */
export async function samplerErrors(count: number, seed: string): Promise<SamplerError[]> {
  const errors: SamplerError[] = [];
  for (const d of DIMENSIONS) {
    const rng = new Rng(`${seed}:${d}`);
    const mixture = GaussianMixture.random(rng, { dimension: d, components: 5, spread: 1 });
    const x = rng.normals(new Float32Array(d));
    const bandwidth = rng.uniform(0.5, 1.5);
    const product = mixture.product(x, bandwidth);
    const [mean, covariance] = [product.mean(), product.covariance()];
    const centres = repeat(x, count);

    const levels = karrasLevels({ steps: EXACT_STEPS, sigmaMax: 2000 * bandwidth, sigmaMin: 0.01 });
    const start = centres.map((value) => value + levels[0] * rng.normal());
    const denoise = productDenoiser((z, sigma) => mixture.denoise(z, sigma), centres, bandwidth);
    const exact = moments(await heun(denoise, start, levels, rng), d);

    const guidance = msdPaper(mixture, { bandwidth, steps: PAPER_STEPS, sigmaMax: 20, sigmaMin: 0.01 });
    const { target } = await guidance.gradient(centres, {
      condition: { prompt: null, views: [] },
      progress: 0,
      rng,
    });
    const paper = moments(target, d);

    const shift = mean.map((m, i) => m - x[i]);
    const error = (found: ArrayLike<number>) =>
      relativeError(
        shift.map((_, i) => found[i] - x[i]),
        shift,
      );
    const trace = (matrix: Float64Array) => mean.reduce((sum, _, i) => sum + matrix[i * d + i], 0);
    errors.push({
      dimension: d,
      standardErrors: standardErrors(exact.mean, mean, covariance, count),
      exact: error(exact.mean),
      chance: Math.sqrt(trace(covariance) / count) / Math.hypot(...shift),
      paper: error(paper.mean),
      exactSpread: trace(exact.covariance) / trace(covariance),
      paperSpread: trace(paper.covariance) / trace(covariance),
    });
  }
  return errors;
}
