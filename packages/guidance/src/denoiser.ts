import type { DirectionShares, View } from '@modeseek/core';

/** What a denoiser is told: the text, and how each picture of the batch is (to be) taken. */
export interface Condition {
  /** null asks for the unconditional estimate, as classifier-free guidance needs it; the views still hold. */
  prompt: string | null;
  /** One per picture of the batch: all are views of one object. */
  views: readonly View[];
  /**
   * From where each picture shows the object, to be said behind the prompt. Left out, the prompt is all that
   * is said. Only models that `readsDirections` look at them: others are told cameras themselves.
   */
  directions?: readonly DirectionShares[];
  /**
   * Further pictures of the same object, which those of the batch are to go with. Only multi-view models look
   * at them.
   */
  known?: KnownPictures;
}

/** Pictures that are there already. */
export interface KnownPictures {
  views: readonly View[];
  /** `[views, ...]`, as pictures of the batch are. */
  pictures: Float32Array;
  /** Standard deviation of the noise in them, > 0: how much they are to be trusted. */
  sigma: number;
}

/**
 * An image diffusion model in variance-exploding coordinates, after k-diffusion (Karras et al. 2022): `noisy
 * = clean + sigma * n`, clean in [-1, 1]. The batch is the set of views of one object rendered in one step:
 * an ordinary model takes them one by one, a multi-view model looks across them.
 */
export interface Denoiser {
  /** Noise levels [lowest, highest] that the model was trained for; absent where there is no such limit. */
  readonly sigmaRange?: readonly [number, number];
  /** Whether it looks at no known pictures of a condition. */
  readonly ignoresKnown?: boolean;
  /**
   * Views that it takes together, from equal steps all around an object and at one elevation; 1, or absent,
   * where it takes any.
   */
  readonly together?: number;
  /**
   * Whether it reads any text, and so a negative prompt; absent where it knows prompts of certain objects
   * alone.
   */
  readonly readsAnyText?: boolean;
  /** Whether it looks at `directions` of a condition. */
  readonly readsDirections?: boolean;
  /**
   * E[clean | noisy], and known pictures where the condition has some.
   * @param noisy `[views, height, width, 3]`, row-major, or what else a model draws of each view: see
   *   `Drawing`
   * @param sigma standard deviation of the noise in `noisy`, > 0, one for the batch
   * @returns a new array of the same shape
   */
  denoise(noisy: Float32Array, sigma: number, condition: Condition): Promise<Float32Array>;
}
