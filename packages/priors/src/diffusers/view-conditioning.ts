import type { Camera } from '@modeseek/core';
import { DIRECTIONS, directionOf } from '../prompt/view-words.ts';
import type { NetworkTensor } from './network.ts';

/** How a family of models is told what its pictures are views of. */
export interface ViewConditioning {
  /** Views of one object that a network takes together; 1 where each is a picture by itself. */
  readonly together: number;
  /** All that may be said behind a prompt. */
  readonly words: readonly string[];
  /** Which of them is said of a camera; nothing where there are none. */
  wordsFor(camera: Camera): string | undefined;
  /** Inputs of the network beside noisy latents, timestep and text. */
  inputsFor(cameras: readonly Camera[]): Record<string, NetworkTensor>;
}

/** Models that know single pictures, and of cameras what words say. */
export const SINGLE_VIEWS: ViewConditioning = {
  together: 1,
  words: DIRECTIONS,
  wordsFor: directionOf,
  inputsFor: () => ({}),
};
