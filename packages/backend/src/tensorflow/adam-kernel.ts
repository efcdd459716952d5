import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Tf } from './ops.ts';

/** What an update takes beside the gradients, see `AdamOptions`. */
export interface AdamStep {
  /** Learning rate of each parameter, corrected for the first moment's zero start. */
  rates: readonly number[];
  /** Of each parameter: whether values stay where their gradient is 0. */
  sparse: readonly boolean[];
  beta1: number;
  beta2: number;
  epsilon: number;
  /** Corrects the second moment for its zero start. */
  correction: number;
}

/** A parameter and its moments. */
export type AdamState = readonly [value: Tensor2D, first: Tensor2D, second: Tensor2D];

/** One update of Adam of one parameter, in new tensors. */
export function adamUpdate(
  tf: Tf,
  old: AdamState,
  gradient: Tensor2D,
  step: Omit<AdamStep, 'rates' | 'sparse'> & { rate: number; sparse: boolean },
): AdamState {
  const { rate, sparse, beta1, beta2, epsilon, correction } = step;
  const [value, first, second] = old;
  const touched = tf.notEqual(gradient, 0);
  const moved = <T extends Tensor2D>(to: T, from: T) => (sparse ? tf.where(touched, to, from) : to);
  const mean: Tensor2D = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
  const square: Tensor2D = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
  const change = tf.div(tf.mul(mean, rate), tf.add(tf.sqrt(tf.mul(square, correction)), epsilon));
  return [moved(tf.sub(value, change), value), moved(mean, first), moved(square, second)];
}
