import type { Field } from '@modeseek/core';
import {
  allocateParameters,
  cellCorners,
  FEATURES_PER_LEVEL,
  type FieldConfig,
  gridLevels,
  HostField,
  inputCount,
  insideCube,
  levelWeights,
  OUTPUTS,
  tableEntries,
} from '@modeseek/nerf';
import * as tf from '@tensorflow/tfjs-core';

/** Points that go through the network at once: bounds the size of a GPU buffer. */
const SLICE = 32768;

/** Parameters on the device, for one call. */
interface Weights {
  table: tf.Tensor2D;
  hidden: tf.Tensor2D;
  output: tf.Tensor2D;
}

/** One slice's way through the field, kept from `forward` to `backward`. */
type Slice = {
  count: number;
  /** Table entry of each corner, `[count * levels * 8, 1]`. */
  entries: tf.Tensor2D;
  /** Trilinear weight times level weight, `[count, levels, 8, 1]`; 0 outside the cube. */
  corners: tf.Tensor4D;
  /** 1 inside the cube, else 0, `[count, 1]`. */
  inside: tf.Tensor2D;
  features: tf.Tensor2D;
  activation: tf.Tensor2D;
  /** Density logit with its bias, `[count, 1]`. */
  logit: tf.Tensor2D;
  /** `[count, 3]`. */
  colour: tf.Tensor2D;
};

/**
 * The field in TF.js ops on whichever backend of TF.js is active: TensorFlow's, where that is installed.
 * Cells are found on the host, because TF.js has no integer xor; lookup, network and gradients run on the
 * device. Parameters and gradients live on the host and are uploaded with each call.
 */
export class TfjsField extends HostField implements Field {
  readonly parameters;
  private readonly config: FieldConfig;
  private readonly levels;
  private levelWeight;
  private slices: Slice[] = [];

  constructor(config: FieldConfig) {
    super();
    this.config = config;
    this.parameters = allocateParameters(config);
    this.levels = gridLevels(config);
    this.levelWeight = levelWeights(config.levels, config.levels);
  }

  async forward(points: Float32Array, count: number) {
    this.release();
    return this.evaluate(points, count, (slice) => this.slices.push(slice));
  }

  async query(points: Float32Array, count: number) {
    return this.evaluate(points, count, (slice) => tf.dispose({ ...slice }));
  }

  async backward(densityGradient: Float32Array, colourGradient: Float32Array) {
    const weights = this.upload();
    let start = 0;
    for (const slice of this.slices) {
      const end = start + slice.count;
      const gradients = tf.tidy(() =>
        this.sliceGradients(
          slice,
          weights,
          tf.tensor2d(densityGradient.slice(start, end), [slice.count, 1]),
          tf.tensor2d(colourGradient.slice(start * 3, end * 3), [slice.count, 3]),
        ),
      );
      for (const [i, tensor] of gradients.entries()) {
        const values = (await tensor.data()) as Float32Array;
        const { gradient } = this.parameters[i];
        for (let k = 0; k < gradient.length; k++) gradient[k] += values[k];
        tensor.dispose();
      }
      start = end;
    }
    tf.dispose({ ...weights });
  }

  setActiveLevels(levels: number) {
    this.levelWeight = levelWeights(this.config.levels, levels);
  }

  async dispose() {
    this.release();
  }

  /** Sends points through the field slice by slice; `keep` gets each slice's tensors and owns them. */
  private async evaluate(points: Float32Array, count: number, keep: (slice: Slice) => void) {
    const density = new Float32Array(count);
    const colour = new Float32Array(count * 3);
    const weights = this.upload();
    for (let start = 0; start < count; start += SLICE) {
      const end = Math.min(count, start + SLICE);
      const { shown, ...slice } = tf.tidy(() => this.slice(points.subarray(start * 3, end * 3), weights));
      // Density and colour in one tensor: one read.
      const values = await shown.data();
      shown.dispose();
      for (let p = 0; p < slice.count; p++) {
        density[start + p] = values[p * OUTPUTS];
        for (let c = 0; c < 3; c++) colour[(start + p) * 3 + c] = values[p * OUTPUTS + 1 + c];
      }
      keep(slice);
    }
    tf.dispose({ ...weights });
    return { density, colour };
  }

  private slice(points: Float32Array, weights: Weights): Slice & { shown: tf.Tensor2D } {
    const { config } = this;
    const levels = config.levels;
    const count = points.length / 3;
    const cells = this.cells(points);
    const entries = tf.tensor2d(cells.entries, [count * levels * 8, 1], 'int32');
    const corners = tf.tensor4d(cells.weights, [count, levels, 8, 1]);
    const inside = tf.tensor2d(cells.inside, [count, 1]);
    const looked = tf.gather(weights.table, tf.reshape(entries, [-1]));
    const features: tf.Tensor2D = tf.reshape(
      tf.sum(tf.mul(tf.reshape(looked, [count, levels, 8, FEATURES_PER_LEVEL]), corners), 2),
      [count, inputCount(config)],
    );
    const activation = tf.relu(tf.matMul(features, weights.hidden)) as tf.Tensor2D;
    const output = tf.matMul(activation, weights.output) as tf.Tensor2D;
    const logit: tf.Tensor2D = tf.add(
      tf.slice(output, [0, 0], [count, 1]),
      tf.tensor2d(cells.bias, [count, 1]),
    );
    const colour = tf.sigmoid(tf.slice(output, [0, 1], [count, 3]));
    const shown: tf.Tensor2D = tf.mul(tf.concat2d([tf.softplus(logit), colour], 1), inside);
    return { count, entries, corners, inside, features, activation, logit, colour, shown };
  }

  /** Gradients of table, hidden and output weights. */
  private sliceGradients(
    slice: Slice,
    weights: Weights,
    densityGradient: tf.Tensor2D,
    colourGradient: tf.Tensor2D,
  ): tf.Tensor[] {
    const { count, entries, corners, inside, features, activation, logit, colour } = slice;
    const { config } = this;
    const slope = tf.mul(colour, tf.sub(1, colour));
    const outputGradient: tf.Tensor2D = tf.mul(
      tf.concat2d([tf.mul(densityGradient, tf.sigmoid(logit)), tf.mul(colourGradient, slope)], 1),
      inside,
    );
    const hiddenGradient: tf.Tensor2D = tf.mul(
      tf.matMul(outputGradient, weights.output, false, true),
      tf.step(activation),
    );
    const featureGradient = tf.reshape(tf.matMul(hiddenGradient, weights.hidden, false, true), [
      count,
      config.levels,
      1,
      FEATURES_PER_LEVEL,
    ]);
    const rows = tf.reshape(tf.mul(featureGradient, corners), [-1, FEATURES_PER_LEVEL]);
    return [
      // Adds up rows that go to one entry.
      tf.scatterND(entries, rows, [tableEntries(this.levels), FEATURES_PER_LEVEL]),
      tf.matMul(features, hiddenGradient, true, false),
      tf.matMul(activation, outputGradient, true, false),
    ];
  }

  /** Corner entries and weights, inside flags and density bias of points, found on the host. */
  private cells(points: Float32Array) {
    const { config, levels, levelWeight } = this;
    const count = points.length / 3;
    const entries = new Int32Array(count * levels.length * 8);
    const weights = new Float32Array(entries.length);
    const inside = new Float32Array(count);
    const bias = new Float32Array(count);
    for (let p = 0; p < count; p++) {
      const [x, y, z] = points.subarray(p * 3, p * 3 + 3);
      if (!insideCube(x, y, z)) continue;
      inside[p] = 1;
      bias[p] = config.densityBias * (1 - Math.hypot(x, y, z) / config.blobRadius);
      for (let level = 0; level < levels.length; level++) {
        const at = (p * levels.length + level) * 8;
        cellCorners(levels[level], x, y, z, entries, weights, at);
        for (let corner = at; corner < at + 8; corner++) weights[corner] *= levelWeight[level];
      }
    }
    return { entries, weights, inside, bias };
  }

  private upload(): Weights {
    const [table, hidden, output] = this.parameters.map(({ data, shape }) =>
      // A copy: TF.js may look at the array later, when the optimiser has changed it.
      tf.tensor2d(data.slice(), shape as [number, number]),
    );
    return { table, hidden, output };
  }

  private release() {
    for (const slice of this.slices) tf.dispose({ ...slice });
    this.slices = [];
  }
}
