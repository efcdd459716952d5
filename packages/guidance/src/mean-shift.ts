import { breathe, compileSchedule, Rng, type Schedule, scheduleValues, UserError } from '@modeseek/core';
import { CFG_DEFAULTS, type CfgOptions, classifierFreeGuidance } from './cfg.ts';
import { countPasses } from './count-passes.ts';
import type { Denoiser } from './denoiser.ts';
import type { Guidance } from './guidance.ts';
import { rootMeanSquare, rootMeanSquareDistance } from './root-mean-square.ts';
import type { DenoiseAt } from './samplers/sampler.ts';

/** What every way of estimating the mean shift has in common. */
export interface MeanShiftOptions extends CfgOptions {
  /** Kernel bandwidth λ over the run, above 0, in units of the denoiser's space, per entry. */
  bandwidth: Schedule;
  /**
   * Where this is above 0 and below the bandwidth, λ is drawn anew in every step, log-uniformly from this one
   * to that: the mean shift of a mixture of kernels. Wide ones hold an object in its class while narrow ones
   * sharpen it; a narrow one alone, step after step, is repeated denoising.
   */
  bandwidthFloor: Schedule;
  /** Sampler steps a sample over the run, at least 1, rounded. */
  steps: Schedule;
  /** Samples of the product distribution averaged into one target. They are drawn at the same time. */
  samples: number;
  /**
   * Seed of noise that is the same at every step of the run (common random numbers); null draws it afresh.
   */
  fixedNoise: number | null;
}

export const MEAN_SHIFT_DEFAULTS: MeanShiftOptions = {
  ...CFG_DEFAULTS,
  bandwidth: '0:3 1:0.3 log',
  bandwidthFloor: 0,
  steps: 6,
  samples: 1,
  fixedNoise: null,
};

/**
 * The product distribution q(y | x) ∝ p(y) N(y; x, λ²I) of one step, with p given by its denoiser, and how to
 * sample it.
 */
export interface ProductSampling {
  denoise: DenoiseAt;
  x: Float32Array;
  /** How far the run is, in [0, 1]. */
  progress: number;
  /** λ */
  bandwidth: number;
  steps: number;
  rng: Rng;
}

/** What a sampler found of q: a sample, and its mean where that came up on the way. */
export interface ProductDraw {
  sample: Float32Array;
  mean: Float32Array | null;
}

/** Draws one sample, exactly or nearly. */
export type ProductSampler = (product: ProductSampling) => Promise<ProductDraw>;

/**
 * Mean-shift distillation (arXiv 2502.15989) with a given sampler of the product distribution. The gradient
 * is x − y, with y the mean of the samples: an unbiased estimate of −m(x) = −λ² ∇log p_λ(x) where the sampler
 * is exact. It is per entry: neither averaged over pixels nor over views. Diagnostics: `bandwidth` λ;
 * `meanShift`, the root mean square of y − x over entries, which holds the samples' spread beside |m|; `lag`,
 * where q's mean is known, |m|² by |y − mean|²: see `mustWait`; `evaluations`.
 * @throws UserError when a bandwidth is not above 0
 */
export function meanShiftGuidance(
  name: string,
  denoiser: Denoiser,
  options: MeanShiftOptions,
  drawSample: ProductSampler,
): Guidance {
  const none = scheduleValues(options.bandwidth).find((bandwidth) => !(bandwidth > 0));
  if (none !== undefined) throw new UserError(`option bandwidth has ${none}; it must be above 0`);
  const widestAt = compileSchedule(options.bandwidth);
  const floorAt = compileSchedule(options.bandwidthFloor);
  const drawBandwidth = (progress: number, rng: Rng) => {
    const [widest, floor] = [widestAt(progress), floorAt(progress)];
    return floor > 0 && floor < widest ? widest * (floor / widest) ** rng.uniform() : widest;
  };
  const stepsAt = compileSchedule(options.steps);
  return {
    name,
    async gradient(images, { condition, progress, rng, project }) {
      const bandwidth = drawBandwidth(progress, rng);
      const steps = Math.round(stepsAt(progress));
      const counted = countPasses(denoiser);
      const guided = classifierFreeGuidance(counted, options);
      const denoise: DenoiseAt = async (z, sigma) => {
        const denoised = await guided.denoise(z, sigma, condition);
        if (!project) return denoised;
        await breathe();
        return project(denoised);
      };
      const noise = options.fixedNoise === null ? rng : new Rng(options.fixedNoise);
      // Each sample owns a generator, so that drawing them together does not mix their numbers.
      const generators = Array.from({ length: options.samples }, (_, i) => noise.fork(`sample ${i}`));
      const drawn = await Promise.all(
        generators.map((own) => drawSample({ denoise, x: images, progress, bandwidth, steps, rng: own })),
      );
      await breathe();
      const target = images.map(
        (_, i) => drawn.reduce((sum, { sample }) => sum + sample[i], 0) / drawn.length,
      );
      const gradient = images.map((x, i) => x - target[i]);
      await breathe();
      const diagnostics = { bandwidth, meanShift: rootMeanSquare(gradient), evaluations: counted.passes };
      const lag = lagOf(images, drawn[0]);
      return { gradient, target, diagnostics: lag === null ? diagnostics : { ...diagnostics, lag } };
    },
  };
}

/** |m|² by |y − mean|²; null where the mean is not known, or is the sample. */
function lagOf(x: Float32Array, { sample, mean }: ProductDraw): number | null {
  const spread = mean && rootMeanSquareDistance(sample, mean);
  return spread ? (rootMeanSquareDistance(x, mean) / spread) ** 2 : null;
}
