import type { DrawingFormat } from '@modeseek/core';
import type { Denoiser } from '@modeseek/guidance';
import type { PriorInfo } from './prior-info.ts';
import type { ParsedPrompt } from './prompt.ts';

/** A loaded diffusion model. */
export interface Prior extends Denoiser {
  readonly info: PriorInfo;
  /** What it is run on, for people, such as `processor, 2 threads`. */
  readonly description: string;
  /** What `denoise` takes of each view. */
  readonly format: DrawingFormat;
  /**
   * What the model understands of a prompt. `denoise` does the same with its condition's prompt.
   * @throws UserError for a prompt that it cannot work with
   */
  prepare(prompt: string): ParsedPrompt;
  /** Lets calls under way finish, then ends the worker thread; without it the process does not end. */
  dispose(): Promise<void>;
}
