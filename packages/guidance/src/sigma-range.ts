import { type Schedule, scheduleValues, UserError } from '@modeseek/core';
import type { Denoiser } from './denoiser.ts';

/** A noise level at which a denoiser would be asked, and the option that makes it so. */
export interface AskedLevel {
  option: string;
  value: number;
  sigma: number;
}

/**
 * Refuses a setting that takes a model out of the noise levels that it was trained for: there it answers with
 * whatever it likes, and clamping would run something else than was asked for.
 * @param asked the highest and lowest levels that will be used
 * @throws UserError naming the option, the level and the model's range
 */
export function checkSigmaRange({ sigmaRange }: Denoiser, asked: readonly AskedLevel[]): void {
  if (!sigmaRange) return;
  const [low, high] = sigmaRange;
  for (const { option, value, sigma } of asked) {
    if (sigma >= low && sigma <= high) continue;
    const level = Number(sigma.toPrecision(6));
    throw new UserError(
      `option ${option} has ${value}, which asks the model about noise of ${level}; it was trained for ${low} to ${high}, so give ${sigma > high ? 'less' : 'more'}`,
    );
  }
}

/** Whether a sampler on `karrasLevels` ever asks at sigmaMin: with one step it asks at sigmaMax alone. */
export function reachesSigmaMin(steps: Schedule): boolean {
  return scheduleValues(steps).some((count) => Math.round(count) > 1);
}
