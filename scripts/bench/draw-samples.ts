import type { Images, Rng, View } from '@modeseek/core';
import { classifierFreeGuidance, type Denoiser, dpmpp, karrasLevels } from '@modeseek/guidance';
import type { PriorInfo } from '@modeseek/priors';

const STEPS = 14;
const GUIDANCE_SCALE = 1.5;

/**
 * Views of one object, drawn jointly by the model itself: DPM-Solver++(2M), 14 evaluations, classifier-free guidance at 1.5.
 * @returns `[views, size, size, 3]` in [0, 1]
 */
export async function drawSamples(
  denoiser: Denoiser,
  { sigmaMin, sigmaMax, imageSize: size }: PriorInfo,
  prompt: string,
  views: View[],
  rng: Rng,
): Promise<Images> {
  const levels = karrasLevels({ steps: STEPS, sigmaMax, sigmaMin });
  const start = rng.normals(new Float32Array(views.length * size * size * 3)).map((n) => levels[0] * n);
  const condition = { prompt, views };
  const guided = classifierFreeGuidance(denoiser, { guidanceScale: GUIDANCE_SCALE });
  const clean = await dpmpp((z, sigma) => guided.denoise(z, sigma, condition), start, levels, rng);
  return toImages(clean, size);
}

/** Pictures of a denoiser's space, [-1, 1], as ones to look at. */
export function toImages(clean: Float32Array, size: number): Images {
  const data = clean.map((value) => Math.min(1, Math.max(0, (value + 1) / 2)));
  return { data, batch: data.length / size / size / 3, height: size, width: size };
}
