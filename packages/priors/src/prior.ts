import type { Drawing } from '@modeseek/core';
import type { Denoiser } from '@modeseek/guidance';
import type { ParsedPrompt } from './prompt/parse-prompt.ts';

/** A loaded diffusion model. */
export interface Prior extends Denoiser {
  /** Hash of its weights, hexadecimal: what a run was made with. */
  readonly sha256: string;
  /** Noise levels that it was trained for. */
  readonly sigmaRange: readonly [number, number];
  /** What it is run on, for people, such as `processor, 2 threads`. */
  readonly description: string;
  /**
   * Views that it takes together, from equal steps all around an object and at one elevation; 1 where it takes any.
   */
  readonly together: number;
  /** Makes what `denoise` takes of views, and views of it. */
  readonly drawing: Drawing;
  /**
   * What the model understands of a prompt. `denoise` does the same with its condition's prompt.
   * @throws UserError for a prompt that it cannot work with
   */
  prepare(prompt: string): ParsedPrompt;
  /** Lets calls under way finish, then ends the worker thread; without it the process does not end. */
  dispose(): Promise<void>;
}
