import type { Camera, Direction } from '@modeseek/core';
import type { NetworkTensor } from './network.ts';

/** How a family of models is told what its pictures are views of. */
export interface ViewConditioning {
  /** Views of one object that a network takes together; 1 where each is a picture by itself. */
  readonly together: number;
  /** What is said behind a prompt of pictures from each direction; absent where words are not what tells it. */
  readonly words?: Readonly<Record<Direction, string>>;
  /** Inputs of the network beside noisy latents, timestep and text. */
  inputsFor(cameras: readonly Camera[]): Record<string, NetworkTensor>;
}

/** Models that know single pictures, and of cameras what words say (Poole et al. 2023, 3.2). */
export const SINGLE_VIEWS: ViewConditioning = {
  together: 1,
  words: { front: 'front view', side: 'side view', back: 'back view', overhead: 'overhead view' },
  inputsFor: () => ({}),
};
