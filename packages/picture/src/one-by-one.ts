import type { View } from '@modeseek/core';
import type { Denoiser } from '@modeseek/guidance';

/** A denoiser for which the pictures of a batch have nothing to do with one another. */
export function oneByOne(denoiser: Denoiser): Denoiser {
  const { sigmaRange, readsAnyText, readsDirections } = denoiser;
  return {
    sigmaRange,
    readsAnyText,
    readsDirections,
    async denoise(noisy, sigma, condition) {
      const { views, directions } = condition;
      const size = noisy.length / views.length;
      const of = (view: View, i: number) => ({
        ...condition,
        views: [view],
        directions: directions && [directions[i]],
      });
      const clean = await Promise.all(
        views.map((view, i) => denoiser.denoise(noisy.slice(i * size, (i + 1) * size), sigma, of(view, i))),
      );
      const out = new Float32Array(noisy.length);
      clean.forEach((picture, i) => {
        out.set(picture, i * size);
      });
      return out;
    },
  };
}
