import type { Rng } from '@modeseek/core';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

/** A parameter and its gradient, as optimisers take them. */
interface Parameter {
  name: string;
  shape: readonly number[];
  data: Float32Array;
  gradient: Float32Array;
}

/**
 * Fully connected layers with SiLU between them, computed by TF.js in WebAssembly. The last layer starts at
 * zero.
 */
export class Perceptron {
  private constructor(private readonly layers: readonly { weight: Parameter; bias: Parameter }[]) {}

  /** @param sizes units of each layer, inputs and outputs included */
  static async create(sizes: readonly number[], rng: Rng): Promise<Perceptron> {
    await tf.setBackend('wasm');
    const parameter = (name: string, shape: number[], deviation: number) => {
      const size = shape.reduce((a, b) => a * b);
      const data = rng.normals(new Float32Array(size)).map((n) => deviation * n);
      return { name, shape, data, gradient: new Float32Array(size) };
    };
    return new Perceptron(
      sizes.slice(1).map((outputs, i) => {
        const deviation = i + 2 === sizes.length ? 0 : Math.sqrt(2 / sizes[i]);
        return {
          weight: parameter(`${i}.weight`, [sizes[i], outputs], deviation),
          bias: parameter(`${i}.bias`, [outputs], 0),
        };
      }),
    );
  }

  get parameters(): Parameter[] {
    return this.layers.flatMap(({ weight, bias }) => [weight, bias]);
  }

  /** Inputs `[points, inputs]` -> outputs `[points, outputs]`, row by row. */
  async apply(inputs: Float32Array): Promise<Float32Array> {
    const outputs = tf.tidy(() => this.forward(inputs).outputs);
    const values = (await outputs.data()) as Float32Array;
    outputs.dispose();
    return values;
  }

  /** Sets the parameters' gradients to that of the mean over entries of (outputs - targets)^2. */
  async squaredErrorGradient(inputs: Float32Array, targets: Float32Array): Promise<void> {
    const gradients = tf.tidy(() => {
      const { outputs, passes } = this.forward(inputs);
      const difference = tf.sub(outputs, tf.tensor2d(targets, outputs.shape));
      let back = tf.mul(difference, 2 / targets.length) as tf.Tensor2D;
      const found: tf.Tensor[] = [];
      for (let i = this.layers.length - 1; i >= 0; i--) {
        const { input, weight, before } = passes[i];
        if (before) {
          // d silu(y) / dy = s (1 + y (1 - s)), s = sigmoid(y)
          const s = tf.sigmoid(before);
          back = tf.mul(back, tf.mul(s, tf.add(1, tf.mul(before, tf.sub(1, s)))));
        }
        found.unshift(tf.matMul(input, back, true, false), tf.sum(back, 0));
        back = tf.matMul(back, weight, false, true);
      }
      return found;
    });
    for (const [i, { gradient }] of this.parameters.entries()) {
      gradient.set((await gradients[i].data()) as Float32Array);
      gradients[i].dispose();
    }
  }

  private forward(inputs: Float32Array) {
    const passes: { input: tf.Tensor2D; weight: tf.Tensor2D; before: tf.Tensor2D | null }[] = [];
    const points = inputs.length / this.layers[0].weight.shape[0];
    let x = tf.tensor2d(inputs, [points, this.layers[0].weight.shape[0]]);
    for (const [i, { weight, bias }] of this.layers.entries()) {
      const matrix = tf.tensor2d(weight.data, weight.shape as [number, number]);
      const y: tf.Tensor2D = tf.add(tf.matMul(x, matrix), tf.tensor1d(bias.data));
      const last = i + 1 === this.layers.length;
      passes.push({ input: x, weight: matrix, before: last ? null : y });
      x = last ? y : tf.mul(y, tf.sigmoid(y));
    }
    return { outputs: x, passes };
  }
}
