import type { Denoiser } from './denoiser.ts';
import type { Guidance } from './guidance.ts';
import { MEAN_SHIFT_DEFAULTS, type MeanShiftOptions, meanShiftGuidance } from './mean-shift.ts';
import { karrasLevels } from './noise-levels.ts';
import { noisyCentre, productDenoiser } from './product.ts';
import { SAMPLERS, type SamplerName } from './samplers/index.ts';

export interface MsdOptions extends MeanShiftOptions {
  /** 0: exact mean shift; 1: inputs as noisy as the denoiser is told; between: between. See `noisyCentre`. */
  kappa: number;
  sampler: SamplerName;
  /**
   * Sampling starts at σ_max = max(startOverBandwidth · λ, sigmaMaxFloor) from x + σ_max n. That start has mean x where q's
   * noised mean is x + m, and the share that survives to the sample is about r/√(r² + σ_max²), with r the spread of q (at
   * most about λ): up to 0.24 of m at 4, 0.025 at 40. It shortens the step without turning it.
   */
  startOverBandwidth: number;
  sigmaMaxFloor: number;
  /** Last noise level before 0. */
  sigmaMin: number;
}

export const MSD_DEFAULTS: MsdOptions = {
  ...MEAN_SHIFT_DEFAULTS,
  guidanceScale: 2,
  kappa: 0,
  sampler: 'ddim',
  startOverBandwidth: 4,
  sigmaMaxFloor: 1,
  sigmaMin: 0.05,
};

/**
 * Mean-shift distillation with the exact sampler of the product distribution (see `productDenoiser`): an ordinary
 * diffusion sampler, run on the product's own denoiser. See `meanShiftGuidance` for what it returns.
 */
export function msd(denoiser: Denoiser, options: Partial<MsdOptions> = {}): Guidance {
  const settings = { ...MSD_DEFAULTS, ...options };
  const { kappa, sampler, startOverBandwidth, sigmaMaxFloor, sigmaMin } = settings;
  return meanShiftGuidance('msd', denoiser, settings, ({ denoise, x, bandwidth, steps, rng }) => {
    const sigmaMax = Math.max(startOverBandwidth * bandwidth, sigmaMaxFloor);
    const centre = noisyCentre(x, bandwidth, kappa, rng);
    const start = centre.map((value) => value + sigmaMax * rng.normal());
    const levels = karrasLevels({ steps, sigmaMax, sigmaMin });
    return SAMPLERS[sampler](productDenoiser(denoise, centre, bandwidth), start, levels, rng);
  });
}
