import { compileSchedule } from '@modeseek/core';
import { guided, type MethodOptions, passesOfGuidance } from './method.ts';

/** What both samplers of mean-shift distillation read. */
export function meanShift(options: MethodOptions) {
  const { seed, bandwidth, bandwidthFloor, samplerSteps: steps, fixedNoise } = options;
  return { ...guided(options), bandwidth, bandwidthFloor, steps, fixedNoise: fixedNoise ? seed : null };
}

/** Steps of a run of either. */
export const MEAN_SHIFT_STEPS = { draft: 12, standard: 40, high: 150 } as const;

/** See `Method.passes`, for samplers that ask once a step. */
export function meanShiftPasses(options: MethodOptions, progress: number): number {
  const { samples, samplerSteps } = options;
  return samples * Math.round(compileSchedule(samplerSteps)(progress)) * passesOfGuidance(options);
}
