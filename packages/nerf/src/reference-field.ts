import type { Field } from '@modeseek/core';
import { FEATURES_PER_LEVEL, type FieldConfig, OUTPUTS } from './config.ts';
import { gridLevels } from './encodings/index.ts';
import { cellCorners, inputCount, insideCube, levelWeights } from './grid.ts';
import { HostField } from './host-field.ts';
import { allocateParameters } from './parameters.ts';

/** The field in plain TypeScript, one point at a time: what the fast kernels are tested against. */
export class ReferenceField extends HostField implements Field {
  readonly parameters;
  private readonly config: FieldConfig;
  private readonly levels;
  private levelWeight;
  private points = new Float32Array(0);
  // One point's way through the network.
  private readonly entries;
  private readonly weights;
  private readonly input;
  private readonly inputGradient;
  private readonly hidden;
  private readonly output = new Float64Array(OUTPUTS);

  constructor(config: FieldConfig) {
    super();
    this.config = config;
    this.parameters = allocateParameters(config);
    this.levels = gridLevels(config);
    this.levelWeight = levelWeights(config.levels, config.levels);
    this.entries = new Int32Array(config.levels * 8);
    this.weights = new Float64Array(config.levels * 8);
    this.input = new Float64Array(inputCount(config));
    this.inputGradient = new Float64Array(inputCount(config));
    this.hidden = new Float64Array(config.hidden);
  }

  async forward(points: Float32Array, count: number) {
    this.points = points.slice(0, count * 3);
    return this.query(points, count);
  }

  async query(points: Float32Array, count: number) {
    const density = new Float32Array(count);
    const colour = new Float32Array(count * 3);
    for (let p = 0; p < count; p++) {
      if (!this.evaluate(points, p)) continue;
      density[p] = softplus(this.output[0]);
      for (let c = 0; c < 3; c++) colour[p * 3 + c] = sigmoid(this.output[1 + c]);
    }
    return { density, colour };
  }

  async backward(densityGradient: Float32Array, colourGradient: Float32Array) {
    const { input, inputGradient, hidden, output } = this;
    const [table, hiddenWeight, outputWeight] = this.parameters;
    const outputGradient = new Float64Array(OUTPUTS);
    for (let p = 0; p < this.points.length / 3; p++) {
      if (!this.evaluate(this.points, p)) continue;
      outputGradient[0] = densityGradient[p] * sigmoid(output[0]);
      for (let c = 0; c < 3; c++) {
        const value = sigmoid(output[1 + c]);
        outputGradient[1 + c] = colourGradient[p * 3 + c] * value * (1 - value);
      }
      inputGradient.fill(0);
      for (let j = 0; j < hidden.length; j++) {
        if (hidden[j] <= 0) continue;
        let hiddenGradient = 0;
        for (let o = 0; o < OUTPUTS; o++) {
          const w = j * OUTPUTS + o;
          hiddenGradient += outputWeight.data[w] * outputGradient[o];
          outputWeight.gradient[w] += hidden[j] * outputGradient[o];
        }
        for (let k = 0; k < input.length; k++) {
          const w = k * hidden.length + j;
          inputGradient[k] += hiddenWeight.data[w] * hiddenGradient;
          hiddenWeight.gradient[w] += input[k] * hiddenGradient;
        }
      }
      for (let level = 0; level < this.levels.length; level++) {
        for (let corner = level * 8; corner < level * 8 + 8; corner++) {
          const weight = this.weights[corner] * this.levelWeight[level];
          for (let f = 0; f < FEATURES_PER_LEVEL; f++) {
            table.gradient[this.entries[corner] * FEATURES_PER_LEVEL + f] +=
              weight * inputGradient[level * FEATURES_PER_LEVEL + f];
          }
        }
      }
    }
  }

  setActiveLevels(levels: number) {
    this.levelWeight = levelWeights(this.config.levels, levels);
  }

  async dispose() {}

  /** Grid and network at one point, left in the fields above. False outside the cube. */
  private evaluate(points: Float32Array, p: number): boolean {
    const { config, entries, weights, input, hidden, output } = this;
    const [table, hiddenWeight, outputWeight] = this.parameters;
    const [x, y, z] = points.subarray(p * 3, p * 3 + 3);
    if (!insideCube(x, y, z)) return false;
    input.fill(0);
    for (let level = 0; level < this.levels.length; level++) {
      cellCorners(this.levels[level], x, y, z, entries, weights, level * 8);
      for (let corner = level * 8; corner < level * 8 + 8; corner++) {
        const weight = weights[corner] * this.levelWeight[level];
        for (let f = 0; f < FEATURES_PER_LEVEL; f++) {
          input[level * FEATURES_PER_LEVEL + f] +=
            weight * table.data[entries[corner] * FEATURES_PER_LEVEL + f];
        }
      }
    }
    output.fill(0);
    for (let j = 0; j < hidden.length; j++) {
      let sum = 0;
      for (let k = 0; k < input.length; k++) sum += input[k] * hiddenWeight.data[k * hidden.length + j];
      hidden[j] = Math.max(0, sum);
      for (let o = 0; o < OUTPUTS; o++) output[o] += hidden[j] * outputWeight.data[j * OUTPUTS + o];
    }
    output[0] += config.densityBias * (1 - Math.hypot(x, y, z) / config.blobRadius);
    return true;
  }
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
