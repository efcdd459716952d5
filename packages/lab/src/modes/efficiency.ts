import { Rng } from '@modeseek/core';
import type { Denoiser, Guidance } from '@modeseek/guidance';
import type { GaussianMixture } from '../mixtures/index.ts';

/** Bandwidths at which gradients are compared. */
const BANDWIDTHS = [0.05, 0.1, 0.2, 0.4];
const PROBES = 100;
const DRAWS = 32;

/** How well one call of a guidance tells the gradient of log p_λ. */
export interface GradientQuality {
  bandwidth: number;
  /** Normalised mean squared error of an estimate, see `gradientQuality`. */
  nmse: number;
  /** Denoiser evaluations of an estimate. */
  cost: number;
}

/**
 * Normalised mean squared error of a guidance's gradients against the true ∇log p_λ, at points twice λ away
 * from samples of p. Optimisers take gradients of any scale, so the estimates g are scaled by the number a
 * with which they point right on average, Σ⟨a g, ∇⟩ = Σ|∇|²; then nmse = Σ|a g − ∇|² / Σ|∇|² is the square of
 * noise over signal, bias counted as noise. It is 0 for an exact gradient; where the estimates do not even
 * point uphill on average it is infinite.
 * @param guidanceAt of a bandwidth
 */
export async function gradientQuality(
  density: GaussianMixture,
  denoiser: Denoiser,
  guidanceAt: (denoiser: Denoiser, bandwidth: number) => Guidance,
  prompt: string,
  seed: string,
): Promise<GradientQuality[]> {
  const qualities: GradientQuality[] = [];
  for (const bandwidth of BANDWIDTHS) {
    const rng = new Rng(`${seed}:${bandwidth}`);
    const points = density.sample(PROBES, rng).map((x) => x + 2 * bandwidth * rng.normal());
    const denoised = await density.denoise(points, bandwidth);
    const truth = denoised.map((d, i) => (d - points[i]) / bandwidth ** 2);
    const guidance = guidanceAt(denoiser, bandwidth);
    let [along, square, cost] = [0, 0, 0];
    for (let draw = 0; draw < DRAWS; draw++) {
      const { gradient, diagnostics } = await guidance.gradient(points, {
        condition: { prompt, views: [] },
        progress: 0,
        rng,
      });
      gradient.forEach((g, i) => {
        along -= (g * truth[i]) / DRAWS;
        square += (g * g) / DRAWS;
      });
      cost += diagnostics.evaluations / DRAWS;
    }
    const norm = truth.reduce((sum, t) => sum + t * t, 0);
    const nmse = along > 0 ? (norm * square) / along ** 2 - 1 : Number.POSITIVE_INFINITY;
    qualities.push({ bandwidth, nmse, cost });
  }
  return qualities;
}

/**
 * 1 / (nmse · cost), geometric mean over bandwidths: how many estimates of error 1 an evaluation is worth.
 */
export function efficiency(qualities: readonly GradientQuality[]): number {
  const logs = qualities.map(({ nmse, cost }) => -Math.log(Math.max(nmse, 1e-9) * cost));
  return Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
}
