import { UserError } from '@modeseek/core';
import type { Denoiser } from './denoiser.ts';

/**
 * Refuses a setting outside the noise levels that a model was trained for: there it answers with whatever it likes, and clamping would
 * run something else than was asked for.
 * @param values by name of the option
 * @throws UserError naming the option and the model's range
 */
export function checkSigmaRange({ sigmaRange }: Denoiser, values: Record<string, readonly number[]>): void {
  if (!sigmaRange) return;
  const [low, high] = sigmaRange;
  for (const [option, sigmas] of Object.entries(values)) {
    const outside = sigmas.find((sigma) => !(sigma >= low && sigma <= high));
    if (outside === undefined) continue;
    throw new UserError(
      `option ${option} has ${outside}; it must be from ${low} to ${high}, the noise levels that the model was trained for`,
    );
  }
}
