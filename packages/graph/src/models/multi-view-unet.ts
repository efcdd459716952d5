import { GraphBuilder, type Value } from '../builder.ts';
import type { Config } from '../config.ts';
import { silu } from '../modules/activation.ts';
import { convolution } from '../modules/convolution.ts';
import { groupNorm } from '../modules/group-norm.ts';
import { downsample, upsample } from '../modules/resample.ts';
import { type ResnetNames, resnetBlock } from '../modules/resnet-block.ts';
import { embedding, sinusoids, type TwoLayers } from '../modules/time-embedding.ts';
import { transformer2D } from '../modules/transformer-2d.ts';
import { add, concat } from '../ops.ts';
import type { Weights } from '../weights.ts';
import { MOST } from './network.ts';
import type { UnetOptions } from './unet.ts';

/** What `config.json` of MVDream's `MultiViewUNetModel` says. */
export interface MultiViewUnetConfig {
  inChannels: number;
  outChannels: number;
  /** Latents of a side that the network was trained at. */
  sampleSize: number | undefined;
  channels: readonly number[];
  /** ResNet blocks of each level on the way down; one more on the way up. */
  layers: readonly number[];
  /** Whether the level's blocks have transformers. */
  attention: readonly boolean[];
  /** Heads for so many channels. */
  heads(channels: number): number;
  depth: number;
  textSize: number;
  /** Numbers of a camera: 16, its matrix. */
  cameraSize: number;
}

/** What the layers are called in the code that this comes from. */
const RESNET: ResnetNames = {
  norm1: 'in_layers.0',
  conv1: 'in_layers.2',
  time: 'emb_layers.1',
  norm2: 'out_layers.0',
  conv2: 'out_layers.3',
  shortcut: 'skip_connection',
};
const TWO_LAYERS: TwoLayers = ['0', '2'];
const GROUPS = 32;
const EPSILON = 1e-5;

/** @throws UserError when a key is missing, wrong, or says what we do not know */
export function readMultiViewUnetConfig(config: Config): MultiViewUnetConfig {
  config.only({
    dims: 2,
    conv_resample: true,
    use_scale_shift_norm: false,
    resblock_updown: false,
    use_spatial_transformer: true,
    disable_middle_self_attn: false,
    ip_dim: 0,
  });
  config.ignore(
    ...['image_size', 'dropout', 'use_checkpoint', 'use_fp16', 'use_bf16', 'legacy', 'ip_weight'],
    ...['use_new_attention_order', 'num_heads_upsample', 'use_linear_in_transformer', 'num_heads'],
  );
  const first = config.whole('model_channels', MOST);
  const channels = config.wholes('channel_mult', 1000).map((factor) => factor * first);
  const resolutions = config.wholes('attention_resolutions', MOST);
  const headSize = config.whole('num_head_channels', MOST);
  const read = {
    inChannels: config.whole('in_channels', MOST),
    outChannels: config.whole('out_channels', MOST),
    sampleSize: config.says('image_size') ? config.whole('image_size', MOST) : undefined,
    channels,
    layers: config.wholes('num_res_blocks', 100, channels.length),
    attention: channels.map((_, level) => resolutions.includes(2 ** level)),
    heads: (size: number) => size / headSize,
    depth: config.whole('transformer_depth', 100, 1),
    textSize: config.whole('context_dim', MOST),
    cameraSize: config.whole('camera_dim', MOST),
  };
  config.divides(GROUPS, 'groups', channels);
  config.divides(headSize, 'numbers of a head', channels);
  config.finish();
  return read;
}

/** Views of one object that MVDream was trained with. */
export const VIEWS_TOGETHER = 4;

export interface MultiViewUnetOptions extends UnetOptions {
  /** Views of one object that look at each other, one behind another in the batch. 4 where it is left out. */
  views?: number;
}

/**
 * MVDream's network (Shi et al., 2023, 3.1): Stable Diffusion's, in whose self-attention all views of an
 * object look at each other, and which knows their cameras. Inputs: `sample` [n, channels, height, width],
 * `timestep` [n], `encoder_hidden_states` [n, tokens, textSize], `camera` [n, 16]: from the camera to the
 * world, rows first. n is a multiple of the views. `output` is the predicted noise.
 * @throws UserError when weights are missing or of a wrong shape; its `encode`, when some are left over
 */
export function buildMultiViewUnet(
  weights: Weights,
  config: MultiViewUnetConfig,
  options: MultiViewUnetOptions,
): GraphBuilder {
  const { height, width, tokens, views = VIEWS_TOGETHER } = options;
  const { channels } = config;
  const g = new GraphBuilder(weights, options);
  const sample = g.batched('sample', config.inChannels, height, width);
  const timestep = g.input('timestep', 'float32', ['n']);
  const text = g.batched('encoder_hidden_states', tokens, config.textSize);
  const camera = g.batched('camera', config.cameraSize);
  const size = 4 * channels[0];
  const when = embedding(g.at('time_embed'), sinusoids(g, timestep, channels[0]), size, TWO_LAYERS);
  const time = silu(g, add(g, when, embedding(g.at('camera_embed'), camera, size, TWO_LAYERS)));

  const resnet = (at: GraphBuilder, x: Value, size: number) =>
    resnetBlock(at, x, size, { groups: GROUPS, epsilon: EPSILON, time, names: RESNET });
  const transformer = (at: GraphBuilder, x: Value) => {
    const heads = config.heads(x.shape[1] as number);
    return transformer2D(at, x, { groups: GROUPS, heads, depth: config.depth, text, views });
  };

  const last = channels.length - 1;
  const skips = [convolution(g.at('input_blocks.0.0'), sample, channels[0])];
  for (const [level, size] of channels.entries()) {
    for (let i = 0; i < config.layers[level]; i++) {
      const block = g.at(`input_blocks.${skips.length}`);
      const h = resnet(block.at(0), skips.at(-1)!, size);
      skips.push(config.attention[level] ? transformer(block.at(1), h) : h);
    }
    if (level === last) continue;
    skips.push(downsample(g.at(`input_blocks.${skips.length}.0.op`), skips.at(-1)!, [1, 1]));
  }
  const middle = g.at('middle_block');
  let h = resnet(middle.at(0), skips.at(-1)!, channels[last]);
  h = resnet(middle.at(2), transformer(middle.at(1), h), channels[last]);
  const blocks = skips.length;
  for (let level = last; level >= 0; level--) {
    for (let i = 0; i <= config.layers[level]; i++) {
      const block = g.at(`output_blocks.${blocks - skips.length}`);
      h = resnet(block.at(0), concat(g, [h, skips.pop()!], 1), channels[level]);
      if (config.attention[level]) h = transformer(block.at(1), h);
      if (level > 0 && i === config.layers[level]) {
        h = upsample(block.at(config.attention[level] ? '2.conv' : '1.conv'), h);
      }
    }
  }
  h = silu(g, groupNorm(g.at('out.0'), h, GROUPS, EPSILON));
  g.output('output', convolution(g.at('out.2'), h, config.outChannels));
  return g;
}
