import type { GraphBuilder, Value } from '../builder.ts';
import { add, matmul, multiply, reshape, transpose } from '../ops.ts';
import { linear } from './linear.ts';

/** What the layers are called: those of query, key and value, and the one behind. */
export type AttentionNames = readonly [query: string, key: string, value: string, out: string];

/** Of diffusers and LDM. */
const NAMES: AttentionNames = ['to_q', 'to_k', 'to_v', 'to_out.0'];

export interface AttentionOptions {
  heads: number;
  /** What is looked at: [n, l, k]. The tokens themselves, where it is left out. */
  context?: Value;
  /** Whether query, key and value have biases. */
  bias?: boolean;
  /** That a token looks at those before it, and itself. */
  causal?: boolean;
  /** Scores in float32 whatever the graph computes in: for models whose scores overflow. */
  upcast?: boolean;
  names?: AttentionNames;
}

/** Attention of several heads, [n, s, size] -> [n, s, size] (Vaswani et al., 2017, 3.2). */
export function attention(
  g: GraphBuilder,
  x: Value,
  { heads, context = x, bias = false, causal = false, upcast = false, names = NAMES }: AttentionOptions,
): Value {
  const size = x.shape[2] as number;
  const [query, key, value] = [x, context, context].map((tokens, i) =>
    g.cast(linear(g.at(names[i]), tokens, size, { bias }), upcast ? 'float32' : g.precision),
  );
  const attend = g.plainAttention ? plainAttention : fusedAttention;
  const seen = attend(g, [query, key, value], heads, causal);
  return linear(g.at(names[3]), g.cast(seen, g.precision), size);
}

type Attend = (g: GraphBuilder, queryKeyValue: readonly Value[], heads: number, causal: boolean) => Value;

/** ONNX Runtime's own: it never holds all scores of a picture, which are as many as its pixels, squared. */
const fusedAttention: Attend = (g, queryKeyValue, heads, causal) => {
  const attributes = { num_heads: heads, ...(causal && { unidirectional: 1 }) };
  return g.op('MultiHeadAttention', queryKeyValue, queryKeyValue[0].shape, attributes, 'com.microsoft');
};

/** Equation 1, for each head: softmax(q kᵀ / √size) v. */
const plainAttention: Attend = (g, [query, key, value], heads, causal) => {
  const [n, length, all] = query.shape as ['n', number, number];
  const size = all / heads;
  const constant = (numbers: readonly number[], shape?: readonly number[]) =>
    g.cast(g.floats(numbers, shape), query.type);
  const split = (x: Value, axes: readonly number[]) =>
    transpose(g, reshape(g, x, [n, x.shape[1], heads, size]), axes);
  // Scaled before they are multiplied, for float16.
  const scaled = multiply(g, query, constant([size ** -0.5]));
  const [q, k, v] = [split(scaled, [0, 2, 1, 3]), split(key, [0, 2, 3, 1]), split(value, [0, 2, 1, 3])];
  let scores = matmul(g, q, k);
  if (causal) {
    const mask = Array.from({ length: length * length }, (_, i) => (i % length > i / length ? -1e4 : 0));
    scores = add(g, scores, constant(mask, [length, length]));
  }
  const seen = matmul(g, g.op('Softmax', [scores], scores.shape, { axis: -1 }), v);
  return reshape(g, transpose(g, seen, [0, 2, 1, 3]), query.shape);
};
