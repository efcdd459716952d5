import type { Denoiser } from './denoiser.ts';

/**
 * A denoiser that counts its calls: one pass of the network over the batch each. Put it inside
 * classifier-free guidance.
 */
export function countPasses(inner: Denoiser): Denoiser & { readonly passes: number } {
  let passes = 0;
  return {
    together: inner.together,
    denoise(noisy, sigma, condition) {
      passes++;
      return inner.denoise(noisy, sigma, condition);
    },
    get passes() {
      return passes;
    },
  };
}
