import type { Denoiser } from './denoiser.ts';
import { perpendicularNegative, perpNegPasses } from './perp-neg.ts';

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
   * one, against over-saturation (Lin et al. 2023, equations 15 and 16). As MVDream has it, it is of denoised
   * values, and not of the network's output, and of views that the model takes together as one.
   */
  guidanceRescale: number;
  /**
   * What pictures are to have nothing of: its estimate takes the place of the unconditional one. Empty for
   * none. For models that `readsAnyText`.
   */
  negativePrompt: string;
  /**
   * Whether pictures are guided away from other directions than their own, by Perp-Neg: four passes in place
   * of two. For conditions with `directions`, of models that `readsDirections`.
   */
  perpNeg: boolean;
}

export const CFG_DEFAULTS: CfgOptions = {
  guidanceScale: 3,
  guidanceInterval: [0, Number.POSITIVE_INFINITY],
  guidanceRescale: 0,
  negativePrompt: '',
  perpNeg: false,
};

/**
 * Classifier-free guidance (Ho and Salimans 2022), ε_u + s (ε_c − ε_u). Since ε = (z − D)/σ, it is the same
 * line in denoised values: D_u + s (D_c − D_u). All passes are issued at once, so that a model can take them
 * as one batch; where there is nothing to be guided by, there is one pass.
 */
export function classifierFreeGuidance(inner: Denoiser, options: Partial<CfgOptions> = {}): Denoiser {
  const {
    guidanceScale: scale,
    guidanceInterval: [low, high],
    guidanceRescale,
    negativePrompt,
    perpNeg,
  } = { ...CFG_DEFAULTS, ...options };
  return {
    async denoise(noisy, sigma, condition) {
      const { wanted, avoided } = perpNeg ? perpNegPasses(condition) : { wanted: condition, avoided: [] };
      const plain = scale === 1 && avoided.length === 0;
      if (plain || condition.prompt === null || sigma < low || sigma > high) {
        return inner.denoise(noisy, sigma, wanted);
      }
      const unwanted = { ...condition, prompt: negativePrompt || null, directions: undefined };
      const [conditional, unconditional, ...others] = await Promise.all(
        [wanted, unwanted, ...avoided.map((each) => each.condition)].map((each) =>
          inner.denoise(noisy, sigma, each),
        ),
      );
      const guided = unconditional.map((u, i) => u + scale * (conditional[i] - u));
      if (avoided.length > 0) {
        const estimates = avoided.map(({ weights }, k) => ({ denoised: others[k], weights }));
        const away = perpendicularNegative(conditional, unconditional, estimates);
        for (let i = 0; i < guided.length; i++) guided[i] -= scale * away[i];
      }
      const groups = condition.views.length / (inner.together ?? 1);
      return guidanceRescale === 0 ? guided : rescaled(guided, conditional, guidanceRescale, groups);
    },
  };
}

function rescaled(guided: Float32Array, conditional: Float32Array, share: number, groups: number) {
  const size = guided.length / groups;
  const factors = Array.from({ length: groups }, (_, i) => {
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
