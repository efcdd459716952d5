import { compileSchedule, type Rng, type Schedule, scheduleValues } from '@modeseek/core';
import { CFG_DEFAULTS, type CfgOptions, classifierFreeGuidance } from './cfg.ts';
import { countPasses } from './count-passes.ts';
import type { Condition, Denoiser } from './denoiser.ts';
import type { Guidance } from './guidance.ts';
import { rootMeanSquare } from './root-mean-square.ts';
import { checkSigmaRange } from './sigma-range.ts';

export interface SdiOptions extends CfgOptions {
  /** Noise level over the run, up to which pictures are inverted. */
  sigmaHigh: Schedule;
  /** Where inversion begins: the pictures are taken for ones with that much noise. */
  sigmaMin: number;
  /** Steps of the inversion from `sigmaMin` to the noise level, over the run, at least 1, rounded. */
  inversionSteps: Schedule;
  /** Classifier-free guidance on the way up; the paper takes the negative of the one on the way down. */
  inversionScale: number;
  /**
   * How much of the noise is drawn anew in each step of the inversion, in [0, 1]: 0 infers all of it. Where
   * the pictures have none, what is inferred is not what the model knows as noise.
   */
  inversionEta: number;
}

export const SDI_DEFAULTS: SdiOptions = {
  ...CFG_DEFAULTS,
  guidanceScale: 7.5,
  sigmaHigh: '0:10 1:0.1 log',
  sigmaMin: 0.05,
  inversionSteps: 10,
  inversionScale: -7.5,
  inversionEta: 0.3,
};

/**
 * Score distillation via inversion (Lukoianov et al. 2024, arXiv 2405.15891): SDS whose noise is not drawn
 * but inferred. DDIM, run backwards from the pictures, gives the noisy z that leads to them; the gradient is
 * x − D(z; σ). Without guidance, with many steps and with η = 0 it draws nothing at all: it asks where one DDIM
 * step from z goes. The authors have η = 0.3. Diagnostics: `sigma`; `residual`, the root mean square of x − D; `evaluations`.
 * @throws UserError when a noise level is outside the denoiser's `sigmaRange`
 */
export function sdi(denoiser: Denoiser, options: Partial<SdiOptions> = {}): Guidance {
  const settings = { ...SDI_DEFAULTS, ...options };
  const { sigmaMin } = settings;
  checkSigmaRange(denoiser, [
    { option: 'sigmaMin', value: sigmaMin, sigma: sigmaMin },
    ...scheduleValues(settings.sigmaHigh).map((sigma) => ({ option: 'sigmaHigh', value: sigma, sigma })),
  ]);
  const sigmaAt = compileSchedule(settings.sigmaHigh);
  const stepsAt = compileSchedule(settings.inversionSteps);
  return {
    name: 'sdi',
    async gradient(images, { condition, progress, rng }) {
      const counted = countPasses(denoiser);
      const guided = classifierFreeGuidance(counted, settings);
      const upwards = classifierFreeGuidance(counted, {
        ...settings,
        guidanceScale: settings.inversionScale,
      });
      const sigma = Math.max(sigmaAt(progress), sigmaMin);
      const levels = geometric(sigmaMin, sigma, Math.round(stepsAt(progress)));
      const noisy = await invert(upwards, images, levels, condition, settings.inversionEta, rng);
      const target = await guided.denoise(noisy, sigma, condition);
      const gradient = images.map((x, i) => x - target[i]);
      const residual = rootMeanSquare(gradient);
      return { gradient, target, diagnostics: { sigma, residual, evaluations: counted.passes } };
    },
  };
}

/**
 * DDIM in the other direction: Euler's method on the probability-flow equation along rising noise levels, with a
 * share of the noise drawn anew in each step, so that its variance stays.
 */
async function invert(
  denoiser: Denoiser,
  images: Float32Array,
  levels: readonly number[],
  condition: Condition,
  eta: number,
  rng: Rng,
): Promise<Float32Array> {
  const kept = Math.sqrt(1 - eta ** 2);
  let z = images;
  for (let i = 0; i + 1 < levels.length; i++) {
    const denoised = await denoiser.denoise(z, levels[i], condition);
    const inferred = (kept * levels[i + 1]) / levels[i];
    const drawn = eta * levels[i + 1];
    z = z.map((value, j) => denoised[j] + inferred * (value - denoised[j]) + (drawn && drawn * rng.normal()));
  }
  return z;
}

/** `steps + 1` levels in equal ratios. */
function geometric(from: number, to: number, steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, i) => from * (to / from) ** (i / steps));
}
