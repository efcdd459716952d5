import type { GraphBuilder, Value } from '../builder.ts';
import { concat, reshape } from '../ops.ts';
import { silu } from './activation.ts';
import { linear } from './linear.ts';

export interface SinusoidOptions {
  /** Cosines first, as all these models but a few have them. */
  cosineFirst?: boolean;
  /** Frequencies end at 10000^-((half - 1) / (half - shift)). */
  shift?: number;
}

/**
 * Waves of a number: [n] -> [n, size], sines and cosines at frequencies from 1 to about 1/10000 (Vaswani et
 * al., 2017, 3.5). In float32, for times are up to 1000.
 */
export function sinusoids(
  g: GraphBuilder,
  x: Value,
  size: number,
  { cosineFirst = true, shift = 0 }: SinusoidOptions = {},
): Value {
  const half = size / 2;
  const frequencies = Array.from({ length: half }, (_, i) => 10000 ** (-i / (half - shift)));
  const column = reshape(g, x, ['n', 1]);
  const angles = g.op('Mul', [column, g.floats(frequencies, [1, half])], ['n', half]);
  const waves = ['Sin', 'Cos'].map((wave) => g.op(wave, [angles], angles.shape));
  return g.cast(concat(g, cosineFirst ? waves.toReversed() : waves, 1), g.precision);
}

/** Names of a network of two layers. */
export type TwoLayers = readonly [string, string];

/** A linear layer, SiLU, and another one: [n, k] -> [n, size]. */
export function embedding(
  g: GraphBuilder,
  x: Value,
  size: number,
  [first, second]: TwoLayers = ['linear_1', 'linear_2'],
): Value {
  return linear(g.at(second), silu(g, linear(g.at(first), x, size)), size);
}
