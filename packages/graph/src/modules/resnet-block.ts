import type { GraphBuilder, Value } from '../builder.ts';
import { add, reshape } from '../ops.ts';
import { silu } from './activation.ts';
import { convolution } from './convolution.ts';
import { groupNorm } from './group-norm.ts';
import { linear } from './linear.ts';

/** What the block's layers are called. */
export interface ResnetNames {
  norm1: string;
  conv1: string;
  time: string;
  norm2: string;
  conv2: string;
  shortcut: string;
}

/** Of diffusers. */
const NAMES: ResnetNames = {
  norm1: 'norm1',
  conv1: 'conv1',
  time: 'time_emb_proj',
  norm2: 'norm2',
  conv2: 'conv2',
  shortcut: 'conv_shortcut',
};

export interface ResnetOptions {
  groups: number;
  epsilon: number;
  /** Embedding of the time, through SiLU: [n, k]. */
  time?: Value;
  names?: ResnetNames;
}

/**
 * [n, channels, h, w] -> [n, size, h, w]: two normalised convolutions, with the time added between them,
 * beside a shortcut (Ho, Jain & Abbeel, 2020, appendix B).
 */
export function resnetBlock(
  g: GraphBuilder,
  x: Value,
  size: number,
  { groups, epsilon, time, names = NAMES }: ResnetOptions,
): Value {
  const layer = (input: Value, norm: string, conv: string) =>
    convolution(g.at(conv), silu(g, groupNorm(g.at(norm), input, groups, epsilon)), size);
  let h = layer(x, names.norm1, names.conv1);
  if (time) h = add(g, h, reshape(g, linear(g.at(names.time), time, size), ['n', size, 1, 1]));
  h = layer(h, names.norm2, names.conv2);
  return add(g, x.shape[1] === size ? x : convolution(g.at(names.shortcut), x, size, { kernel: 1 }), h);
}
