import { compileSchedule, type Rng, type Schedule, scheduleValues } from '@modeseek/core';
import type { CfgOptions } from './cfg.ts';
import type { Denoiser } from './denoiser.ts';
import { checkSigmaRange } from './sigma-range.ts';

/** Where random noise levels are drawn. */
export interface NoiseRangeOptions extends CfgOptions {
  /** The lowest over the run, above 0. Levels are log-uniform between it and the highest. */
  sigmaLow: Schedule;
  /** The highest over the run. */
  sigmaHigh: Schedule;
}

/**
 * Draws noise levels for a run's progress in [0, 1].
 * @throws UserError when one is outside the denoiser's `sigmaRange`
 */
export function noiseRange(
  denoiser: Denoiser,
  { sigmaLow, sigmaHigh }: Pick<NoiseRangeOptions, 'sigmaLow' | 'sigmaHigh'>,
): (progress: number, rng: Rng) => number {
  const asked = (option: string, schedule: Schedule) =>
    scheduleValues(schedule).map((sigma) => ({ option, value: sigma, sigma }));
  checkSigmaRange(denoiser, [...asked('sigmaLow', sigmaLow), ...asked('sigmaHigh', sigmaHigh)]);
  const [lowAt, highAt] = [sigmaLow, sigmaHigh].map(compileSchedule);
  return (progress, rng) => {
    const [low, high] = [lowAt(progress), highAt(progress)];
    return low * (high / low) ** rng.uniform();
  };
}
