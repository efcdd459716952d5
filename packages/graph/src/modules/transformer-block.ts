import type { GraphBuilder, Value } from '../builder.ts';
import { add, halves, multiply, reshape } from '../ops.ts';
import { gelu } from './activation.ts';
import { attention } from './attention.ts';
import { layerNorm } from './layer-norm.ts';
import { linear } from './linear.ts';

export interface TransformerOptions {
  heads: number;
  /** Embedding of the prompt: [n, l, k]. */
  text: Value;
  /** Pictures that look at each other: views of one object, one behind another. */
  views?: number;
  upcast?: boolean;
}

/**
 * [n, s, size] -> [n, s, size]: pixels look at each other, then at the prompt, then each goes through a gated
 * network of its own (Rombach et al., 2022, appendix E).
 */
export function transformerBlock(
  g: GraphBuilder,
  x: Value,
  { heads, text, views = 1, upcast }: TransformerOptions,
): Value {
  const [n, pixels, size] = x.shape as ['n', number, number];
  const joint = reshape(g, layerNorm(g.at('norm1'), x), [n, views * pixels, size]);
  const seen = attention(g.at('attn1'), joint, { heads, upcast });
  let h = add(g, x, reshape(g, seen, x.shape));
  h = add(g, h, attention(g.at('attn2'), layerNorm(g.at('norm2'), h), { heads, context: text, upcast }));
  return add(g, h, gatedNetwork(g.at('ff.net'), layerNorm(g.at('norm3'), h)));
}

/** Two layers, the inner one of four times the size and gated by GELU (Shazeer, 2020, equation 6). */
function gatedNetwork(g: GraphBuilder, x: Value): Value {
  const size = x.shape[2] as number;
  const [inner, gate] = halves(g, linear(g.at('0.proj'), x, 8 * size), 2);
  return linear(g.at(2), multiply(g, inner, gelu(g, gate)), size);
}
