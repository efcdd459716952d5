import { GraphBuilder, type Value } from '../builder.ts';
import type { Config } from '../config.ts';
import { silu } from '../modules/activation.ts';
import { type AttentionNames, attention } from '../modules/attention.ts';
import type { BlockLayers } from '../modules/block.ts';
import { convolution } from '../modules/convolution.ts';
import { downBlock } from '../modules/down-block.ts';
import { groupNorm } from '../modules/group-norm.ts';
import { midBlock } from '../modules/mid-block.ts';
import { resnetBlock } from '../modules/resnet-block.ts';
import { upBlock } from '../modules/up-block.ts';
import { add, halves, toPicture, toTokens } from '../ops.ts';
import type { Weights } from '../weights.ts';
import { MOST, type PictureOptions } from './network.ts';

/** What `config.json` of diffusers' `AutoencoderKL` says. */
export interface VaeConfig {
  /** Of pictures. */
  inChannels: number;
  outChannels: number;
  latentChannels: number;
  /** Pixels of a picture's side that the network was trained at. */
  sampleSize: number | undefined;
  channels: readonly number[];
  layers: number;
  groups: number;
  /** Latents times this have about variance 1: what diffusion models take. */
  scale: number;
  /** Whether there is a layer between encoder and latents, and between latents and decoder. */
  quantises: boolean;
  dequantises: boolean;
  /** Whether the middle has attention. */
  attention: boolean;
}

/** Stable Diffusion's, which old files do not say. */
const SCALE = 0.18215;
const EPSILON = 1e-6;

/** @throws UserError when a key is missing, wrong, or says what we do not know */
export function readVaeConfig(config: Config): VaeConfig {
  config.only({ act_fn: 'silu' });
  config.choices('down_block_types', ['DownEncoderBlock2D']);
  config.choices('up_block_types', ['UpDecoderBlock2D']);
  config.ignore('sample_size', 'force_upcast');
  const read = {
    inChannels: config.whole('in_channels', MOST, 3),
    outChannels: config.whole('out_channels', MOST, 3),
    latentChannels: config.whole('latent_channels', MOST, 4),
    sampleSize: config.says('sample_size') ? config.whole('sample_size', MOST) : undefined,
    channels: config.wholes('block_out_channels', MOST),
    layers: config.whole('layers_per_block', 100, 1),
    groups: config.whole('norm_num_groups', MOST, 32),
    scale: config.number('scaling_factor', 1e-6, 1e6, SCALE),
    quantises: config.flag('use_quant_conv', true),
    dequantises: config.flag('use_post_quant_conv', true),
    attention: config.flag('mid_block_add_attention', true),
  };
  config.sameLength('block_out_channels', 'down_block_types', 'up_block_types');
  config.divides(read.groups, 'groups', read.channels);
  config.finish();
  return read;
}

/** What attention was called before diffusers 0.17. */
const OLD_NAMES: AttentionNames = ['query', 'key', 'value', 'proj_attn'];

/** The layers of both ways. */
function layersOf({ groups, attention: hasAttention }: VaeConfig): BlockLayers {
  return {
    resnet: (g, x, size) => resnetBlock(g, x, size, { groups, epsilon: EPSILON }),
    attention: hasAttention ? (g, x) => pixelAttention(g, x, groups) : undefined,
  };
}

/** Each pixel looks at all others. */
function pixelAttention(g: GraphBuilder, x: Value, groups: number): Value {
  const tokens = toTokens(g, groupNorm(g.at('group_norm'), x, groups, EPSILON));
  const names = g.has('query.weight') ? OLD_NAMES : undefined;
  return add(g, toPicture(g, attention(g, tokens, { heads: 1, bias: true, names }), x), x);
}

/** The other way's weights, which a graph of one way leaves. */
const isOf =
  (...parts: readonly string[]) =>
  (name: string) =>
    parts.some((part) => name.startsWith(`${part}.`));

/**
 * Pictures to latents. Input: `sample` [n, 3, height, width] in [-1, 1]. `output`: means of the latents'
 * distributions, not scaled, [n, channels, h, w] (Rombach et al., 2022, appendix G).
 * @throws UserError when weights are missing or of a wrong shape; its `encode`, when some are left over
 */
export function buildVaeEncoder(weights: Weights, config: VaeConfig, options: PictureOptions): GraphBuilder {
  const { channels, layers, groups, latentChannels } = config;
  const { height, width } = options;
  const root = new GraphBuilder(weights, options);
  weights.ignore(isOf('decoder', 'post_quant_conv'));
  const g = root.at('encoder');
  const sample = g.batched('sample', config.inChannels, height, width);
  const of = layersOf(config);
  let h = convolution(g.at('conv_in'), sample, channels[0]);
  for (const [level, size] of channels.entries()) {
    // Zeros behind alone: what Stable Diffusion's first authors did.
    const padding = level < channels.length - 1 ? ([0, 1] as const) : undefined;
    h = downBlock(g.at(`down_blocks.${level}`), h, size, { resnet: of.resnet, layers, padding }).at(-1)!;
  }
  h = midBlock(g.at('mid_block'), h, of);
  h = silu(g, groupNorm(g.at('conv_norm_out'), h, groups, EPSILON));
  h = convolution(g.at('conv_out'), h, 2 * latentChannels);
  if (config.quantises) h = convolution(root.at('quant_conv'), h, 2 * latentChannels, { kernel: 1 });
  const [mean] = halves(g, h, 1);
  g.output('output', mean);
  return g;
}

/**
 * Latents to pictures. Input: `sample` [n, channels, height, width], not scaled. `output`: pictures, about in
 * [-1, 1], [n, 3, h, w].
 * @throws UserError when weights are missing or of a wrong shape; its `encode`, when some are left over
 */
export function buildVaeDecoder(weights: Weights, config: VaeConfig, options: PictureOptions): GraphBuilder {
  const { channels, layers, groups, latentChannels } = config;
  const { height, width } = options;
  const root = new GraphBuilder(weights, options);
  weights.ignore(isOf('encoder', 'quant_conv'));
  const g = root.at('decoder');
  let h = g.batched('sample', latentChannels, height, width);
  if (config.dequantises) h = convolution(root.at('post_quant_conv'), h, latentChannels, { kernel: 1 });
  const of = layersOf(config);
  h = midBlock(g.at('mid_block'), convolution(g.at('conv_in'), h, channels.at(-1)!), of);
  for (const [block, size] of channels.toReversed().entries()) {
    const up = block < channels.length - 1;
    h = upBlock(g.at(`up_blocks.${block}`), h, size, { resnet: of.resnet, layers: layers + 1, up });
  }
  h = silu(g, groupNorm(g.at('conv_norm_out'), h, groups, EPSILON));
  g.output('output', convolution(g.at('conv_out'), h, config.outChannels));
  return g;
}
