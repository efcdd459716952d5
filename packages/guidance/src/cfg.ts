import type { Denoiser } from './denoiser.ts';

export interface CfgOptions {
  /**
   * Weight s of the condition: 0 unconditional, 1 conditional, above 1 sharper than the model's own
   * distribution.
   */
  guidanceScale: number;
  /**
   * Noise levels [low, high] within which to guide; outside, the conditional estimate alone (Kynkäänniemi et
   * al. 2024).
   */
  guidanceInterval: readonly [number, number];
  /**
   * Share, in [0, 1], by which a guided picture is scaled back to the standard deviation of the conditional
   * one, against over-saturation (Lin et al. 2023, equations 15 and 16).
   */
  guidanceRescale: number;
}

export const CFG_DEFAULTS: CfgOptions = {
  guidanceScale: 3,
  guidanceInterval: [0, Number.POSITIVE_INFINITY],
  guidanceRescale: 0,
};

/**
 * Classifier-free guidance (Ho and Salimans 2022), ε_u + s (ε_c − ε_u). Since ε = (z − D)/σ, it is the same
 * line in denoised values: D_u + s (D_c − D_u). Both passes are issued at once, so that a model can take them
 * as one batch; where the scale is 1, or there is no prompt to be guided by, there is one pass.
 */
export function classifierFreeGuidance(inner: Denoiser, options: Partial<CfgOptions> = {}): Denoiser {
  const { guidanceScale: scale, guidanceInterval, guidanceRescale } = { ...CFG_DEFAULTS, ...options };
  const [low, high] = guidanceInterval;
  return {
    async denoise(noisy, sigma, condition) {
      if (scale === 1 || condition.prompt === null || sigma < low || sigma > high) {
        return inner.denoise(noisy, sigma, condition);
      }
      const [conditional, unconditional] = await Promise.all([
        inner.denoise(noisy, sigma, condition),
        inner.denoise(noisy, sigma, { ...condition, prompt: null }),
      ]);
      const guided = unconditional.map((u, i) => u + scale * (conditional[i] - u));
      return guidanceRescale === 0
        ? guided
        : rescaled(guided, conditional, guidanceRescale, condition.views.length);
    },
  };
}

function rescaled(guided: Float32Array, conditional: Float32Array, share: number, pictures: number) {
  const size = guided.length / pictures;
  const factors = Array.from({ length: pictures }, (_, i) => {
    const deviation = (x: Float32Array) => standardDeviation(x.subarray(i * size, (i + 1) * size));
    const ratio = deviation(conditional) / deviation(guided);
    return Number.isFinite(ratio) ? share * ratio + 1 - share : 1;
  });
  return guided.map((g, i) => g * factors[Math.floor(i / size)]);
}

function standardDeviation(x: Float32Array): number {
  const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
  return Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length);
}
