import type { Field, Parameter } from '@modeseek/core';
import {
  FEATURES_PER_LEVEL,
  type FieldConfig,
  type GridLevel,
  gridLevels,
  HostField,
  levelWeights,
  OUTPUTS,
  parameterShapes,
} from '@modeseek/nerf';
import { FIELD_KERNELS } from './field-kernels.ts';
import { type Arrays, type WasmKernels, WasmPool } from './pool.ts';

const BUILD = new URL('../../build/field/', import.meta.url);

/** 32-bit words of a level's description, `Level` in `assembly/grid.ts`. */
const LEVEL_WORDS = 8;
const WEIGHT_WORD = 3;

/** Most points that one job of `query` takes. */
const QUERY_POINTS = 65536;

/** Most points of one pass backward. */
const BACKWARD_POINTS = 1 << 16;

/** Bytes of each array, for a point. */
const POINT = { points: 12, density: 4, colour: 4 * (OUTPUTS - 1) };
const GRADIENT = { densityGradient: 4, colourGradient: 4 * (OUTPUTS - 1) };

/** What `backward` needs beside it. */
type Kept = 'features' | 'logits';
/** What it passes from its first pass to its second. */
type Passed = 'featureGradients' | 'weightGradients';

type PointArrays = Arrays<keyof typeof POINT>;
type TrainingArrays = Arrays<keyof typeof POINT | keyof typeof GRADIENT | Kept>;

/**
 * The field on WebAssembly with 128-bit SIMD and worker threads over one shared memory.
 *
 * Forward: each task takes a few points through grid and network. Backward, for a part of the batch after the
 * other, in two passes: chunks through the network (its hidden layer recomputed from the kept features), then
 * one task per hash level scatters into its part of the table, so no two threads write to one place. Sums run
 * in a fixed order: results are bitwise the same for any number of threads.
 */
export class WasmField extends HostField implements Field {
  readonly parameters: readonly Parameter[];
  readonly pool: WasmPool;
  readonly kernels: WasmKernels<typeof FIELD_KERNELS>;
  private readonly config: FieldConfig;
  private readonly levels: GridLevel[];
  /** Levels in use. */
  private active = 0;
  readonly chunk: number;
  private readonly levelTable: number;
  /** Addresses of each parameter's data and gradient, in the order of `parameters`. */
  private readonly data: number[];
  private readonly gradients: number[];
  /** Gradients lie behind one another, with zeros between, and end here. */
  private readonly gradientEnd: number;
  private readonly badBlocks: number;
  private training: TrainingArrays | undefined;
  private querying: PointArrays | undefined;
  private passing: Arrays<Passed> | undefined;
  private count = 0;

  /** @param relaxed whether to use relaxed SIMD; by default where the engine has it */
  static async start(config: FieldConfig, threads: number, relaxed?: boolean): Promise<WasmField> {
    const pool = new WasmPool(threads, relaxed);
    try {
      return new WasmField(config, pool, await pool.load(BUILD, FIELD_KERNELS));
    } catch (error) {
      await pool.dispose();
      throw error;
    }
  }

  private constructor(config: FieldConfig, pool: WasmPool, kernels: WasmField['kernels']) {
    super();
    this.config = config;
    this.pool = pool;
    this.kernels = kernels;
    this.levels = gridLevels(config);
    const inputs = rowsOf(config.levels);
    this.chunk = kernels.constant('chunkPoints');
    pool.reserveScratch(kernels.constant('scratchBytes', inputs, config.hidden));
    const shapes = parameterShapes(config);
    const lengths = shapes.map(({ shape }) => shape.reduce((a, b) => a * b, 1));
    // The hidden layer's weights have rows for the padding too, zero and never seen outside.
    const bytes = lengths.map((n, i) => 4 * (i === 1 ? inputs * config.hidden : n));
    this.data = bytes.map((size) => pool.allocate(size));
    this.gradients = bytes.map((size) => pool.allocate(size));
    this.gradientEnd = this.gradients[2] + bytes[2];
    this.parameters = shapes.map((named, i) => ({
      ...named,
      data: pool.floats(this.data[i], lengths[i]),
      gradient: pool.floats(this.gradients[i], lengths[i]),
    }));
    this.levelTable = pool.allocate(this.levels.length * LEVEL_WORDS * 4);
    this.levels.forEach((level, i) => {
      const words = pool.integers(this.levelTable + i * LEVEL_WORDS * 4, LEVEL_WORDS);
      words.set([level.resolution, level.offset, level.hashed ? level.size - 1 : 0, 0]);
      words.set(level.multipliers, 4);
    });
    this.badBlocks = pool.allocate(4 * this.gradientBlocks);
    this.setActiveLevels(config.levels);
  }

  /**
   * Room for a batch of so many points, for what `evaluate` gives there and `propagate` takes. What was in
   * smaller room is gone.
   */
  reserve(count: number): TrainingArrays {
    const { chunk, config } = this;
    this.training = this.pool.atLeast(this.training, Math.max(count, chunk), {
      ...POINT,
      ...GRADIENT,
      features: rowsOf(config.levels) * 4,
      logits: OUTPUTS * 4,
    });
    return this.training;
  }

  /**
   * `forward` at points from `begin`, a multiple of `chunk`, up to `end` that lie in the room already; they
   * go on with the batch that 0 begins.
   */
  async evaluate(begin: number, end: number) {
    const arrays = this.reserve(end);
    this.count = end;
    await this.run(arrays, begin, end, arrays.features, arrays.logits);
  }

  async forward(points: Float32Array, count: number) {
    const arrays = this.reserve(count);
    this.pool.floats(arrays.points, count * 3).set(points.subarray(0, count * 3));
    await this.evaluate(0, count);
    return this.values(arrays, count);
  }

  async query(points: Float32Array, count: number) {
    if (count <= QUERY_POINTS) return this.queryAtOnce(points, count);
    const density = new Float32Array(count);
    const colour = new Float32Array(count * 3);
    for (let start = 0; start < count; start += QUERY_POINTS) {
      const size = Math.min(QUERY_POINTS, count - start);
      const part = await this.queryAtOnce(points.subarray(start * 3), size);
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

  /**
   * `backward` with gradients that lie in the room already: a part of the batch after the other, each small
   * enough to stay in cache.
   */
  async propagate() {
    const { active, chunk, config, count, kernels, training } = this;
    if (!training || count === 0) return;
    const most = rowsOf(config.levels);
    this.passing = this.pool.atLeast(this.passing, Math.max(chunk, Math.min(count, BACKWARD_POINTS)), {
      featureGradients: most * 4,
      weightGradients: (config.hidden * (most + OUTPUTS) * 4) / chunk,
    });
    const inputs = rowsOf(active);
    const { featureGradients, weightGradients } = this.passing;
    for (let begin = 0; begin < count; begin += BACKWARD_POINTS) {
      const chunks = Math.ceil(Math.min(count - begin, BACKWARD_POINTS) / chunk);
      await kernels.run('backward', chunks, {
        densityGradient: training.densityGradient + begin * GRADIENT.densityGradient,
        colourGradient: training.colourGradient + begin * GRADIENT.colourGradient,
        features: training.features + begin * inputs * 4,
        logits: training.logits + begin * OUTPUTS * 4,
        featureGradients,
        weightGradients,
        hiddenWeight: this.data[1],
        outputWeight: this.data[2],
        inputs,
        hidden: config.hidden,
      });
      await kernels.run('collect', active + 1, {
        points: training.points + begin * POINT.points,
        count: chunks * chunk,
        featureGradients,
        weightGradients,
        tableGradient: this.gradients[0],
        hiddenWeightGradient: this.gradients[1],
        outputWeightGradient: this.gradients[2],
        levels: this.levelTable,
        levelCount: active,
        inputs,
        hidden: config.hidden,
      });
    }
  }

  override async zeroGradients() {
    await this.kernels.run('clear', this.gradientBlocks, { begin: this.gradients[0], end: this.gradientEnd });
  }

  override async gradientsAreFinite() {
    const { badBlocks, gradientBlocks, gradientEnd, gradients, kernels, pool } = this;
    await kernels.run('findNotFinite', gradientBlocks, {
      begin: gradients[0],
      end: gradientEnd,
      found: badBlocks,
    });
    return !pool.integers(badBlocks, gradientBlocks).includes(1);
  }

  /** Room for up to so many points of `ask`. */
  reserveQuery(count: number): PointArrays {
    this.querying = this.pool.atLeast(this.querying, Math.max(count, this.chunk), POINT);
    return this.querying;
  }

  /** `query` at points that lie in the room already. */
  async ask(count: number) {
    await this.run(this.reserveQuery(count), 0, count, 0, 0);
  }

  setActiveLevels(levels: number) {
    const weights = levelWeights(this.config.levels, levels);
    weights.forEach((weight, i) => {
      this.pool.floats(this.levelTable + (i * LEVEL_WORDS + WEIGHT_WORD) * 4, 1)[0] = weight;
    });
    const active = weights.filter((weight) => weight > 0).length;
    if (active !== this.active) this.count = 0; // what was kept has other rows
    this.active = active;
  }

  async dispose() {
    await this.pool.dispose();
  }

  private get gradientBlocks(): number {
    return Math.ceil((this.gradientEnd - this.gradients[0]) / this.kernels.constant('blockBytes'));
  }

  private async queryAtOnce(points: Float32Array, count: number) {
    const arrays = this.reserveQuery(QUERY_POINTS);
    this.pool.floats(arrays.points, count * 3).set(points.subarray(0, count * 3));
    await this.ask(count);
    return this.values(arrays, count);
  }

  /**
   * Values at the points of the arrays from `begin` up to `end`; `features` and `logits` keep what backward
   * needs, or are 0.
   */
  private async run(arrays: PointArrays, begin: number, end: number, features: number, logits: number) {
    const { active, chunk, config, kernels, pool } = this;
    const inputs = rowsOf(active);
    const chunks = Math.ceil((end - begin) / chunk);
    // The last chunk is filled up with points outside the cube.
    pool.floats(arrays.points, (begin + chunks * chunk) * 3).fill(2, end * 3);
    await kernels.run('forward', (chunks * chunk) / kernels.constant('spanPoints'), {
      points: arrays.points + begin * POINT.points,
      density: arrays.density + begin * POINT.density,
      colour: arrays.colour + begin * POINT.colour,
      features: features && features + begin * inputs * 4,
      logits: logits && logits + begin * OUTPUTS * 4,
      table: this.data[0],
      hiddenWeight: this.data[1],
      outputWeight: this.data[2],
      levels: this.levelTable,
      levelCount: active,
      inputs,
      hidden: config.hidden,
      densityBias: config.densityBias,
      blobRadius: config.blobRadius,
    });
  }

  private values({ density, colour }: PointArrays, count: number) {
    const { pool } = this;
    return { density: pool.floats(density, count), colour: pool.floats(colour, count * 3) };
  }
}

/**
 * Rows of a tile of features of so many levels: those that the network's hidden layer has to look at, up to a
 * multiple of 4.
 */
function rowsOf(levels: number): number {
  return Math.ceil((levels * FEATURES_PER_LEVEL) / 4) * 4;
}
