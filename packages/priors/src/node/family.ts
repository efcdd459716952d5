import type { ModelMemory } from '@modeseek/core';
import type { Prior } from '../prior.ts';
import type { PriorInfo } from '../prior-info.ts';

/**
 * What a model runs on: the processor, or the GPU by ONNX Runtime's own WebGPU, which is another than Node's
 * but on the same device.
 */
export type Provider = 'cpu' | 'webgpu';

/** How to run a model. */
export interface LoadOptions {
  /** Threads of the model's operators on the processor; all cores by default. */
  threads?: number;
  /**
   * The processor by default; where the GPU cannot be had it is the processor, too, and `description` says
   * why.
   */
  provider?: Provider;
}

/** A family of models: those of one architecture and one layout of folders. */
export interface ModelFamily {
  readonly name: string;
  /** Whether a folder is meant to hold one of its models, damaged ones included. */
  owns(folder: string): boolean;
  /**
   * What the model in a folder is; its weights are not read.
   * @throws UserError when files are missing or damaged
   */
  describe(folder: string): ModelDescription;
  /**
   * @throws UserError when files are missing, damaged or of another interface, or what runs them does not
   *   load
   */
  load(folder: string, options: LoadOptions): Promise<Prior>;
}

export interface ModelDescription {
  /** For people. */
  title: string;
  /** Side of the square pictures, in pixels. */
  imageSize: number;
  /** Size of its files. */
  bytes: number;
  /** What it takes on the processor. */
  memory: ModelMemory;
  /** As its card names it; absent where there is none. */
  licence?: string;
  /** What it knows; left out where it reads any prompt. */
  info?: PriorInfo;
}
