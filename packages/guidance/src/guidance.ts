import type { Rng } from '@modeseek/core';
import type { Condition } from './denoiser.ts';

export interface GuidanceContext {
  condition: Condition;
  /** How far the run is, in [0, 1]. Schedules are functions of it. */
  progress: number;
  rng: Rng;
  /**
   * Onto what targets can be, such as views of one surface: samplers go on from what this makes of each of the
   * denoiser's answers. Of mean-shift distillation alone.
   */
  project?: (denoised: Float32Array) => Promise<Float32Array>;
}

export interface GuidanceResult {
  /**
   * Gradient of the loss with respect to `images`, same shape and space, as papers have it: to descend along
   * in studies.
   */
  gradient: Float32Array;
  /**
   * Where the images are pulled to, same shape and space: what training goes towards, in one update or in
   * several.
   */
  target: Float32Array;
  /**
   * Named scalars for events, such as bandwidth and |m|. `evaluations` is how many times the denoiser was
   * asked about the batch: one conditional or unconditional pass is one.
   */
  diagnostics: Record<string, number>;
}

/**
 * Says where renders should go. `images` is what the denoiser takes, `[views, height, width, 3]` in [-1, 1]
 * or as in `Drawing`.
 */
export interface Guidance {
  readonly name: string;
  gradient(images: Float32Array, context: GuidanceContext): Promise<GuidanceResult>;
}
