import type { Rng } from '@modeseek/core';
import type { DenoiseAt } from './samplers/sampler.ts';

/**
 * Variance s² = 1 / (1/λ² + 1/σ²) of the kernel's and the noise's Gaussians multiplied: `productDenoiser` at
 * σ asks p's denoiser at s, which is below both.
 */
export function productVariance(bandwidth: number, sigma: number): number {
  return 1 / (1 / bandwidth ** 2 + 1 / sigma ** 2);
}

/**
 * Denoiser of the product distribution q(y | x) ∝ p(y) N(y; x, λ²I), given the denoiser of p. The Gaussians
 * of the kernel and of the noise multiply into one, so it is p's own denoiser at another point and another
 * noise level, exactly:
 *
 *     s² = 1 / (1/λ² + 1/σ²)      μ = s² (x/λ² + z/σ²)      D_q(z; σ) = D(μ; s)
 *
 * @param denoise denoiser of p
 * @param centre x, any shape
 * @param bandwidth λ > 0, in the units of x
 */
export function productDenoiser(denoise: DenoiseAt, centre: Float32Array, bandwidth: number): DenoiseAt {
  return (z, sigma) => {
    const variance = productVariance(bandwidth, sigma);
    const fromCentre = variance / bandwidth ** 2;
    const fromNoisy = variance / sigma ** 2;
    const mu = z.map((value, i) => fromCentre * centre[i] + fromNoisy * value);
    return denoise(mu, Math.sqrt(variance));
  };
}

/**
 * The centre with noise added, x + κλn. A network has only seen inputs with as much noise as it is told, and
 * the product denoiser at large σ asks about x itself as if it had noise λ: κ = 1 makes that true, κ = 0 is
 * the exact mean shift.
 */
export function noisyCentre(x: Float32Array, bandwidth: number, kappa: number, rng: Rng): Float32Array {
  if (kappa === 0) return x;
  return x.map((value) => value + kappa * bandwidth * rng.normal());
}
