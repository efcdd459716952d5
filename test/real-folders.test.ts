import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeSafetensors } from '@modeseek/core';
import { expectedOf, FIXTURES } from '@modeseek/graph/src/node/network.fixture.ts';
import { type LatentModelName, makeLatentModel } from '@modeseek/priors/src/node/latent-model.fixture.ts';
import { modeseekHere, temporaryFolder } from './command-line.fixture.ts';

/** Folders as users have them, by the commands that they meet them with. */

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const at = (path: string) => join(folder.path, path);
const write = (path: string, content: string | Uint8Array) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
};
const rename = (from: string, to: string) => renameSync(at(from), at(to));
const remove = (path: string) => rmSync(at(path), { recursive: true });

/** A whole model, whose files are its own. */
function copyModel(name: LatentModelName): void {
  const links = makeLatentModel(at('links'), name);
  for (const part of readdirSync(links)) {
    cpSync(join(links, part), at(`model/${part}`), { recursive: true, dereference: true });
  }
  remove('links');
}

const verify = (model: string) => modeseekHere(folder.path, 'models', 'verify', model);
const train = (model: string) => modeseekHere(folder.path, 'train', '--prompt', 'a corgi', '--model', model);
async function runUnet(model: string, fixture = 'sd1') {
  const { tensors } = expectedOf(fixture, 'unet').given;
  const given = Object.entries(tensors).map(([name, { shape, values }]) => [
    name,
    { shape, data: Float32Array.from(values) },
  ]);
  write('in.safetensors', encodeSafetensors({ tensors: Object.fromEntries(given), metadata: {} }));
  const files = ['--in', 'in.safetensors', '--out', 'out.safetensors'];
  return modeseekHere(folder.path, 'models', 'run', model, '--part', 'unet', ...files);
}

const RAN = { code: 0, stdout: 'out.safetensors: output [2, 4, 8, 8]\n', stderr: '' };
const STEM = 'diffusion_pytorch_model';
const WEIGHTS = `model/unet/${STEM}.safetensors`;

describe('it runs', () => {
  test('of half the precision alone', async () => {
    copyModel('sd2');
    expect((await verify('model')).stdout).toContain('unet F16, vae F16, text_encoder F16\n');
    expect(await runUnet('model', 'sd2')).toEqual(RAN);
  });

  test('in shards, with the file that says which tensor is where', async () => {
    copyModel('sd2');
    remove('model/unet');
    cpSync(join(FIXTURES, 'turbo/unet'), at('model/unet'), { recursive: true });
    expect((await verify('model')).code).toBe(0);
    expect(await runUnet('model', 'turbo')).toEqual(RAN);
  });

  test('without a tokenizer.json', async () => {
    copyModel('sd1');
    expect(readdirSync(at('model/tokenizer'))).not.toContain('tokenizer.json');
    expect((await verify('model')).code).toBe(0);
    const tokens = await modeseekHere(folder.path, 'models', 'tokens', 'model', 'a corgi', '--json');
    expect(JSON.parse(tokens.stdout).ids).toHaveLength(77);
  });

  test('one network of it, where others or what is beside them are missing', async () => {
    copyModel('sd1');
    for (const part of ['scheduler', 'tokenizer', 'vae', 'text_encoder', 'model_index.json']) {
      remove(`model/${part}`);
      expect((await verify('model')).code).toBe(2);
      expect(await runUnet('model')).toEqual(RAN);
    }
  });
});

describe('it is said in one line what it is, and what to do', () => {
  const flux = {
    'model_index.json': '{"_class_name": "FluxPipeline"}',
    'transformer/config.json': '{"_class_name": "FluxTransformer2DModel"}',
    [`transformer/${STEM}-00001-of-00003.safetensors`]: 'x',
    'vae/config.json': '{"_class_name": "AutoencoderKL"}',
    'text_encoder/config.json': '{"architectures": ["CLIPTextModel"]}',
    'text_encoder_2/config.json': '{"architectures": ["T5EncoderModel"]}',
    'scheduler/scheduler_config.json': '{}',
  };
  const lora = encodeSafetensors({
    tensors: { 'lora_unet_down.weight': { shape: [1], data: new Float32Array(1) } },
    metadata: {},
  });
  const checkpoint = encodeSafetensors({
    tensors: { 'model.diffusion_model.out.weight': { shape: [1], data: new Float32Array(1) } },
    metadata: {},
  });
  const writeAll = (files: Record<string, string | Uint8Array>) => {
    for (const [path, content] of Object.entries(files)) write(`model/${path}`, content);
  };

  /** How it is made; what is said of it; what is given as the model. */
  type Row = [what: string, make: () => void, line: string, model?: string];
  const rows: Row[] = [
    [
      'weights as .bin alone',
      () => {
        copyModel('sd1');
        rename(WEIGHTS, `model/unet/${STEM}.bin`);
      },
      `model has the weights of its unet as ${STEM}.bin alone, a program of Python's which is not run here; take a copy with .safetensors, or write one in Python`,
    ],
    [
      'another class, with other parts',
      () => writeAll(flux),
      'model/model_index.json is of a FluxPipeline, which is not read; those that are: StableDiffusionPipeline (Stable Diffusion), MVDreamPipeline (MVDream)',
    ],
    [
      'a folder with a LoRA',
      () => writeAll({ 'pytorch_lora_weights.safetensors': lora }),
      'model is a LoRA, which changes another model and is none by itself; in Python, fuse_lora()',
    ],
    [
      'the file of a LoRA',
      () => writeAll({ 'style.safetensors': lora }),
      'model/style.safetensors is a LoRA, which changes another model and is none by itself',
      'model/style.safetensors',
    ],
    [
      'a folder with a checkpoint of one file',
      () => writeAll({ 'v1-5-pruned-emaonly.safetensors': checkpoint, 'v1-inference.yaml': 'model:' }),
      "model/v1-5-pruned-emaonly.safetensors is a checkpoint of one file; pull the same model in diffusers' layout, or write it in Python: from_single_file",
    ],
    [
      'a checkpoint of one file',
      () => writeAll({ 'v1-5.safetensors': checkpoint }),
      'model/v1-5.safetensors is a checkpoint of one file; pull the same model',
      'model/v1-5.safetensors',
    ],
    [
      'what git has not fetched',
      () => {
        copyModel('sd1');
        write(WEIGHTS, 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3438167540\n');
      },
      `${WEIGHTS} stands for a file that git has not fetched; run "git lfs pull" in its folder`,
    ],
    [
      'a download that has not ended',
      () => {
        copyModel('sd1');
        rename(WEIGHTS, `${WEIGHTS}.part`);
      },
      `model has the weights of its unet as ${STEM}.safetensors.part alone, a download that has not ended; let it go on, or fetch the model again`,
    ],
    [
      'a download that was cut, under the name of the whole',
      () => {
        copyModel('sd1');
        const whole = readFileSync(at(WEIGHTS));
        write(WEIGHTS, whole.subarray(0, whole.length / 2));
      },
      `${WEIGHTS} is damaged: it has 415232 of 830464 bytes; fetch the file again`,
    ],
    [
      'some of the shards',
      () => {
        copyModel('sd2');
        remove('model/unet');
        cpSync(join(FIXTURES, 'turbo/unet'), at('model/unet'), { recursive: true });
        remove(`model/unet/${STEM}.fp16-00002-of-00002.safetensors`);
      },
      `model has 1 of 2 files ${STEM}.fp16-*.safetensors in unet; fetch the others`,
    ],
    [
      'one part of a model',
      () => copyModel('sd1'),
      'model/unet is one part of a model; give the folder above it, which has model_index.json',
      'model/unet',
    ],
    ['nothing', () => {}, 'model does not exist; give a folder with a model'],
  ];

  test.each(rows)('%s', async (_, make, line, model = 'model') => {
    make();
    for (const [command, use] of [
      ['models', verify],
      ['models', runUnet],
      ['train', train],
    ] as const) {
      const { code, stdout, stderr } = await use(model);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^[^\n]*\n$/);
      // train names folders in full.
      expect(stderr.replaceAll(`${folder.path}/`, '')).toContain(`modeseek ${command}: ${line}`);
    }
    expect(readdirSync(folder.path).filter((name) => name !== 'model')).toEqual(['in.safetensors']);
  });

  test('no scheduler', async () => {
    copyModel('sd1');
    remove('model/scheduler');
    for (const use of [verify, train]) {
      expect(await use('model')).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(
          /^modeseek \w+: .*model lacks scheduler\/scheduler_config.json, without which .*; copy it from the model [^\n]*\n$/,
        ),
      });
    }
  });
});
