import type { Sampler } from './sampler.ts';

/**
 * DDIM (Song et al. 2021, equations 12 and 16), which in σ coordinates is Euler's method on the
 * probability-flow equation dz/dσ = (z − D(z; σ))/σ. One evaluation a step, first order.
 * @param eta share of the noise drawn afresh at every step: 0 is deterministic, 1 is ancestral sampling
 *   (DDPM)
 */
export function ddim(eta = 0): Sampler {
  return async (denoise, start, levels, rng) => {
    let z = start;
    for (let i = 0; i + 1 < levels.length; i++) {
      const sigma = levels[i];
      const next = levels[i + 1];
      const denoised = await denoise(z, sigma);
      const up = eta * next * Math.sqrt(1 - (next / sigma) ** 2);
      const keep = Math.sqrt(next ** 2 - up ** 2) / sigma;
      z = z.map((value, j) => denoised[j] + keep * (value - denoised[j]));
      if (up > 0) for (let j = 0; j < z.length; j++) z[j] += up * rng.normal();
    }
    return z;
  };
}
