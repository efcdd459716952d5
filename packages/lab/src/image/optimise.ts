import { compileSchedule, type Rng, type Schedule } from '@modeseek/core';
import type { Condition, Denoiser, Guidance } from '@modeseek/guidance';
import type { Canvas } from './canvas.ts';

export interface OptimiseOptions {
  condition: Condition;
  /** Denoiser evaluations of each picture. */
  budget: number;
  /** Updates towards each target, over the run, rounded. */
  innerSteps: Schedule;
  /** Of Adam, over the run. */
  rate: Schedule;
  rng: Rng;
}

/**
 * Moves a canvas's pictures along a guidance until the budget is spent; returns them as they were at the
 * start, now and then, and at the end.
 */
export async function optimise(
  canvas: Canvas,
  guidance: Guidance,
  { condition, budget, innerSteps, rate, rng }: OptimiseOptions,
  looks: number,
): Promise<{ path: Float32Array[]; evaluations: number }> {
  const rateAt = compileSchedule(rate);
  const updatesAt = compileSchedule(innerSteps);
  let pictures = await canvas.draw();
  const path = [pictures];
  let evaluations = 0;
  while (evaluations < budget) {
    const progress = evaluations / budget;
    const { gradient, diagnostics } = await guidance.gradient(pictures, { condition, progress, rng });
    const towards = pictures.map((x, i) => x - gradient[i]);
    const updates = Math.round(updatesAt(progress));
    for (let update = 0; update < updates; update++) {
      await canvas.backward(pictures.map((x, i) => (x - towards[i]) / pictures.length));
      await canvas.step(rateAt(progress));
      pictures = await canvas.draw();
    }
    evaluations += diagnostics.evaluations;
    if (evaluations >= (path.length * budget) / looks) path.push(pictures);
  }
  return { path, evaluations };
}

/** A denoiser for which the pictures of a batch have nothing to do with one another. */
export function oneByOne(denoiser: Denoiser): Denoiser {
  return {
    sigmaRange: denoiser.sigmaRange,
    async denoise(noisy, sigma, { prompt, views }) {
      const size = noisy.length / views.length;
      const clean = await Promise.all(
        views.map((view, i) =>
          denoiser.denoise(noisy.slice(i * size, (i + 1) * size), sigma, { prompt, views: [view] }),
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
