import { FEATURES_PER_LEVEL, type FieldConfig, OUTPUTS, parameterShapes } from '@modeseek/nerf';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { type AdamStep, adamUpdate } from './adam-kernel.ts';
import { type Cells, TensorflowGrid } from './grid.ts';
import type { Tf } from './ops.ts';

/** Points that go through the field at once: bounds memory. */
const SLICE = 1 << 15;

/** Cells of so many points, a kilobyte each, are kept for `backward`; those of others it finds again. */
const CELLS_KEPT = 1 << 18;

/** What there is of each parameter. */
export type Kept = 'values' | 'gradients' | 'firstMoments' | 'secondMoments';

/** Values of the field at points. */
export interface Values {
  density: Float32Array;
  colour: Float32Array;
}

/** One slice's way through the field, kept from `forward` to `backward`. */
type Slice = {
  /** Points in [0, 1], `[3, count]`. */
  unit: Tensor2D;
  /** Where they are few enough to be kept. */
  cells?: (Cells | undefined)[];
  /** Whether they are in the cube, `[count, 1]`. */
  inside: Tensor2D;
  features: Tensor2D;
  /** Density logit with its bias, `[count, 1]`. */
  logit: Tensor2D;
  /** `[count, 3]`. */
  colour: Tensor2D;
};

/** Makes the kernels, in TensorFlow's thread. */
export function create(tf: Tf, config: FieldConfig): TensorflowKernels {
  return new TensorflowKernels(tf, config);
}

/**
 * A field and its optimiser in TF.js on TensorFlow, whose operations block their thread. Parameters,
 * gradients and moments stay with TensorFlow. Arithmetic is the reference's, in float32.
 */
export class TensorflowKernels {
  private readonly tf: Tf;
  private readonly config: FieldConfig;
  private readonly grid: TensorflowGrid;
  /** Each list has the table's parts, then hidden and output weights. */
  private readonly kept: Record<Kept, readonly Tensor2D[]>;
  private slices: Slice[] = [];

  constructor(tf: Tf, config: FieldConfig) {
    this.tf = tf;
    this.config = config;
    this.grid = new TensorflowGrid(tf, config);
    const [, ...weights] = parameterShapes(config).map(({ shape }) => shape as [number, number]);
    const table = this.grid.parts.map((size): [number, number] => [size, FEATURES_PER_LEVEL]);
    const zeros = () => [...table, ...weights].map((shape): Tensor2D => tf.zeros(shape));
    this.kept = { values: zeros(), gradients: zeros(), firstMoments: zeros(), secondMoments: zeros() };
  }

  /** See `Field`. */
  forward(points: Float32Array, count: number): Values {
    this.forget();
    return this.evaluate(points, count, ({ cells, ...slice }, start) => {
      const keep = start < CELLS_KEPT;
      if (!keep) this.tf.dispose(cells);
      this.slices.push(keep ? { ...slice, cells } : slice);
    });
  }

  /** See `Field`. */
  query(points: Float32Array, count: number): Values {
    return this.evaluate(points, count, (slice) => this.tf.dispose(slice));
  }

  /** See `Field`. */
  backward(byDensity: Float32Array, byColour: Float32Array): void {
    const { tf } = this;
    let start = 0;
    for (const slice of this.slices) {
      const end = start + slice.inside.shape[0];
      const density = byDensity.subarray(start, end);
      const colour = byColour.subarray(start * 3, end * 3);
      this.replace('gradients', (sums) => {
        const more = this.gradients(
          slice,
          tf.tensor2d(density, [end - start, 1]),
          tf.tensor2d(colour, [end - start, 3]),
        );
        return sums.map((sum, i): Tensor2D => (more[i] ? tf.add(sum, more[i]) : tf.clone(sum)));
      });
      start = end;
    }
  }

  zeroGradients(): void {
    this.replace('gradients', (sums) => sums.map((sum) => this.tf.zerosLike(sum)));
  }

  gradientsAreFinite(): boolean {
    const { tf } = this;
    return tf.tidy(() => this.kept.gradients.every((sum) => tf.all(tf.isFinite(sum)).dataSync()[0] === 1));
  }

  /** An update of all parameters. */
  adam({ rates, sparse, ...step }: AdamStep): void {
    const { tf, kept, grid } = this;
    const states = kept.gradients.map((gradient, i) => {
      const parameter = Math.max(0, i - grid.parts.length + 1);
      const state = [kept.values[i], kept.firstMoments[i], kept.secondMoments[i]] as const;
      const settings = { ...step, rate: rates[parameter], sparse: sparse[parameter] };
      return tf.tidy(() => [...adamUpdate(tf, state, gradient, settings)]);
    });
    for (const [k, what] of (['values', 'firstMoments', 'secondMoments'] as const).entries()) {
      this.replace(what, () => states.map((state) => state[k]));
    }
  }

  /** Arrays shaped as the parameters. */
  read(what: Kept): Float32Array[] {
    const parts = this.grid.parts.length;
    const arrays = this.kept[what].map((tensor) => tensor.dataSync<'float32'>());
    const table = new Float32Array(this.grid.parts.reduce((sum, size) => sum + size, 0) * FEATURES_PER_LEVEL);
    let at = 0;
    for (const part of arrays.slice(0, parts)) {
      table.set(part, at);
      at += part.length;
    }
    // Copies: TF.js may still need its own.
    return [table, ...arrays.slice(parts).map((weights) => weights.slice())];
  }

  /** @param arrays shaped as the parameters */
  write(what: Kept, arrays: readonly Float32Array[]): void {
    const [table, ...weights] = arrays;
    let at = 0;
    const parts = this.grid.parts.map((size) => {
      const begin = at;
      at += size * FEATURES_PER_LEVEL;
      return table.subarray(begin, at);
    });
    this.replace(what, (old) =>
      [...parts, ...weights].map((part, i) => this.tf.tensor2d(part, old[i].shape)),
    );
  }

  setActiveLevels(levels: number): void {
    this.forget();
    this.grid.setActiveLevels(levels);
  }

  dispose(): void {
    this.forget();
    this.grid.dispose();
    for (const tensors of Object.values(this.kept)) this.tf.dispose([...tensors]);
  }

  /** Sends points through the field slice by slice; `keep` owns what each leaves. */
  private evaluate(points: Float32Array, count: number, keep: (slice: Slice, start: number) => void): Values {
    const { tf } = this;
    const values = { density: new Float32Array(count), colour: new Float32Array(count * 3) };
    for (let start = 0; start < count; start += SLICE) {
      const end = Math.min(count, start + SLICE);
      const { shown, ...slice } = tf.tidy(() =>
        this.slice(tf.tensor2d(points.subarray(start * 3, end * 3), [end - start, 3])),
      );
      values.density.set(shown[0].dataSync(), start);
      values.colour.set(shown[1].dataSync(), start * 3);
      tf.dispose(shown);
      keep(slice, start);
    }
    return values;
  }

  private slice(points: Tensor2D): Slice & { shown: Tensor2D[] } {
    const { tf, config, grid } = this;
    const { table, hidden, output } = this.weights();
    const inside = tf.all(tf.lessEqual(tf.abs(points), 1), 1, true) as Tensor2D;
    const within = tf.where(inside, points, 0);
    const unit: Tensor2D = tf.transpose(tf.add(tf.mul(within, 0.5), 0.5));
    const cells = grid.cells(unit);
    const features = grid.features(cells, table, unit.shape[1]);
    const logits = tf.matMul(tf.relu(tf.matMul(features, hidden)), output);
    const distance = tf.sqrt(tf.sum(tf.square(within), 1, true));
    const bias = tf.mul(tf.sub(1, tf.div(distance, config.blobRadius)), config.densityBias);
    const logit = tf.add(tf.slice(logits, [0, 0], [-1, 1]), bias) as Tensor2D;
    const colour = tf.sigmoid(tf.slice(logits, [0, 1], [-1, OUTPUTS - 1])) as Tensor2D;
    const shown = [tf.softplus(logit), colour].map((values) => tf.where(inside, values, 0));
    return { unit, cells, inside, features, logit, colour, shown };
  }

  /** Of all that is kept of the parameters; nothing where there is none. */
  private gradients(slice: Slice, byDensity: Tensor2D, byColour: Tensor2D): (Tensor2D | undefined)[] {
    const { unit, cells, inside, features, logit, colour } = slice;
    const { tf, grid } = this;
    const { hidden, output } = this.weights();
    const byLogits = tf.concat2d(
      [tf.mul(byDensity, tf.sigmoid(logit)), tf.mul(byColour, tf.mul(colour, tf.sub(1, colour)))],
      1,
    );
    const byOutput = tf.where(inside, byLogits, 0) as Tensor2D;
    const activation: Tensor2D = tf.relu(tf.matMul(features, hidden));
    const byHidden: Tensor2D = tf.mul(tf.matMul(byOutput, output, false, true), tf.step(activation));
    return [
      ...grid.tableGradients(cells ?? grid.cells(unit), tf.matMul(byHidden, hidden, false, true)),
      tf.matMul(features, byHidden, true),
      tf.matMul(activation, byOutput, true),
    ];
  }

  private weights(): { table: readonly Tensor2D[]; hidden: Tensor2D; output: Tensor2D } {
    const { values } = this.kept;
    const [hidden, output] = values.slice(-2);
    return { table: values.slice(0, -2), hidden, output };
  }

  private replace(what: Kept, make: (old: readonly Tensor2D[]) => Tensor2D[]): void {
    const old = this.kept[what];
    this.kept[what] = this.tf.tidy(() => make(old));
    this.tf.dispose([...old]);
  }

  private forget(): void {
    this.tf.dispose(this.slices);
    this.slices = [];
  }
}
