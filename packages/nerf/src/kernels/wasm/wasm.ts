import { type Arrays, type WasmKernels, WasmPool } from '@modeseek/backend';
import { type FieldConfig, OUTPUTS } from '../../config.ts';
import type { Field, Parameter } from '../../field.ts';
import { type GridLevel, gridLevels, indexMultipliers, inputCount, levelWeights } from '../../grid.ts';
import { parameterShapes } from '../../parameters.ts';
import { HostField } from '../host-field.ts';

const BUILD = new URL('../../../build/', import.meta.url);

/** 32-bit words of a level's description, `Level` in `assembly/grid.ts`. */
const LEVEL_WORDS = 8;
const WEIGHT_WORD = 3;

/** Most points that one job of `query` takes. */
const QUERY_POINTS = 65536;

/** Bytes of each array, for a point. */
const POINT = { points: 12, density: 4, colour: 4 * (OUTPUTS - 1) };
const GRADIENT = { densityGradient: 4, colourGradient: 4 * (OUTPUTS - 1) };

/** What `backward` needs beside it, and passes from its first pass to its second. */
type Kept = 'features' | 'logits' | 'featureGradients' | 'weightGradients';

type PointArrays = Arrays<keyof typeof POINT>;
type TrainingArrays = Arrays<keyof typeof POINT | keyof typeof GRADIENT | Kept>;

/**
 * The field on WebAssembly with 128-bit SIMD and worker threads over one shared memory.
 *
 * Forward: each task takes a chunk of points through grid and network. Backward in two passes: chunks through the network
 * (its hidden layer recomputed from the kept features), then one task per hash level scatters into its part of the table, so
 * no two threads write to one place. Sums run in a fixed order: results are bitwise the same for any number of threads.
 */
export class WasmField extends HostField implements Field {
  readonly parameters: readonly Parameter[];
  readonly pool: WasmPool;
  readonly kernels: WasmKernels;
  private readonly config: FieldConfig;
  private readonly levels: GridLevel[];
  /** Rows of a tile of features: two per level, rounded up to a multiple of 4. */
  private readonly inputs: number;
  private readonly chunk: number;
  private readonly levelTable: number;
  /** Addresses of each parameter's data and gradient, in the order of `parameters`. */
  private readonly data: number[];
  private readonly gradients: number[];
  private training: TrainingArrays | undefined;
  private querying: PointArrays | undefined;
  private count = 0;

  /** @param relaxed whether to use relaxed SIMD; by default where the engine has it */
  static async start(config: FieldConfig, threads: number, relaxed?: boolean): Promise<WasmField> {
    const pool = new WasmPool(threads, relaxed);
    try {
      return new WasmField(config, pool, await pool.load(BUILD));
    } catch (error) {
      await pool.dispose();
      throw error;
    }
  }

  private constructor(config: FieldConfig, pool: WasmPool, kernels: WasmKernels) {
    super();
    this.config = config;
    this.pool = pool;
    this.kernels = kernels;
    this.levels = gridLevels(config);
    this.inputs = Math.ceil(inputCount(config) / 4) * 4;
    this.chunk = kernels.constant('chunkPoints');
    pool.reserveScratch(kernels.constant('scratchBytes', this.inputs, config.hidden));
    const shapes = parameterShapes(config);
    const lengths = shapes.map(({ shape }) => shape.reduce((a, b) => a * b, 1));
    // The hidden layer's weights have rows for the padding too, zero and never seen outside.
    const bytes = lengths.map((n, i) => 4 * (i === 1 ? this.inputs * config.hidden : n));
    this.data = bytes.map((size) => pool.allocate(size));
    this.gradients = bytes.map((size) => pool.allocate(size));
    this.parameters = shapes.map((named, i) => ({
      ...named,
      data: pool.floats(this.data[i], lengths[i]),
      gradient: pool.floats(this.gradients[i], lengths[i]),
    }));
    this.levelTable = pool.allocate(this.levels.length * LEVEL_WORDS * 4);
    this.levels.forEach((level, i) => {
      const words = pool.integers(this.levelTable + i * LEVEL_WORDS * 4, LEVEL_WORDS);
      words.set([level.resolution, level.offset, level.hashed ? level.size - 1 : 0, 0]);
      words.set(indexMultipliers(level), 4);
    });
    this.setActiveLevels(config.levels);
  }

  /** Room for the points of the next `evaluate`, and for what it gives and `propagate` takes. */
  reserve(count: number): TrainingArrays {
    const { chunk, config, inputs } = this;
    this.training = this.pool.atLeast(this.training, Math.max(count, chunk), {
      ...POINT,
      ...GRADIENT,
      features: inputs * 4,
      logits: OUTPUTS * 4,
      featureGradients: inputs * 4,
      weightGradients: (config.hidden * (inputs + OUTPUTS) * 4) / chunk,
    });
    return this.training;
  }

  /** `forward` at points that lie in the room already. */
  async evaluate(count: number) {
    const arrays = this.reserve(count);
    this.count = count;
    await this.run(arrays, count, arrays.features, arrays.logits);
  }

  async forward(points: Float32Array, count: number) {
    const arrays = this.reserve(count);
    this.pool.floats(arrays.points, count * 3).set(points.subarray(0, count * 3));
    await this.evaluate(count);
    return this.values(arrays, count);
  }

  async query(points: Float32Array, count: number) {
    this.querying = this.pool.atLeast(this.querying, QUERY_POINTS, POINT);
    if (count <= QUERY_POINTS) return this.ask(this.querying, points, count);
    const density = new Float32Array(count);
    const colour = new Float32Array(count * 3);
    for (let start = 0; start < count; start += QUERY_POINTS) {
      const size = Math.min(QUERY_POINTS, count - start);
      const part = await this.ask(this.querying, points.subarray(start * 3), size);
      density.set(part.density, start);
      colour.set(part.colour, start * 3);
    }
    return { density, colour };
  }

  async backward(densityGradient: Float32Array, colourGradient: Float32Array) {
    const { count, pool, training } = this;
    if (!training || count === 0) return;
    pool.floats(training.densityGradient, count).set(densityGradient.subarray(0, count));
    pool.floats(training.colourGradient, count * 3).set(colourGradient.subarray(0, count * 3));
    await this.propagate();
  }

  /** `backward` with gradients that lie in the room already. */
  async propagate() {
    const { config, count, kernels, training } = this;
    if (!training || count === 0) return;
    const chunks = Math.ceil(count / this.chunk);
    const { features, logits, featureGradients, weightGradients } = training;
    await kernels.run('backward', chunks, [
      training.densityGradient,
      training.colourGradient,
      features,
      logits,
      featureGradients,
      weightGradients,
      this.data[1],
      this.data[2],
      this.inputs,
      config.hidden,
    ]);
    await kernels.run('collect', config.levels + 1, [
      training.points,
      chunks * this.chunk,
      featureGradients,
      weightGradients,
      ...this.gradients,
      this.levelTable,
      config.levels,
      this.inputs,
      config.hidden,
    ]);
  }

  setActiveLevels(levels: number) {
    levelWeights(this.config.levels, levels).forEach((weight, i) => {
      this.pool.floats(this.levelTable + (i * LEVEL_WORDS + WEIGHT_WORD) * 4, 1)[0] = weight;
    });
  }

  async dispose() {
    await this.pool.dispose();
  }

  private async ask(arrays: PointArrays, points: Float32Array, count: number) {
    this.pool.floats(arrays.points, count * 3).set(points.subarray(0, count * 3));
    await this.run(arrays, count, 0, 0);
    return this.values(arrays, count);
  }

  /** Values at the points of the arrays; `features` and `logits` keep what backward needs, or are 0. */
  private async run(arrays: PointArrays, count: number, features: number, logits: number) {
    const { config, kernels, pool } = this;
    const chunks = Math.ceil(count / this.chunk);
    // The last chunk is filled up with points outside the cube.
    pool.floats(arrays.points, chunks * this.chunk * 3).fill(2, count * 3);
    await kernels.run('forward', chunks, [
      arrays.points,
      arrays.density,
      arrays.colour,
      features,
      logits,
      ...this.data,
      this.levelTable,
      config.levels,
      this.inputs,
      config.hidden,
      config.densityBias,
      config.blobRadius,
    ]);
  }

  private values({ density, colour }: PointArrays, count: number) {
    const { pool } = this;
    return { density: pool.floats(density, count), colour: pool.floats(colour, count * 3) };
  }
}
