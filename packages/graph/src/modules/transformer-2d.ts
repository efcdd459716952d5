import type { GraphBuilder, Value } from '../builder.ts';
import { add, toPicture, toTokens } from '../ops.ts';
import { groupNorm } from './group-norm.ts';
import { linear } from './linear.ts';
import { type TransformerOptions, transformerBlock } from './transformer-block.ts';

/** That of a transformer's first normalisation, whatever config.json says of others. */
const EPSILON = 1e-6;

export interface Transformer2DOptions extends TransformerOptions {
  groups: number;
  /** How many blocks. */
  depth: number;
}

/** Transformer blocks over the pixels of [n, channels, h, w], added to them. */
export function transformer2D(g: GraphBuilder, x: Value, options: Transformer2DOptions): Value {
  const channels = x.shape[1] as number;
  // Layers before and behind are linear, or convolutions of one pixel, which are the same.
  const projection = (name: string, tokens: Value) =>
    linear(g.at(name), tokens, channels, { orConvolution: true });
  let h = projection('proj_in', toTokens(g, groupNorm(g.at('norm'), x, options.groups, EPSILON)));
  for (let i = 0; i < options.depth; i++) h = transformerBlock(g.at(`transformer_blocks.${i}`), h, options);
  return add(g, toPicture(g, projection('proj_out', h), x), x);
}
