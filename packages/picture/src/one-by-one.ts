import type { Denoiser } from '@modeseek/guidance';

/** A denoiser for which the pictures of a batch have nothing to do with one another. */
export function oneByOne(denoiser: Denoiser): Denoiser {
  return {
    sigmaRange: denoiser.sigmaRange,
    async denoise(noisy, sigma, condition) {
      const { views } = condition;
      const size = noisy.length / views.length;
      const clean = await Promise.all(
        views.map((view, i) =>
          denoiser.denoise(noisy.slice(i * size, (i + 1) * size), sigma, { ...condition, views: [view] }),
        ),
      );
      const out = new Float32Array(noisy.length);
      clean.forEach((picture, i) => {
        out.set(picture, i * size);
      });
      return out;
    },
  };
}
