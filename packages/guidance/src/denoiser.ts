import type { View } from '@modeseek/core';

/** What a denoiser is told: the text, and how each picture of the batch is (to be) taken. */
export interface Condition {
  /** null asks for the unconditional estimate, as classifier-free guidance needs it; the views still hold. */
  prompt: string | null;
  /** One per picture of the batch: all are views of one object. */
  views: readonly View[];
}

/**
 * An image diffusion model in variance-exploding coordinates, after k-diffusion (Karras et al. 2022):
 * `noisy = clean + sigma * n`, clean in [-1, 1]. The batch is the set of views of one object rendered in one step:
 * an ordinary model takes them one by one, a multi-view model looks across them.
 */
export interface Denoiser {
  /** Noise levels [lowest, highest] that the model was trained for; absent where there is no such limit. */
  readonly sigmaRange?: readonly [number, number];
  /**
   * E[clean | noisy].
   * @param noisy `[views, height, width, 3]`, row-major
   * @param sigma standard deviation of the noise in `noisy`, > 0, one for the batch
   * @returns a new array of the same shape
   */
  denoise(noisy: Float32Array, sigma: number, condition: Condition): Promise<Float32Array>;
}
