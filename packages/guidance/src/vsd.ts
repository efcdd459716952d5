import { classifierFreeGuidance } from './cfg.ts';
import { countPasses } from './count-passes.ts';
import type { Denoiser } from './denoiser.ts';
import type { Guidance } from './guidance.ts';
import { type NoiseRangeOptions, noiseRange } from './noise-range.ts';
import { rootMeanSquare } from './root-mean-square.ts';
import { SDS_DEFAULTS } from './sds.ts';

export interface VsdOptions extends NoiseRangeOptions {
  /** Entries of a particle: those of one picture, or a point's coordinates; or the whole batch is one. */
  particleSize: number | 'all';
}

/**
 * Variational score distillation (ProlificDreamer, Wang et al. 2023, arXiv 2305.16213): the batch is a set of
 * particles, and each goes where p's denoiser points as seen from the particles' own: D_q(z; σ) − D(z; σ), z
 * = x + σn. The paper learns D_q, a LoRA of p's network; here it is the exact denoiser of the particles as
 * they are, which such a network would learn at best. One particle alone has D_q = x: that is SDS. For
 * distributions of pictures or points, not for the views of one object. Diagnostics: `sigma`; `residual`, the
 * root mean square of the gradient; `evaluations`.
 * @throws UserError when a noise level is outside the denoiser's `sigmaRange`
 */
export function vsd(
  denoiser: Denoiser,
  options: Partial<VsdOptions> & Pick<VsdOptions, 'particleSize'>,
): Guidance {
  const { particleSize, ...settings } = { ...SDS_DEFAULTS, ...options };
  const drawSigma = noiseRange(denoiser, settings);
  return {
    name: 'vsd',
    async gradient(images, { condition, progress, rng }) {
      const counted = countPasses(denoiser);
      const guided = classifierFreeGuidance(counted, settings);
      const sigma = drawSigma(progress, rng);
      const noisy = images.map((x) => x + sigma * rng.normal());
      const denoised = await guided.denoise(noisy, sigma, condition);
      const size = particleSize === 'all' ? images.length : particleSize;
      const own = denoiseParticles(images, noisy, sigma, size);
      const gradient = own.map((d, i) => d - denoised[i]);
      const residual = rootMeanSquare(gradient);
      return { gradient, target: denoised, diagnostics: { sigma, residual, evaluations: counted.passes } };
    },
  };
}

/**
 * E[x | z] for x one of the particles, each as likely, and z = x + σn: the particles' mean, weighted by how
 * near they are to z.
 */
export function denoiseParticles(
  particles: Float32Array,
  noisy: Float32Array,
  sigma: number,
  size: number,
): Float32Array {
  const count = particles.length / size;
  const out = new Float32Array(noisy.length);
  const weights = new Float64Array(count);
  for (let start = 0; start < noisy.length; start += size) {
    let highest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < count; k++) {
      let square = 0;
      for (let i = 0; i < size; i++) square += (noisy[start + i] - particles[k * size + i]) ** 2;
      weights[k] = -square / (2 * sigma ** 2);
      if (weights[k] > highest) highest = weights[k];
    }
    let total = 0;
    for (let k = 0; k < count; k++) {
      weights[k] = Math.exp(weights[k] - highest);
      total += weights[k];
    }
    for (let k = 0; k < count; k++) {
      const share = weights[k] / total;
      if (share < 1e-9) continue;
      for (let i = 0; i < size; i++) out[start + i] += share * particles[k * size + i];
    }
  }
  return out;
}
