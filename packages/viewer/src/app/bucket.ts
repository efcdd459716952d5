import type { Series } from './run-state.ts';

/** A curve reduced to what a small chart can show: mean, least and greatest value over a span of steps. */
export interface Bucket {
  step: number;
  mean: number;
  min: number;
  max: number;
}

/** Puts a curve into at most `count` buckets; empty spans are left out. */
export function bucket({ steps, values }: Series, count: number): Bucket[] {
  if (steps.length === 0) return [];
  const first = steps[0];
  const span = Math.max(1, steps[steps.length - 1] - first + 1) / count;
  const buckets: Bucket[] = [];
  for (let i = 0; i < steps.length; ) {
    const index = Math.floor((steps[i] - first) / span);
    const from = i;
    let [sum, stepSum, min, max] = [0, 0, Infinity, -Infinity];
    for (; i < steps.length && Math.floor((steps[i] - first) / span) === index; i++) {
      sum += values[i];
      stepSum += steps[i];
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    buckets.push({ step: stepSum / (i - from), mean: sum / (i - from), min, max });
  }
  return buckets;
}
