import type { GraphBuilder, Value } from '../builder.ts';
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
  // ONNX Runtime's own: it never holds all scores of a picture, which are as many as its pixels, squared.
  const attributes = { num_heads: heads, ...(causal && { unidirectional: 1 }) };
  const seen = g.op('MultiHeadAttention', [query, key, value], x.shape, attributes, 'com.microsoft');
  return linear(g.at(names[3]), g.cast(seen, g.precision), size);
}
