import { UserError } from '@modeseek/core';
import { GraphBuilder, type Value } from '../builder.ts';
import type { Config } from '../config.ts';
import { silu } from '../modules/activation.ts';
import type { BlockLayers } from '../modules/block.ts';
import { convolution } from '../modules/convolution.ts';
import { downBlock } from '../modules/down-block.ts';
import { groupNorm } from '../modules/group-norm.ts';
import { midBlock } from '../modules/mid-block.ts';
import { resnetBlock } from '../modules/resnet-block.ts';
import { embedding, sinusoids } from '../modules/time-embedding.ts';
import { transformer2D } from '../modules/transformer-2d.ts';
import { upBlock } from '../modules/up-block.ts';
import { add, concat, reshape } from '../ops.ts';
import type { Weights } from '../weights.ts';
import { MOST, type PictureOptions } from './network.ts';

/** What `config.json` of diffusers' `UNet2DConditionModel` says. */
export interface UnetConfig {
  inChannels: number;
  outChannels: number;
  /** Pixels of a side that the network was trained at. */
  sampleSize: number | undefined;
  channels: readonly number[];
  /** Whether the blocks of a level have transformers; on the way down, and up. */
  down: readonly boolean[];
  up: readonly boolean[];
  layers: number;
  /** By level, on the way down. */
  heads: readonly number[];
  depths: readonly number[];
  textSize: number;
  groups: number;
  epsilon: number;
  cosineFirst: boolean;
  shift: number;
  upcast: boolean;
  /** SDXL's: sizes of the waves of each number that describes the picture, and of all that is added. */
  addition?: { waves: number; size: number };
}

const DOWN = ['DownBlock2D', 'CrossAttnDownBlock2D'] as const;
const UP = ['UpBlock2D', 'CrossAttnUpBlock2D'] as const;

/** @throws UserError when a key is missing, wrong, or says what we do not know */
export function readUnetConfig(config: Config): UnetConfig {
  const channels = config.wholes('block_out_channels', MOST);
  const levels = channels.length;
  config.notNull('mid_block_type'); // no middle block
  config.only({
    mid_block_type: 'UNetMidBlock2DCrossAttn',
    act_fn: 'silu',
    center_input_sample: false,
    only_cross_attention: false,
    dual_cross_attention: false,
    downsample_padding: 1,
    mid_block_scale_factor: 1,
    resnet_time_scale_shift: 'default',
    resnet_out_scale_factor: 1,
    time_embedding_type: 'positional',
    conv_in_kernel: 3,
    conv_out_kernel: 3,
    attention_type: 'default',
  });
  config.ignore('dropout', 'addition_embed_type_num_heads');
  const addition = readAddition(config);
  const read = {
    inChannels: config.whole('in_channels', MOST),
    outChannels: config.whole('out_channels', MOST),
    sampleSize: config.says('sample_size') ? config.whole('sample_size', MOST) : undefined,
    channels,
    down: config.choices('down_block_types', DOWN).map((type) => type === DOWN[1]),
    up: config.choices('up_block_types', UP).map((type) => type === UP[1]),
    layers: config.whole('layers_per_block', 100, 2),
    heads: config.wholes('attention_head_dim', MOST, levels, 8),
    depths: config.wholes('transformer_layers_per_block', 100, levels, 1),
    textSize: config.whole('cross_attention_dim', MOST),
    groups: config.whole('norm_num_groups', MOST, 32),
    epsilon: config.number('norm_eps', 0, 1, 1e-5),
    cosineFirst: config.flag('flip_sin_to_cos', true),
    shift: config.number('freq_shift', 0, 1, 0),
    upcast: config.flag('upcast_attention', false),
    addition,
  };
  config.ignore('sample_size', 'use_linear_projection');
  config.sameLength('block_out_channels', 'down_block_types', 'up_block_types');
  config.divides(4, 'waves', addition ? [channels[0], addition.waves] : [channels[0]]);
  config.divides(read.groups, 'groups', channels);
  for (const [level, heads] of read.heads.entries()) config.divides(heads, 'heads', [channels[level]]);
  config.finish();
  return read;
}

/** How many numbers describe a picture to SDXL: its size, what was cut off it, and the size that is wanted. */
const DESCRIPTION = 6;

function readAddition(config: Config): UnetConfig['addition'] {
  if (!config.says('addition_embed_type')) return;
  config.only({ addition_embed_type: 'text_time' });
  const waves = config.whole('addition_time_embed_dim', MOST);
  const size = config.whole('projection_class_embeddings_input_dim', MOST);
  if (size > DESCRIPTION * waves) return { waves, size };
  throw new UserError(
    `${config.source}: projection_class_embeddings_input_dim is ${size}; it must be above ${DESCRIPTION} x addition_time_embed_dim`,
  );
}

export interface UnetOptions extends PictureOptions {
  /** Tokens of a prompt. */
  tokens: number;
}

/**
 * The network of Stable Diffusion 1, 2, Turbo and XL. Inputs, by diffusers' names: `sample`
 * [n, channels, height, width], `timestep` [n] in 0 to 999, `encoder_hidden_states` [n, tokens, textSize], and
 * for XL `text_embeds` [n, k] and `time_ids` [n, 6]; all float32. `output` is what the network predicts, noise
 * or velocity: [n, channels, height, width].
 * @throws UserError when weights are missing or of a wrong shape; its `encode`, when some are left over
 */
export function buildUnet(weights: Weights, config: UnetConfig, options: UnetOptions): GraphBuilder {
  const { height, width, tokens } = options;
  const { channels, layers, groups, epsilon, addition } = config;
  const g = new GraphBuilder(weights, options);
  const sample = g.batched('sample', config.inChannels, height, width);
  const timestep = g.input('timestep', 'float32', ['n']);
  const text = g.batched('encoder_hidden_states', tokens, config.textSize);
  const size = 4 * channels[0];
  let time = embedding(g.at('time_embedding'), sinusoids(g, timestep, channels[0], config), size);
  if (addition) time = add(g, time, describePicture(g, addition, size));
  const resnets = { groups, epsilon, time: silu(g, time) };

  /** The layers of a level. */
  const layersOf = (level: number, hasAttention: boolean): BlockLayers => ({
    resnet: (at, x, size) => resnetBlock(at, x, size, resnets),
    attention: hasAttention
      ? (at, x) =>
          transformer2D(at, x, {
            groups,
            heads: config.heads[level],
            depth: config.depths[level],
            text,
            upcast: config.upcast,
          })
      : undefined,
  });

  const last = channels.length - 1;
  const skips = [convolution(g.at('conv_in'), sample, channels[0])];
  for (let level = 0; level <= last; level++) {
    const padding = level < last ? ([1, 1] as const) : undefined;
    const of = { ...layersOf(level, config.down[level]), layers, padding };
    skips.push(...downBlock(g.at(`down_blocks.${level}`), skips.at(-1)!, channels[level], of));
  }
  let h = midBlock(g.at('mid_block'), skips.at(-1)!, layersOf(last, true));
  for (let level = last; level >= 0; level--) {
    const block = last - level;
    const of = { ...layersOf(level, config.up[block]), layers: layers + 1, skips, up: level > 0 };
    h = upBlock(g.at(`up_blocks.${block}`), h, channels[level], of);
  }
  h = silu(g, groupNorm(g.at('conv_norm_out'), h, groups, epsilon));
  g.output('output', convolution(g.at('conv_out'), h, config.outChannels));
  return g;
}

/** What SDXL adds to the time: the whole prompt, and numbers that describe the picture. */
function describePicture(
  g: GraphBuilder,
  { waves, size }: { waves: number; size: number },
  to: number,
): Value {
  const all = DESCRIPTION * waves;
  const prompt = g.batched('text_embeds', size - all);
  const numbers = g.input('time_ids', 'float32', ['n', DESCRIPTION]);
  const described = reshape(g, sinusoids(g, reshape(g, numbers, ['n']), waves), ['n', all]);
  return embedding(g.at('add_embedding'), concat(g, [prompt, described], 1), to);
}
