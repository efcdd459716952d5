import type { Sampler } from './sampler.ts';

/**
 * DPM-Solver++(2M) (Lu et al. 2022, algorithm 2), in σ coordinates: the linear part of the probability-flow
 * equation is integrated exactly over λ = −log σ, and D is extrapolated to the middle of the step from its
 * last two values. One evaluation a step, second order. The first step, and one to σ = 0, are of first order.
 */
export const dpmpp: Sampler = async (denoise, start, levels) => {
  let z = start;
  let previous: Float32Array | null = null;
  for (let i = 0; i + 1 < levels.length; i++) {
    const sigma = levels[i];
    const next = levels[i + 1];
    const denoised = await denoise(z, sigma);
    // Half of the ratio of this step's length in log σ to the last one's.
    const ahead: number =
      previous === null || next === 0 ? 0 : Math.log(sigma / next) / Math.log(levels[i - 1] / sigma) / 2;
    const keep = next / sigma;
    z = z.map((value, j) => {
      const middle = ahead === 0 ? denoised[j] : denoised[j] + ahead * (denoised[j] - previous![j]);
      return keep * value + (1 - keep) * middle;
    });
    previous = denoised;
  }
  return z;
};
