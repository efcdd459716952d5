import type { Field, Parameter } from '@modeseek/core';
import {
  allocateParameters,
  type FieldConfig,
  type GridLevel,
  gridLevels,
  inputCount,
  levelWeights,
  OUTPUTS,
} from '@modeseek/nerf';
import * as shaders from './field-shaders.ts';
import type { Buffers, Dispatch, Gpu, Kernel } from './gpu.ts';

/** Most points of one pass of `backward`, and most bytes of its sums of weight gradients. */
const SLICE = 2 ** 17;
const SUMS = 2 ** 26;
/** Most workgroups along one axis that every device takes. */
const MOST_GROUPS = 65535;
/** Workgroups that look for the largest gradient. */
const SEARCHERS = 256;

const WEIGHT_WORD = 3;

/** Bytes of each array, for a point: values are density and colour. */
const POINT = { points: 12, values: 4 * OUTPUTS };
const GRADIENT = { density: 4, colour: 12 };

type PointBuffers = Buffers<keyof typeof POINT>;

/**
 * The field in WGSL, on a device of WebGPU. Parameters, gradients and the optimiser's moments live on the
 * GPU; `pull` and `push` bring the host's arrays and the GPU's in line. Backward goes through the network
 * again instead of keeping what it was; the table's gradients are added up in fixed point, so that results
 * are bitwise the same on each run.
 */
export class WebGpuField implements Field {
  readonly parameters: readonly Parameter[];
  readonly gpu: Gpu;
  /** On the GPU: the table; and the weights of both layers, as `shaders.weightVectors`. */
  readonly values: readonly [table: GPUBuffer, weights: GPUBuffer];
  /** Shaped as `values`. */
  readonly gradients: readonly [table: GPUBuffer, weights: GPUBuffer];
  readonly kernels: Readonly<
    Record<'forward' | 'backward' | 'scatter' | 'fold' | 'collect' | 'largestBits', Kernel>
  >;
  private readonly config: FieldConfig;
  private readonly shape: shaders.Shape;
  private readonly grid: GridLevel[];
  private readonly levels: GPUBuffer;
  private readonly settings: GPUBuffer;
  private readonly featureGradients: GPUBuffer;
  private readonly weightSums: GPUBuffer;
  private readonly tableSums: GPUBuffer;
  /** Points of one pass of `backward`, for which there is memory. */
  private readonly slice: number;
  private readonly largest: GPUBuffer;
  private training: PointBuffers | undefined;
  private querying: PointBuffers | undefined;
  private gradient: Buffers<keyof typeof GRADIENT> | undefined;
  private count = 0;
  private readonly dependents: (() => void)[] = [];
  /** What `settings` holds: what is written cuts the kernels before off from those after. */
  private written = { start: 0, count: 0 };

  constructor(config: FieldConfig, gpu: Gpu) {
    this.config = config;
    this.gpu = gpu;
    this.parameters = allocateParameters(config);
    this.grid = gridLevels(config);
    const shape = shaders.kernelShape(config, gpu.device.limits.maxComputeWorkgroupStorageSize);
    this.shape = shape;
    this.kernels = {
      forward: gpu.kernel(shaders.forward(shape)),
      backward: gpu.kernel(shaders.backward(shape)),
      scatter: gpu.kernel(shaders.scatter(shape)),
      fold: gpu.kernel(shaders.fold),
      collect: gpu.kernel(shaders.collect(shape)),
      largestBits: gpu.kernel(shaders.largestBits),
    };
    const table = this.parameters[0].data.byteLength;
    const weights = shaders.weightVectors(shape) * 16;
    this.values = [gpu.storage(table), gpu.storage(weights)];
    this.gradients = [gpu.storage(table), gpu.storage(weights)];
    this.levels = gpu.uniform(config.levels * shaders.LEVEL_WORDS * 4);
    this.settings = gpu.uniform(16);
    const chunks = Math.min(SLICE / shape.chunk, Math.floor(SUMS / weights));
    this.slice = chunks * shape.chunk;
    this.featureGradients = gpu.storage(this.slice * config.levels * 8);
    this.weightSums = gpu.storage(chunks * weights);
    // As long as the gradients with what fills them up, so that none is read past its end.
    this.tableSums = gpu.storage(2 * this.gradients[0].size);
    this.largest = gpu.storage(4);
    this.setActiveLevels(config.levels);
  }

  async forward(points: Float32Array, count: number) {
    this.training = this.gpu.atLeast(this.training, count, POINT);
    this.count = count;
    return this.valuesAt(this.training, points, count);
  }

  async query(points: Float32Array, count: number) {
    this.querying = this.gpu.atLeast(this.querying, count, POINT);
    return this.valuesAt(this.querying, points, count);
  }

  async backward(densityGradient: Float32Array, colourGradient: Float32Array) {
    const { gpu, training, count } = this;
    if (!training || count === 0) return;
    this.gradient = gpu.atLeast(this.gradient, count, GRADIENT);
    const { density, colour } = this.gradient;
    gpu.write(density, densityGradient.subarray(0, count));
    gpu.write(colour, colourGradient.subarray(0, count * 3));
    this.propagate(training.points, count, density, colour);
  }

  /**
   * Writes density and colour `[count, 4]` at points `[count, 3]`, all on the GPU. Returns before it is done.
   */
  evaluate(points: GPUBuffer, count: number, values: GPUBuffer): void {
    const { gpu, kernels, levels, settings } = this;
    const most = MOST_GROUPS * shaders.THREADS;
    for (let start = 0; start < count; start += most) {
      const size = Math.min(most, count - start);
      this.writeSettings(start, size);
      gpu.submit([
        {
          kernel: kernels.forward,
          bindings: [levels, settings, points, ...this.values, values],
          workgroups: [Math.ceil(size / shaders.THREADS)],
        },
      ]);
    }
  }

  /**
   * Adds to the gradients, given the loss's by density `[count]` and colour `[count, 3]` at points, all on
   * the GPU. Returns before it is done.
   */
  propagate(points: GPUBuffer, count: number, byDensity: GPUBuffer, byColour: GPUBuffer): void {
    const { gpu, config, kernels } = this;
    const { levels, settings, largest, featureGradients, weightSums, tableSums } = this;
    const entries = this.parameters[0].data.length / 2;
    const where = [levels, settings, points];
    for (let start = 0; start < count; start += this.slice) {
      const size = Math.min(this.slice, count - start);
      this.writeSettings(start, size);
      const steps: Dispatch[] = [
        {
          kernel: kernels.backward,
          bindings: [...where, ...this.values, byDensity, byColour, featureGradients, weightSums, largest],
          workgroups: [Math.ceil(size / this.shape.chunk)],
        },
        {
          kernel: kernels.scatter,
          bindings: [...where, featureGradients, tableSums, largest],
          workgroups: [Math.ceil((shaders.SCATTER_THREADS * size) / shaders.THREADS), config.levels],
        },
        {
          kernel: kernels.fold,
          bindings: [tableSums, largest, this.gradients[0]],
          workgroups: groupsFor(entries),
        },
        {
          kernel: kernels.collect,
          bindings: [settings, weightSums, this.gradients[1], largest, this.gradients[0]],
          workgroups: [shaders.weightVectors(this.shape)],
        },
      ];
      gpu.submit(steps, [largest]);
    }
  }

  async zeroGradients() {
    this.gpu.submit([], this.gradients);
  }

  async gradientsAreFinite() {
    const { gpu, largest, kernels } = this;
    gpu.submit(
      this.gradients.map((gradients) => ({
        kernel: kernels.largestBits,
        bindings: [gradients, largest],
        workgroups: [SEARCHERS],
      })),
      [largest],
    );
    return Number.isFinite((await gpu.read(largest, 1))[0]);
  }

  setActiveLevels(active: number) {
    const words = new Uint32Array(this.grid.length * shaders.LEVEL_WORDS);
    const weights = levelWeights(this.grid.length, active);
    this.grid.forEach((level, i) => {
      const at = i * shaders.LEVEL_WORDS;
      words.set([level.resolution, level.offset, level.hashed ? level.size - 1 : 0, 0], at);
      words.set(level.multipliers, at + 4);
      new Float32Array(words.buffer, (at + WEIGHT_WORD) * 4, 1)[0] = weights[i];
    });
    this.gpu.write(this.levels, words);
  }

  async pull() {
    await this.download(
      this.values,
      this.parameters.map(({ data }) => data),
    );
    await this.download(
      this.gradients,
      this.parameters.map(({ gradient }) => gradient),
    );
  }

  async push() {
    this.upload(
      this.values,
      this.parameters.map(({ data }) => data),
    );
    this.upload(
      this.gradients,
      this.parameters.map(({ gradient }) => gradient),
    );
  }

  /** Writes arrays shaped as the parameters to buffers shaped as `values`. */
  upload([table, weights]: readonly GPUBuffer[], [entries, hidden, output]: readonly Float32Array[]): void {
    this.gpu.write(table, entries);
    const vectors = new Float32Array(shaders.weightVectors(this.shape) * 4);
    this.eachHiddenWeight((host, gpu) => {
      vectors[gpu] = hidden[host];
    });
    vectors.set(output, vectors.length - output.length);
    this.gpu.write(weights, vectors);
  }

  /** Reads buffers shaped as `values` into arrays shaped as the parameters. */
  async download(
    [table, weights]: readonly GPUBuffer[],
    [entries, hidden, output]: readonly Float32Array[],
  ): Promise<void> {
    entries.set(await this.gpu.read(table, entries.length));
    const vectors = await this.gpu.read(weights, shaders.weightVectors(this.shape) * 4);
    this.eachHiddenWeight((host, gpu) => {
      hidden[host] = vectors[gpu];
    });
    output.set(vectors.subarray(vectors.length - output.length));
  }

  /** Has something done when it is disposed of: what works on it has memory of its own. */
  whenDisposed(action: () => void): void {
    this.dependents.push(action);
  }

  async dispose() {
    for (const action of this.dependents.splice(0)) action();
    const { training, querying, gradient } = this;
    const buffers = [training?.points, training?.values, querying?.points, querying?.values];
    buffers.push(gradient?.density, gradient?.colour, ...this.values, ...this.gradients);
    buffers.push(
      this.levels,
      this.settings,
      this.featureGradients,
      this.weightSums,
      this.tableSums,
      this.largest,
    );
    this.gpu.free(...buffers);
  }

  private async valuesAt(buffers: PointBuffers, points: Float32Array, count: number) {
    this.gpu.write(buffers.points, points.subarray(0, count * 3));
    this.evaluate(buffers.points, count, buffers.values);
    const density = new Float32Array(count);
    const colour = new Float32Array(count * 3);
    const values = await this.gpu.read(buffers.values, count * OUTPUTS);
    for (let p = 0; p < count; p++) {
      density[p] = values[p * OUTPUTS];
      for (let c = 0; c < 3; c++) colour[p * 3 + c] = values[p * OUTPUTS + 1 + c];
    }
    return { density, colour };
  }

  private writeSettings(start: number, count: number) {
    if (this.written.start === start && this.written.count === count) return;
    this.written = { start, count };
    const words = new Uint32Array([start, count, 0, 0]);
    new Float32Array(words.buffer, 8, 2).set([this.config.densityBias, this.config.blobRadius]);
    this.gpu.write(this.settings, words);
  }

  /**
   * Places of the hidden layer's weights: on the host [inputs][hidden], on the GPU [vectors][hidden][4
   * inputs].
   */
  private eachHiddenWeight(visit: (host: number, gpu: number) => void) {
    const { hidden } = this.config;
    for (let input = 0; input < inputCount(this.config); input++) {
      for (let j = 0; j < hidden; j++) {
        visit(input * hidden + j, 4 * (Math.floor(input / 4) * hidden + j) + (input % 4));
      }
    }
  }
}

/** Workgroups of `shaders.THREADS` for that many threads, in two dimensions where there are many. */
export function groupsFor(threads: number): [number, number] {
  const groups = Math.ceil(threads / shaders.THREADS);
  const rows = Math.ceil(groups / MOST_GROUPS);
  return [Math.ceil(groups / rows), rows];
}
