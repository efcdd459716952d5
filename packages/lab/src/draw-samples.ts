import type { Drawing, Images, Rng, View } from '@modeseek/core';
import {
  type CfgOptions,
  classifierFreeGuidance,
  type Denoiser,
  dpmpp,
  karrasLevels,
} from '@modeseek/guidance';
import type { Prior } from '@modeseek/priors';

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
  { sigmaRange: [sigmaMin, sigmaMax], drawing }: Prior,
  prompt: string,
  views: View[],
  rng: Rng,
  guidance: Partial<CfgOptions> = NEAR,
): Promise<Images> {
  const levels = karrasLevels({ steps: STEPS, sigmaMin, sigmaMax });
  const count = views.length * drawing.length;
  const start = rng.normals(new Float32Array(count)).map((n) => levels[0] * n);
  const condition = { prompt, views };
  const guided = classifierFreeGuidance(denoiser, guidance);
  const clean = await dpmpp((z, sigma) => guided.denoise(z, sigma, condition), start, levels, rng);
  return toImages(clean, drawing);
}

/** The colours of what a model draws, as pictures to look at. */
export async function toImages(drawn: Float32Array, drawing: Drawing): Promise<Images> {
  const { images } = await drawing.unpack(drawn, drawing.size);
  return { ...images, data: images.data.map((value) => Math.min(1, Math.max(0, value))) };
}
