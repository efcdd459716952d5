import { compileSchedule, type Rng, type Schedule } from '@modeseek/core';
import { type Guidance, mustWait } from '@modeseek/guidance';
import { referenceAdam } from '@modeseek/nerf';
import { meanStep, type Points } from './metrics.ts';

export interface DistilOptions {
  /** Class to go to, as the denoiser's prompt. */
  prompt: string;
  /** Denoiser evaluations a point. */
  budget: number;
  /**
   * Share of the budget that the schedule takes; the rest is for updates that do not count, see `mustWait`.
   */
  share?: number;
  /**
   * How far points may travel: Adam's rate, times `evaluations / budget` of each update, so that methods
   * whose updates cost more take longer steps. Over the run.
   */
  travel: Schedule;
  /** Points are looked at after that many evaluations each time. */
  every: number;
  rng: Rng;
}

export interface Distilled {
  points: Points;
  evaluations: number;
  updates: number;
  /** Where the points were: after every `every` evaluations or the first update beyond. */
  path: { evaluations: number; points: Points }[];
  seconds: number;
}

/** Moves points along a guidance's gradient, each for itself, until the budget is spent. */
export async function distil(
  guidance: Guidance,
  start: Points,
  { prompt, budget: most, share = 1, travel, every, rng }: DistilOptions,
): Promise<Distilled> {
  const data = start.slice();
  const gradient = new Float32Array(data.length);
  const adam = referenceAdam([{ name: 'points', shape: [data.length], data, gradient }], { epsilon: 1e-8 });
  const path = [{ evaluations: 0, points: start }];
  const travelAt = compileSchedule(travel);
  const began = performance.now();
  const budget = share * most;
  let [evaluations, waited] = [0, 0];
  while (evaluations - waited < budget) {
    const progress = (evaluations - waited) / budget;
    const context = { condition: { prompt, views: [] }, progress, rng };
    const result = await guidance.gradient(data, context);
    gradient.set(result.gradient);
    const { evaluations: cost, lag } = result.diagnostics;
    await adam.update((travelAt(progress) * cost) / budget);
    evaluations += cost;
    if (mustWait(lag, waited, most - budget)) waited += cost;
    if (evaluations >= path.length * every) path.push({ evaluations, points: data.slice() });
  }
  return {
    points: data,
    evaluations,
    updates: adam.steps,
    path,
    seconds: (performance.now() - began) / 1000,
  };
}

/**
 * After how many evaluations the points have come to rest: no window of the path from there on moves them by
 * `threshold`; null if they never do.
 */
export function restsAfter(path: Distilled['path'], threshold: number): number | null {
  let rest: number | null = null;
  for (let i = path.length - 1; i > 0 && meanStep(path[i - 1].points, path[i].points) < threshold; i--) {
    rest = path[i - 1].evaluations;
  }
  return rest;
}
