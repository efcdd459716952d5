import type { Images, Rng, View } from '@modeseek/core';
import {
  type CfgOptions,
  classifierFreeGuidance,
  type Denoiser,
  dpmpp,
  karrasLevels,
} from '@modeseek/guidance';
import type { PriorInfo } from '@modeseek/priors';

const STEPS = 14;

/** Near the model's own distribution: what Fréchet distances are measured with. */
const NEAR: Partial<CfgOptions> = { guidanceScale: 1.5 };

/**
 * Views of one object, drawn jointly by the model itself: DPM-Solver++(2M), 14 evaluations.
 * @param guidance classifier-free, at a scale of 1.5 when absent
 * @returns `[views, size, size, 3]` in [0, 1]
 */
export async function drawSamples(
  denoiser: Denoiser,
  { sigmaMin, sigmaMax, imageSize: size }: PriorInfo,
  prompt: string,
  views: View[],
  rng: Rng,
  guidance: Partial<CfgOptions> = NEAR,
): Promise<Images> {
  const levels = karrasLevels({ steps: STEPS, sigmaMax, sigmaMin });
  const start = rng.normals(new Float32Array(views.length * size * size * 3)).map((n) => levels[0] * n);
  const condition = { prompt, views };
  const guided = classifierFreeGuidance(denoiser, guidance);
  const clean = await dpmpp((z, sigma) => guided.denoise(z, sigma, condition), start, levels, rng);
  return toImages(clean, size);
}

/** Pictures of a denoiser's space, [-1, 1], as ones to look at. */
export function toImages(clean: Float32Array, size: number): Images {
  const data = clean.map((value) => Math.min(1, Math.max(0, (value + 1) / 2)));
  return { data, batch: data.length / size / size / 3, height: size, width: size };
}
