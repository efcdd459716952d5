import { CFG_DEFAULTS, classifierFreeGuidance } from './cfg.ts';
import { countPasses } from './count-passes.ts';
import type { Denoiser } from './denoiser.ts';
import type { Guidance } from './guidance.ts';
import { type NoiseRangeOptions, noiseRange } from './noise-range.ts';
import { rootMeanSquare } from './root-mean-square.ts';

/**
 * Weights w(σ) of x − D. As noise prediction, x − D = σ (ε̂ − ε), hence: `x0`: 1, the denoised picture itself
 * is the target; `epsilon`: 1/σ, so that the gradient is ε̂ − ε; `dreamfusion`: σ_t² (ε̂ − ε) with the
 * variance-preserving σ_t² = σ²/(1 + σ²), as DreamFusion and threestudio have it.
 */
export const SDS_WEIGHTS = {
  x0: () => 1,
  epsilon: (sigma: number) => 1 / sigma,
  dreamfusion: (sigma: number) => sigma / (1 + sigma ** 2),
};
export type SdsWeighting = keyof typeof SDS_WEIGHTS;

export interface SdsOptions extends NoiseRangeOptions {
  weighting: SdsWeighting;
  /** Draws of noise level and noise averaged into one gradient. */
  samples: number;
}

export const SDS_DEFAULTS: SdsOptions = {
  ...CFG_DEFAULTS,
  guidanceScale: 10,
  sigmaLow: 0.1,
  sigmaHigh: 6,
  weighting: 'x0',
  samples: 1,
};

/**
 * Score distillation sampling (DreamFusion, arXiv 2209.14988): w(σ)(x − D(x + σn; σ)), σ random, n fresh, the
 * batch at one σ. Per entry: neither averaged over pixels nor over views. The target is D. Diagnostics:
 * `sigma` (geometric mean over samples), `residual` (root mean square of x − D over entries), `evaluations`.
 * @throws UserError when a noise level is outside the denoiser's `sigmaRange`
 */
export function sds(denoiser: Denoiser, options: Partial<SdsOptions> = {}): Guidance {
  const settings = { ...SDS_DEFAULTS, ...options };
  const { samples } = settings;
  const drawSigma = noiseRange(denoiser, settings);
  const weight = SDS_WEIGHTS[settings.weighting];
  return {
    name: 'sds',
    async gradient(images, { condition, progress, rng }) {
      const counted = countPasses(denoiser);
      const guided = classifierFreeGuidance(counted, settings);
      const sigmas = Array.from({ length: samples }, () => drawSigma(progress, rng));
      const noisy = sigmas.map((sigma) => images.map((x) => x + sigma * rng.normal()));
      const denoised = await Promise.all(
        sigmas.map((sigma, k) => guided.denoise(noisy[k], sigma, condition)),
      );
      const mean = (value: (k: number) => number) =>
        sigmas.reduce((sum, _, k) => sum + value(k), 0) / samples;
      const target = images.map((_, i) => mean((k) => denoised[k][i]));
      const gradient = images.map((x, i) => mean((k) => weight(sigmas[k]) * (x - denoised[k][i])));
      const residual = rootMeanSquare(images.map((x, i) => x - target[i]));
      const sigma = Math.exp(mean((k) => Math.log(sigmas[k])));
      return { gradient, target, diagnostics: { sigma, residual, evaluations: counted.passes } };
    },
  };
}
