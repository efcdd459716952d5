import type { Schedule } from '@modeseek/core';
import type { Denoiser, Guidance, SamplerName } from '@modeseek/guidance';

/** What a run takes in time, for what comes out. */
export const QUALITIES = ['draft', 'standard', 'high'] as const;
export type Quality = (typeof QUALITIES)[number];

/** What methods read of a run's options; see `configSchema`. */
export interface MethodOptions {
  seed: number;
  guidanceScale: number;
  guidanceFloor: number;
  guidanceCeiling: number;
  guidanceRescale: number;
  negativePrompt: string;
  perpNeg: boolean;
  sigmaLow: Schedule;
  sigmaHigh: Schedule;
  bandwidth: Schedule;
  bandwidthFloor: Schedule;
  kappa: Schedule;
  sampler: SamplerName;
  samplerSteps: Schedule;
  samples: number;
  fixedNoise: boolean;
  /** Numbers of a particle, where pictures are some; where they are views of one object it is all of them. */
  particleSize?: number;
}

/** A way of distilling an object from the image model, as `--guidance` names it. */
export interface Method<Name extends string = string> {
  readonly name: Name;
  /** For people, one line. */
  readonly title: string;
  /** Steps of a run. */
  readonly steps: Readonly<Record<Quality, number>>;
  /**
   * Options of its runs that are not `configSchema`'s defaults, which are those of mean-shift distillation.
   */
  readonly options: Readonly<Record<string, string | number>>;
  /** The same of runs of `image`: what is not the default of `pictureSchema`, steps among them. */
  readonly picture: Readonly<Record<string, string | number>>;
  /** @throws UserError when an option does not fit the model */
  create(options: MethodOptions, denoiser: Denoiser): Guidance;
  /** How often the model is asked about each view of a step, at most: guidance may be off at some levels. */
  passes(options: MethodOptions, progress: number): number;
}

/** How often guidance asks at one noise level: with the prompt and without; by Perp-Neg about two others, too. */
export function passesOfGuidance({ perpNeg }: Pick<MethodOptions, 'perpNeg'>): number {
  return perpNeg ? 4 : 2;
}

/** The part of the options that classifier-free guidance reads. */
export function guided({ guidanceFloor, guidanceCeiling, ...options }: MethodOptions) {
  const { samples, guidanceScale, guidanceRescale, negativePrompt, perpNeg } = options;
  const guidanceInterval = [guidanceFloor, guidanceCeiling] as const;
  return { samples, guidanceScale, guidanceInterval, guidanceRescale, negativePrompt, perpNeg };
}
