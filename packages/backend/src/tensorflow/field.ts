import type { Field, Parameter } from '@modeseek/core';
import { allocateParameters, type FieldConfig } from '@modeseek/nerf';
import type { Kept, TensorflowKernels, Values } from './kernels.ts';
import type { RemoteObject, TensorflowThread } from './thread.ts';

const MODULE = import.meta.url.endsWith('.ts') ? './kernels.ts' : './kernels.js';

/**
 * The field in TF.js on TensorFlow's C library. Parameters, gradients and the optimiser's moments live in
 * TensorFlow's thread, where everything is computed; this thread, which has nothing of TF.js, sends points
 * and gets values. `pull` and `push` bring the arrays here and there in line.
 */
export class TensorflowField implements Field {
  readonly parameters: readonly Parameter[];
  readonly kernels: RemoteObject<TensorflowKernels>;

  private constructor(config: FieldConfig, kernels: RemoteObject<TensorflowKernels>) {
    this.parameters = allocateParameters(config);
    this.kernels = kernels;
  }

  static async start(config: FieldConfig, thread: TensorflowThread): Promise<TensorflowField> {
    return new TensorflowField(config, await thread.open(new URL(MODULE, import.meta.url), config));
  }

  forward(points: Float32Array, count: number): Promise<Values> {
    return this.kernels.call('forward', points.slice(0, count * 3), count);
  }

  query(points: Float32Array, count: number): Promise<Values> {
    return this.kernels.call('query', points.slice(0, count * 3), count);
  }

  backward(densityGradient: Float32Array, colourGradient: Float32Array) {
    return this.kernels.call('backward', densityGradient.slice(), colourGradient.slice());
  }

  zeroGradients() {
    return this.kernels.call('zeroGradients');
  }

  gradientsAreFinite() {
    return this.kernels.call('gradientsAreFinite');
  }

  async pull() {
    await this.download(
      'values',
      this.parameters.map(({ data }) => data),
    );
    await this.download(
      'gradients',
      this.parameters.map(({ gradient }) => gradient),
    );
  }

  async push() {
    await this.upload(
      'values',
      this.parameters.map(({ data }) => data),
    );
    await this.upload(
      'gradients',
      this.parameters.map(({ gradient }) => gradient),
    );
  }

  /** Fills arrays shaped as the parameters. */
  async download(what: Kept, arrays: readonly Float32Array[]): Promise<void> {
    const values = await this.kernels.call('read', what);
    arrays.forEach((array, i) => {
      array.set(values[i]);
    });
  }

  /** Writes arrays shaped as the parameters. */
  upload(what: Kept, arrays: readonly Float32Array[]): Promise<void> {
    return this.kernels.call('write', what, arrays);
  }

  setActiveLevels(levels: number): void {
    // Calls are done in turn. Should this one fail, then the next does.
    this.kernels.call('setActiveLevels', levels).catch(() => {});
  }

  dispose() {
    return this.kernels.call('dispose');
  }
}
