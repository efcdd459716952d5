import type { DrawingFormat, Images } from '@modeseek/core';
import type { Denoiser } from '@modeseek/guidance';
import type { ParsedPrompt } from './prompt/parse-prompt.ts';

/** Pictures to what a latent diffusion model takes in their place, and back. */
export interface PictureCodec {
  /**
   * @param images colours in [0, 1], of any size
   * @returns what `denoise` takes, `[batch, ...]`
   */
  encode(images: Images): Promise<Float32Array>;
  /** @returns colours of the prior's size; they may leave [0, 1] by a little */
  decode(latents: Float32Array): Promise<Images>;
}

/** What is said to a model beside the prompt. */
export interface SaidBeside {
  /** What pictures are to have nothing of. */
  negativePrompt: string;
  /** Whether words for directions follow the prompt. */
  viewWords: boolean;
}

/** A loaded diffusion model. */
export interface Prior extends Denoiser {
  /** Hash of its weights, hexadecimal: what a run was made with. */
  readonly sha256: string;
  /** Noise levels that it was trained for. */
  readonly sigmaRange: readonly [number, number];
  /** What it is run on, for people, such as `processor, 2 threads`. */
  readonly description: string;
  /** What `denoise` takes of each view; where there is a `codec`, what that takes. */
  readonly format: DrawingFormat;
  /** Makes latents, which are then what `denoise` takes, of pictures, and pictures of latents. */
  readonly codec?: PictureCodec;
  /**
   * What the model understands of a prompt. `denoise` does the same with its condition's prompt.
   * @param beside what else it is going to be told, where it `readsAnyText`: its warnings are of that, too
   * @throws UserError for a prompt that it cannot work with
   */
  prepare(prompt: string, beside?: Partial<SaidBeside>): ParsedPrompt;
  /** Lets calls under way finish, then ends the worker thread; without it the process does not end. */
  dispose(): Promise<void>;
}
