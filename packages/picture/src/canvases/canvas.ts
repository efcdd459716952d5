import type { Drawing, Images, Rng, Schedule } from '@modeseek/core';
import type { FieldKernels } from '@modeseek/nerf';
import type { TrainingState } from '@modeseek/trainer';

/** Pictures as an optimiser sees them: parameters in, what a model draws out, and the way back. */
export interface Canvas {
  /** What is optimised, and how: what a checkpoint holds. */
  readonly state: Pick<TrainingState, 'field' | 'adam'>;
  /** The pictures now, as the model draws them: `[pictures, drawing.length]`. */
  draw(): Promise<Float32Array>;
  /** Takes what is wanted in place of the last `draw`, of that shape; updates then go there. */
  aim(wanted: Float32Array): Promise<void>;
  /**
   * Sets the gradients of the loss, half the mean square of what is between the pictures and their aim.
   * @returns the loss
   */
  backward(): Promise<number>;
  /** Moves the parameters against their gradients. */
  step(rate: number): Promise<void>;
  /** What people see: colours in [0, 1]. */
  look(): Promise<Images>;
  dispose(): Promise<void>;
}

/** What a canvas is made with. */
export interface CanvasSurroundings {
  /** How many pictures it has. */
  pictures: number;
  /** Edge of the pictures, in pixels, where the canvas has a size of its own. */
  size: number;
  /** How the model draws. */
  drawing: Drawing;
  /** Of the grid. */
  kernels: FieldKernels;
  rng: Rng;
}

/** A kind of canvas, as `--canvas` names it. */
export interface CanvasKind<Name extends string = string> {
  readonly name: Name;
  /** For people, a few words. */
  readonly title: string;
  /** Whether its pictures may have another size than the model's. */
  readonly anySize: boolean;
  /** Of Adam, over a run. */
  readonly learningRate: Schedule;
  create(surroundings: CanvasSurroundings): Promise<Canvas>;
}
