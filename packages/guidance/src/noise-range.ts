import type { Rng } from '@modeseek/core';
import type { CfgOptions } from './cfg.ts';
import type { Denoiser } from './denoiser.ts';
import { checkSigmaRange } from './sigma-range.ts';

/** Where random noise levels are drawn. */
export interface NoiseRangeOptions extends CfgOptions {
  /**
   * Noise level, log-uniform in [low, high], at the run's start and end; the ends move log-linearly between.
   * Within the denoiser's `sigmaRange`.
   */
  sigmaRangeStart: readonly [number, number];
  sigmaRangeEnd: readonly [number, number];
}

/**
 * Draws noise levels for a run's progress in [0, 1].
 * @throws UserError when one is outside the denoiser's `sigmaRange`
 */
export function noiseRange(
  denoiser: Denoiser,
  { sigmaRangeStart, sigmaRangeEnd }: Pick<NoiseRangeOptions, 'sigmaRangeStart' | 'sigmaRangeEnd'>,
): (progress: number, rng: Rng) => number {
  const asked = (option: string, ends: readonly number[]) =>
    ends.map((sigma) => ({ option, value: sigma, sigma }));
  checkSigmaRange(denoiser, [
    ...asked('sigmaRangeStart', sigmaRangeStart),
    ...asked('sigmaRangeEnd', sigmaRangeEnd),
  ]);
  return (progress, rng) => {
    const [low, high] = sigmaRangeStart.map((from, end) => from * (sigmaRangeEnd[end] / from) ** progress);
    return low * (high / low) ** rng.uniform();
  };
}
