import { type FieldConfig, OUTPUTS } from '../../config.ts';
import type { Field, Parameter } from '../../field.ts';
import { type GridLevel, gridLevels, indexMultipliers, inputCount, levelWeights } from '../../grid.ts';
import { parameterShapes } from '../../parameters.ts';
import { HostField } from '../host-field.ts';
import { WasmPool } from './pool.ts';

/** 32-bit words of a level's description, `Level` in `assembly/grid.ts`. */
const LEVEL_WORDS = 8;
const WEIGHT_WORD = 3;

/** Most points that one job of `query` takes. */
const QUERY_POINTS = 65536;

/** Addresses of the arrays of up to `capacity` points. */
interface PointBuffers {
  capacity: number;
  points: number;
  density: number;
  colour: number;
}

/** What `forward` keeps for `backward`, and what `backward` passes from its first pass to its second. */
interface TrainingBuffers extends PointBuffers {
  densityGradient: number;
  colourGradient: number;
  features: number;
  logits: number;
  featureGradients: number;
  weightGradients: number;
}

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
  private readonly config: FieldConfig;
  private readonly levels: GridLevel[];
  /** Rows of a tile of features: two per level, rounded up to a multiple of 4. */
  private readonly inputs: number;
  private readonly chunk: number;
  private readonly levelTable: number;
  /** Addresses of each parameter's data and gradient, in the order of `parameters`. */
  private readonly data: number[];
  private readonly gradients: number[];
  private training: TrainingBuffers | undefined;
  private querying: PointBuffers | undefined;
  private count = 0;

  /** @param relaxed whether to use relaxed SIMD; by default where the engine has it */
  static async start(config: FieldConfig, threads: number, relaxed?: boolean): Promise<WasmField> {
    return new WasmField(config, await WasmPool.start(threads, relaxed));
  }

  private constructor(config: FieldConfig, pool: WasmPool) {
    super();
    this.config = config;
    this.pool = pool;
    this.levels = gridLevels(config);
    this.inputs = Math.ceil(inputCount(config) / 4) * 4;
    this.chunk = pool.constant('chunkPoints');
    pool.reserveScratch(pool.constant('scratchBytes', this.inputs, config.hidden));
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

  async forward(points: Float32Array, count: number) {
    if (!this.training || this.training.capacity < count) this.training = this.trainingBuffers(count);
    this.count = count;
    const { features, logits } = this.training;
    return this.evaluate(this.training, points, count, features, logits);
  }

  async query(points: Float32Array, count: number) {
    this.querying ??= this.pointBuffers(QUERY_POINTS);
    if (count <= QUERY_POINTS) return this.evaluate(this.querying, points, count, 0, 0);
    const density = new Float32Array(count);
    const colour = new Float32Array(count * 3);
    for (let start = 0; start < count; start += QUERY_POINTS) {
      const size = Math.min(QUERY_POINTS, count - start);
      const part = await this.evaluate(this.querying, points.subarray(start * 3), size, 0, 0);
      density.set(part.density, start);
      colour.set(part.colour, start * 3);
    }
    return { density, colour };
  }

  async backward(densityGradient: Float32Array, colourGradient: Float32Array) {
    const { config, count, pool, training } = this;
    if (!training || count === 0) return;
    pool.floats(training.densityGradient, count).set(densityGradient.subarray(0, count));
    pool.floats(training.colourGradient, count * 3).set(colourGradient.subarray(0, count * 3));
    const chunks = Math.ceil(count / this.chunk);
    const { features, logits, featureGradients, weightGradients } = training;
    await pool.run('backward', chunks, [
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
    await pool.run('collect', config.levels + 1, [
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

  private async evaluate(
    buffers: PointBuffers,
    points: Float32Array,
    count: number,
    features: number,
    logits: number,
  ) {
    const { config, pool } = this;
    const chunks = Math.ceil(count / this.chunk);
    const held = pool.floats(buffers.points, chunks * this.chunk * 3);
    held.set(points.subarray(0, count * 3));
    // The last chunk is filled up with points outside the cube.
    held.fill(2, count * 3);
    await pool.run('forward', chunks, [
      buffers.points,
      buffers.density,
      buffers.colour,
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
    return {
      density: pool.floats(buffers.density, count),
      colour: pool.floats(buffers.colour, count * 3),
    };
  }

  private pointBuffers(capacity: number): PointBuffers {
    const { pool } = this;
    return {
      capacity,
      points: pool.allocate(capacity * 12),
      density: pool.allocate(capacity * 4),
      colour: pool.allocate(capacity * 12),
    };
  }

  /** Buffers for at least `count` points. Sizes are powers of two: outgrown ones are never more than what is in use. */
  private trainingBuffers(count: number): TrainingBuffers {
    const { config, inputs, pool } = this;
    const capacity = Math.max(this.chunk, 2 ** Math.ceil(Math.log2(count)));
    return {
      ...this.pointBuffers(capacity),
      densityGradient: pool.allocate(capacity * 4),
      colourGradient: pool.allocate(capacity * 12),
      features: pool.allocate(capacity * inputs * 4),
      logits: pool.allocate(capacity * OUTPUTS * 4),
      featureGradients: pool.allocate(capacity * inputs * 4),
      weightGradients: pool.allocate((capacity / this.chunk) * config.hidden * (inputs + OUTPUTS) * 4),
    };
  }
}
