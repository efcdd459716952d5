import type { Sampler } from './sampler.ts';

/**
 * Heun's method on dz/dσ = (z − D(z; σ))/σ (Karras et al. 2022, algorithm 1): an Euler step, then the mean of
 * the slopes at its two ends. Two evaluations a step, one for a step to σ = 0, where the slope is not
 * defined. Second order.
 */
export const heun: Sampler = async (denoise, start, levels) => {
  let z = start;
  for (let i = 0; i + 1 < levels.length; i++) {
    const sigma = levels[i];
    const next = levels[i + 1];
    const denoised = await denoise(z, sigma);
    const slope = z.map((value, j) => (value - denoised[j]) / sigma);
    const euler = z.map((value, j) => value + (next - sigma) * slope[j]);
    if (next === 0) {
      z = euler;
    } else {
      const corrected = await denoise(euler, next);
      z = z.map((value, j) => {
        const slopeAtEnd = (euler[j] - corrected[j]) / next;
        return value + ((next - sigma) * (slope[j] + slopeAtEnd)) / 2;
      });
    }
  }
  return z;
};
