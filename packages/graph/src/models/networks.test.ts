import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { decodeSafetensorsHeader, type SafetensorsEntry, UserError } from '@modeseek/core';
import { Config } from '../config.ts';
import { Weights } from '../weights.ts';
import { type BuildOptions, buildNetwork, type PartName } from './networks.ts';
import { readUnetConfig } from './unet.ts';
import { readVaeConfig } from './vae.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

interface Files {
  config: Record<string, unknown>;
  tensors: SafetensorsEntry[];
}

/** What a fixture's folder says, to be changed. */
function read(folder: string, file = 'diffusion_pytorch_model.safetensors'): Files {
  const bytes = readFileSync(`${FIXTURES}${folder}/${file}`);
  return {
    config: JSON.parse(readFileSync(`${FIXTURES}${folder}/config.json`, 'utf8')),
    tensors: decodeSafetensorsHeader(bytes, bytes.length, file).tensors,
  };
}

function build(part: PartName, { config, tensors }: Files, options?: BuildOptions): Uint8Array {
  const weights = new Weights([{ name: 'weights.safetensors', tensors }]);
  return buildNetwork(part, weights, config, 'config.json', options).encode();
}

let unet: Files;
let vae: Files;
let text: Files;
let views: Files;
beforeEach(() => {
  unet = read('sd1/unet');
  vae = read('sd1/vae');
  text = read('sd1/text_encoder', 'model.safetensors');
  views = read('mvdream/unet', 'diffusion_pytorch_model.fp16.safetensors');
});

function expectMistake(action: () => unknown, message: string): void {
  expect(action).toThrow(UserError);
  expect(action).toThrow(message);
}

describe('what does not fit is said by file and key:', () => {
  test.each<[string, unknown, string]>([
    [
      'block_out_channels',
      undefined,
      'config.json lacks the key block_out_channels: a list of whole numbers',
    ],
    ['block_out_channels', [16, 0], 'config.json: block_out_channels is [16,0]; it must be a list of'],
    ['block_out_channels', [16, 32, 32], 'config.json: attention_head_dim'],
    ['cross_attention_dim', null, 'config.json: cross_attention_dim is null; it must be a whole number'],
    ['cross_attention_dim', 2 ** 40, 'config.json: cross_attention_dim is 1099511627776; it must be'],
    ['norm_eps', '1e-5', 'config.json: norm_eps is "1e-5"; it must be a number from 0 to 1'],
    ['flip_sin_to_cos', 1, 'config.json: flip_sin_to_cos is 1; it must be true or false'],
    ['down_block_types', ['AttnDownBlock2D', 'DownBlock2D'], 'it must be a list of DownBlock2D, Cross'],
    ['up_block_types', ['UpBlock2D'], 'config.json: up_block_types has 1 members; it must have 2'],
    ['act_fn', 'mish', 'config.json: act_fn is "mish"; it must be "silu", which alone is supported'],
    ['addition_embed_type', 'image', 'config.json: addition_embed_type is "image"; it must be "text_time"'],
    ['class_embed_type', 'timestep', 'config.json: "class_embed_type" is "timestep", and no network'],
    ['time_cond_proj_dim', 256, 'config.json: "time_cond_proj_dim" is 256, and no network'],
    ['_class_name', 'UNet3DConditionModel', 'config.json says _class_name "UNet3DConditionModel"; networks'],
    ['attention_head_dim', 5, 'config.json: 5 heads do not divide 16 channels'],
    ['norm_num_groups', 7, 'config.json: 7 groups do not divide 16 channels'],
  ])('a UNet whose %s is %j', (key, value, message) => {
    unet.config[key] = value;
    if (key === 'block_out_channels' && Array.isArray(value)) unet.config.attention_head_dim = [4, 4];
    expectMistake(() => build('unet', unet), message);
  });

  test('keys that say nothing are let be, and those with an underscore', () => {
    Object.assign(unet.config, { something_new: null, another: false, more: [], _name_or_path: 'x' });
    expect(build('unet', unet).length).toBeGreaterThan(10_000);
  });

  test('configurations that are none', () => {
    const weights = () => new Weights([{ name: 'w', tensors: [] }]);
    expectMistake(() => buildNetwork('unet', weights(), [], 'c.json'), 'c.json is no JSON object');
    expectMistake(() => buildNetwork('unet', weights(), {}, 'c.json'), 'c.json lacks the key architectures');
  });

  test('other classes, of texts, VAEs and views', () => {
    text.config.hidden_act = 'relu';
    expectMistake(
      () => build('text_encoder', text),
      'hidden_act is "relu"; it must be one of quick_gelu, gelu',
    );
    vae.config.up_block_types = ['UpDecoderBlock2D', 'AttnUpDecoderBlock2D'];
    expectMistake(() => build('vae_decoder', vae), 'config.json: up_block_types is');
    views.config.ip_dim = 16;
    expectMistake(() => build('unet', views), 'config.json: ip_dim is 16; it must be 0');
  });

  test('a tensor that is missing', () => {
    const name = 'mid_block.attentions.0.proj_in.weight';
    unet.tensors = unet.tensors.filter((tensor) => tensor.name !== name);
    expectMistake(() => build('unet', unet), `weights.safetensors lacks the tensor ${name}, [32, 32]`);
  });

  test('a tensor of a wrong shape', () => {
    unet.config.cross_attention_dim = 32;
    expectMistake(
      () => build('unet', unet),
      'weights.safetensors: tensor down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k.weight is [16, 24], ' +
        'and config.json asks for [16, 32]',
    );
  });

  test('a tensor of a wrong type', () => {
    vae.tensors.find(({ name }) => name === 'encoder.conv_in.weight')!.dtype = 'I32';
    expectMistake(
      () => build('vae_encoder', vae),
      'tensor encoder.conv_in.weight has type I32; weights are F32',
    );
  });

  test('tensors that are left over', () => {
    const more = ['a', 'b'].map((name) => ({ ...unet.tensors[0], name }));
    unet.tensors.push(...more);
    expectMistake(
      () => build('unet', unet),
      'holds the tensor a and 1 more, for which config.json has no place',
    );
    text.config.num_hidden_layers = 1;
    expectMistake(() => build('text_encoder', text), 'and 15 more, for which config.json has no place');
  });

  test('one tensor in two files', () => {
    const files = ['a', 'b'].map((name) => ({ name, tensors: unet.tensors.slice(0, 1) }));
    expectMistake(() => new Weights(files), `b and a both hold the tensor ${unet.tensors[0].name}`);
  });

  test('pictures of no size, or of one that the network cannot halve', () => {
    unet.config.sample_size = null;
    expectMistake(
      () => build('unet', unet),
      'config.json does not say how large pictures are; give a height',
    );
    expectMistake(
      () => build('unet', unet, { height: 8, width: 9 }),
      'pictures of 8 x 9 cannot be halved 1 times',
    );
  });
});

describe('configurations are read as they are published:', () => {
  const published = {
    _class_name: 'UNet2DConditionModel',
    _diffusers_version: '0.6.0',
    act_fn: 'silu',
    attention_head_dim: 8,
    block_out_channels: [320, 640, 1280, 1280],
    center_input_sample: false,
    cross_attention_dim: 768,
    down_block_types: [...Array(3).fill('CrossAttnDownBlock2D'), 'DownBlock2D'],
    downsample_padding: 1,
    flip_sin_to_cos: true,
    freq_shift: 0,
    in_channels: 4,
    layers_per_block: 2,
    mid_block_scale_factor: 1,
    norm_eps: 1e-5,
    norm_num_groups: 32,
    out_channels: 4,
    sample_size: 64,
    up_block_types: ['UpBlock2D', ...Array(3).fill('CrossAttnUpBlock2D')],
  };

  test("Stable Diffusion 1.5's, of few keys", () => {
    expect(readUnetConfig(Config.parse(published, 'config.json'))).toMatchObject({
      heads: [8, 8, 8, 8],
      depths: [1, 1, 1, 1],
      down: [true, true, true, false],
      up: [false, true, true, true],
      upcast: false,
    });
  });

  test("Turbo's, with keys that are null", () => {
    const turbo = {
      ...published,
      attention_head_dim: [5, 10, 20, 20],
      cross_attention_dim: 1024,
      upcast_attention: null,
      use_linear_projection: true,
      num_attention_heads: null,
      mid_block_type: 'UNetMidBlock2DCrossAttn',
      addition_embed_type: null,
    };
    const read = readUnetConfig(Config.parse(turbo, 'config.json'));
    expect(read).toMatchObject({ heads: [5, 10, 20, 20], upcast: false, addition: undefined });
  });

  test("an old VAE's, which does not say how latents are scaled", () => {
    delete vae.config.scaling_factor;
    expect(readVaeConfig(Config.parse(vae.config, 'config.json')).scale).toBe(0.18215);
  });
});

test('what a VAE has for the other way is let be, and old buffers of a text encoder', () => {
  expect(vae.tensors.some(({ name }) => name.startsWith('encoder.'))).toBe(true);
  build('vae_decoder', vae);
  const ids = { ...text.tensors[0], name: 'text_model.embeddings.position_ids', dtype: 'I64' as const };
  text.tensors.push(ids);
  build('text_encoder', text);
});

test('a graph names files and places of weights, and holds next to nothing else', () => {
  const size = unet.tensors.reduce((sum, { begin, end }) => sum + end - begin, 0);
  const graph = Buffer.from(build('unet', unet));
  expect(graph.length).toBeLessThan(size / 5);
  const { begin, end } = unet.tensors.find(({ name }) => name === 'conv_in.weight')!;
  for (const text of ['weights.safetensors', String(begin), String(end - begin)]) {
    expect(graph.includes(text)).toBe(true);
  }
});
