import type { Drawing } from '@modeseek/core';
import type { Denoiser } from '@modeseek/guidance';
import type { ParsedPrompt } from './prompt/parse-prompt.ts';

/** What is said to a model beside the prompt. */
export interface SaidBeside {
  /** What pictures are to have nothing of. */
  negativePrompt: string;
  /** Whether words for directions follow the prompt. */
  viewWords: boolean;
  /** Whether each object is made by itself, and no picture has to show all of them. */
  compose: boolean;
}

/** A loaded diffusion model. */
export interface Prior extends Denoiser {
  /** Hash of its weights, hexadecimal: what a run was made with. */
  readonly sha256: string;
  /** Noise levels that it was trained for. */
  readonly sigmaRange: readonly [number, number];
  /** What it is run on, for people, such as `processor, 2 threads`. */
  readonly description: string;
  /** See `Denoiser`. */
  readonly together: number;
  /** Makes what `denoise` takes of views, and views of it. */
  readonly drawing: Drawing;
  /**
   * What the model understands of a prompt. `denoise` does the same with its condition's prompt.
   * @param beside what else it is going to be told: warnings of a model that `readsAnyText` are of that, too
   * @throws UserError for a prompt that it cannot work with
   */
  prepare(prompt: string, beside?: Partial<SaidBeside>): ParsedPrompt;
  /** Lets calls under way finish, then ends the worker thread; without it the process does not end. */
  dispose(): Promise<void>;
}
