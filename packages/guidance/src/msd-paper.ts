import type { Denoiser } from './denoiser.ts';
import type { Guidance } from './guidance.ts';
import { MEAN_SHIFT_DEFAULTS, type MeanShiftOptions, meanShiftGuidance } from './mean-shift.ts';
import { karrasLevels } from './noise-levels.ts';
import { checkSigmaRange, reachesSigmaMin } from './sigma-range.ts';

export interface MsdPaperOptions extends MeanShiftOptions {
  sigmaMax: number;
  /** Last noise level before 0. */
  sigmaMin: number;
  /**
   * Noise levels [low, high] at which a step begins that is followed by the pull: a heuristic of the paper.
   */
  pullInterval: readonly [number, number];
}

export const MSD_PAPER_DEFAULTS: MsdPaperOptions = {
  ...MEAN_SHIFT_DEFAULTS,
  sigmaMax: 12,
  sigmaMin: 0.05,
  pullInterval: [0, Number.POSITIVE_INFINITY],
};

/**
 * Mean-shift distillation with the paper's approximate sampler (arXiv 2502.15989): the ordinary reverse
 * process of p, pulled to x. The kernel's score at z_t, −(z − x)/λ², is added to the model's; being stiff,
 * its part of the flow is integrated analytically after each DDIM step: z ← x + (z − x) exp(−|Δt|/λ²), in the
 * time t = σ²/2 in which the probability flow is dz/dt = −∇log p_t(z). Biased, and its samples hardly spread:
 * here for comparison with `msd`.
 * @throws UserError when a bandwidth is not above 0, or a noise level outside the denoiser's `sigmaRange`
 */
export function msdPaper(denoiser: Denoiser, options: Partial<MsdPaperOptions> = {}): Guidance {
  const settings = { ...MSD_PAPER_DEFAULTS, ...options };
  const { sigmaMax, sigmaMin, steps } = settings;
  checkSigmaRange(denoiser, [
    { option: 'sigmaMax', value: sigmaMax, sigma: sigmaMax },
    ...(reachesSigmaMin(steps) ? [{ option: 'sigmaMin', value: sigmaMin, sigma: sigmaMin }] : []),
  ]);
  const [low, high] = settings.pullInterval;
  return meanShiftGuidance('msd-paper', denoiser, settings, async ({ denoise, x, bandwidth, steps, rng }) => {
    const levels = karrasLevels({ ...settings, steps });
    let z = x.map((value) => value + levels[0] * rng.normal());
    for (let i = 0; i + 1 < levels.length; i++) {
      const sigma = levels[i];
      const next = levels[i + 1];
      const denoised = await denoise(z, sigma);
      z = z.map((value, j) => denoised[j] + (next / sigma) * (value - denoised[j]));
      if (sigma < low || sigma > high) continue;
      const pull = Math.exp(-(sigma ** 2 - next ** 2) / 2 / bandwidth ** 2);
      z = z.map((value, j) => x[j] + (value - x[j]) * pull);
    }
    return { sample: z, mean: null };
  });
}
