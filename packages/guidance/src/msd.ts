import { breathe, compileSchedule, type Schedule, scheduleValues } from '@modeseek/core';
import type { Denoiser } from './denoiser.ts';
import type { Guidance } from './guidance.ts';
import { MEAN_SHIFT_DEFAULTS, type MeanShiftOptions, meanShiftGuidance } from './mean-shift.ts';
import { karrasLevels } from './noise-levels.ts';
import { noisyCentre, productDenoiser, productVariance } from './product.ts';
import { type DenoiseAt, SAMPLERS, type SamplerName } from './samplers/index.ts';
import { type AskedLevel, checkSigmaRange, reachesSigmaMin } from './sigma-range.ts';

export interface MsdOptions extends MeanShiftOptions {
  /**
   * κ over the run, in [0, 1]. 0: exact mean shift; 1: inputs as noisy as the denoiser is told; between:
   * between. See `noisyCentre`.
   */
  kappa: Schedule;
  sampler: SamplerName;
  /**
   * Sampling starts at σ_max = max(startOverBandwidth · λ, sigmaMaxFloor) from x + σ_max n. That start has
   * mean x where q's noised mean is x + m, and the share that survives to the sample is about r/√(r² +
   * σ_max²), with r the spread of q (at most about λ): up to 0.24 of m at 4, 0.025 at 40. It shortens the
   * step without turning it.
   */
  startOverBandwidth: number;
  sigmaMaxFloor: number;
  /** Last noise level before 0. */
  sigmaMin: number;
}

export const MSD_DEFAULTS: MsdOptions = {
  ...MEAN_SHIFT_DEFAULTS,
  kappa: 0,
  sampler: 'ddim',
  startOverBandwidth: 4,
  sigmaMaxFloor: 1,
  sigmaMin: 0.05,
};

/**
 * Mean-shift distillation with the exact sampler of the product distribution (see `productDenoiser`): an
 * ordinary diffusion sampler, run on the product's own denoiser. See `meanShiftGuidance` for what it returns.
 * @throws UserError when a bandwidth is not above 0, or takes the denoiser out of its `sigmaRange`
 */
export function msd(denoiser: Denoiser, options: Partial<MsdOptions> = {}): Guidance {
  const settings = { ...MSD_DEFAULTS, ...options };
  const { sampler, sigmaMin } = settings;
  checkSigmaRange(denoiser, askedLevels(settings));
  const kappaAt = compileSchedule(settings.kappa);
  return meanShiftGuidance('msd', denoiser, settings, async (product) => {
    const { denoise, x, progress, bandwidth, steps, rng } = product;
    const sigmaMax = startLevel(bandwidth, settings);
    await breathe();
    const centre = noisyCentre(x, bandwidth, kappaAt(progress), rng);
    await breathe();
    const start = centre.map((value) => value + sigmaMax * rng.normal());
    await breathe();
    const levels = karrasLevels({ steps, sigmaMax, sigmaMin });
    const denoiseProduct = productDenoiser(denoise, centre, bandwidth);
    // What is denoised first is q with so much noise that it is all but q's mean.
    let mean: Float32Array | null = null;
    const noted: DenoiseAt = async (z, sigma) => {
      const denoised = await denoiseProduct(z, sigma);
      mean ??= denoised;
      return denoised;
    };
    return { sample: await SAMPLERS[sampler](noted, start, levels, rng), mean };
  });
}

function startLevel(bandwidth: number, { startOverBandwidth, sigmaMaxFloor }: MsdOptions): number {
  return Math.max(startOverBandwidth * bandwidth, sigmaMaxFloor);
}

/** The lowest and the highest level: they grow with the bandwidth, and with the sampler's own level. */
function askedLevels(settings: MsdOptions): AskedLevel[] {
  const bandwidths = scheduleValues(settings.bandwidth);
  const wide = Math.max(...bandwidths);
  const floor = lowestAboveZero(settings.bandwidthFloor);
  const [narrow, option] =
    floor < Math.min(...bandwidths) ? [floor, 'bandwidthFloor'] : [Math.min(...bandwidths), 'bandwidth'];
  const asked = (bandwidth: number, sigma: number) => Math.sqrt(productVariance(bandwidth, sigma));
  const last = reachesSigmaMin(settings.steps) ? settings.sigmaMin : startLevel(narrow, settings);
  // The smaller of the two is what makes the level low.
  const cause = last < narrow ? { option: 'sigmaMin', value: last } : { option, value: narrow };
  return [
    { ...cause, sigma: asked(narrow, last) },
    { option: 'bandwidth', value: wide, sigma: asked(wide, startLevel(wide, settings)) },
  ];
}

/**
 * On a thousand points of the run, since a floor that grows from 0 is anything between; infinite where there
 * is no floor.
 */
function lowestAboveZero(schedule: Schedule): number {
  const at = compileSchedule(schedule);
  const values = Array.from({ length: 1001 }, (_, i) => at(i / 1000));
  return Math.min(...values.filter((value) => value > 0));
}
