import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeSafetensors, UserError } from '@modeseek/core';
import { modelFiles } from './model-folder.fixture.ts';
import { readModelFolder } from './model-folder.ts';

let root: string;
let model: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'modeseek-model-'));
  model = join(root, 'model');
  write(modelFiles());
});
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Record<string, Uint8Array | string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(model, path)), { recursive: true });
    writeFileSync(join(model, path), content);
  }
}

const remove = (path: string) => rmSync(join(model, path), { recursive: true });
const rename = (from: string, to: string) => renameSync(join(model, from), join(model, to));

/** Of one line, as a UserError, with the folder for M. */
function complaint(path = model): string {
  try {
    readModelFolder(path);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).not.toContain('\n');
    return (error as Error).message.replaceAll(model, 'M');
  }
  throw new Error('it is no mistake');
}

const UNET = 'unet/diffusion_pytorch_model';

describe('folders that are read', () => {
  test('as diffusers writes them', () => {
    const { pipeline, layout, types, bytes } = readModelFolder(model);
    expect(pipeline.title).toBe('Stable Diffusion');
    expect(layout.networks.unet).toEqual({
      config: 'unet/config.json',
      weights: [`${UNET}.safetensors`],
      precision: 'float32',
    });
    expect(types).toEqual({ unet: ['F32'], vae: ['F32'], text_encoder: ['F32'] });
    const sizes = Object.values(modelFiles()).map((content) => Buffer.from(content).length);
    expect(bytes).toBe(sizes.reduce((a, b) => a + b));
  });

  test('with half of the precision alone, or both', () => {
    for (const [path, content] of Object.entries(modelFiles('float16'))) {
      if (path.endsWith('.safetensors')) write({ [path]: content });
    }
    const used = (precision: 'float16' | 'float32') =>
      readModelFolder(model, precision).layout.networks.unet.weights;
    expect(used('float32')).toEqual([`${UNET}.safetensors`]);
    expect(used('float16')).toEqual([`${UNET}.fp16.safetensors`]);
    remove(`${UNET}.safetensors`);
    expect(used('float32')).toEqual([`${UNET}.fp16.safetensors`]);
  });

  test.each([
    ['-00001-of-00002.safetensors', '-00002-of-00002.safetensors', '.safetensors.index.json', 'float32'],
    [
      '.fp16-00001-of-00002.safetensors',
      '.fp16-00002-of-00002.safetensors',
      '.safetensors.index.fp16.json',
      'float16',
    ],
    [
      '-00001-of-00002.fp16.safetensors',
      '-00002-of-00002.fp16.safetensors',
      '.fp16.safetensors.index.json',
      'float16',
    ],
  ])('in shards: %s', (first, second, index, precision) => {
    rename(`${UNET}.safetensors`, UNET + first);
    write({ [UNET + second]: encodeSafetensors({ tensors: {}, metadata: {} }), [UNET + index]: '{}' });
    const { layout } = readModelFolder(model);
    expect(layout.networks.unet).toMatchObject({ weights: [UNET + first, UNET + second], precision });
    expect(layout.files).toContain(UNET + index);
    remove(UNET + first);
    expect(complaint()).toBe(
      `M has 1 of 2 files ${second.replace(/\d{5}-of-\d{5}/, '*').replace(/^/, 'diffusion_pytorch_model')} in unet; fetch the others`,
    );
  });

  test('with other weights beside them, which are left out', () => {
    write({
      'v1-5-pruned.ckpt': 'x',
      [`${UNET}.non_ema.safetensors`]: 'x',
      [`${UNET}.bin`]: 'x',
      'unet/flax_model.msgpack': 'x',
      'safety_checker/model.safetensors': 'x',
    });
    expect(readModelFolder(model).layout.files).toEqual(
      Object.keys(modelFiles()).sort((a, b) => orderOf(a) - orderOf(b)),
    );
  });

  test('with a tokenizer.json in place of vocabulary and merges', () => {
    const fixtures = fileURLToPath(new URL('../../fixtures/clip-tokenizer', import.meta.url));
    remove('tokenizer');
    symlinkSync(join(fixtures, 'json'), join(model, 'tokenizer'));
    expect(readModelFolder(model).layout.tokenizer).toEqual([
      'tokenizer/tokenizer.json',
      'tokenizer/tokenizer_config.json',
    ]);
  });

  test('of links to files, as in the cache of the hub', () => {
    mkdirSync(join(root, 'blobs'));
    renameSync(join(model, `${UNET}.safetensors`), join(root, 'blobs/sum'));
    symlinkSync('../../blobs/sum', join(model, `${UNET}.safetensors`));
    expect(readModelFolder(model).types.unet).toEqual(['F32']);
    rmSync(join(root, 'blobs/sum'));
    expect(complaint()).toBe(
      `M/${UNET}.safetensors is a link to nothing: what it stands for was removed; fetch the model again`,
    );
  });
});

/** Where a path stands among the files of a layout. */
function orderOf(path: string): number {
  const order = [/^model_index/, /^unet\/config/, /^vae\/config/, /^text_encoder\/config/, /^scheduler/];
  const later = [/vocab/, /merges/, /tokenizer_config/, /special/, /^unet/, /^vae/, /^text_encoder/];
  return [...order, ...later].findIndex((pattern) => pattern.test(path));
}

describe('what something else is, is said', () => {
  test.each([
    ['nothing', () => remove('.'), 'M does not exist; give a folder with a model'],
    [
      'weights as .bin alone',
      () => rename(`${UNET}.safetensors`, `${UNET}.bin`),
      'M has the weights of its unet as diffusion_pytorch_model.bin alone, a program of Python',
    ],
    [
      'no weights',
      () => remove('vae/diffusion_pytorch_model.safetensors'),
      'M lacks the weights of its vae, vae/diff',
    ],
    [
      'no configuration',
      () => remove('text_encoder/config.json'),
      'M lacks text_encoder/config.json; fetch the model',
    ],
    [
      'no scheduler',
      () => remove('scheduler'),
      'M lacks scheduler/scheduler_config.json, without which nobody knows',
    ],
    [
      'no tokenizer',
      () => remove('tokenizer'),
      'M lacks its tokenizer: vocab.json and merges.txt, or tokenizer.json',
    ],
    ['half a tokenizer', () => remove('tokenizer/merges.txt'), 'M lacks its tokenizer'],
    [
      'another class',
      () => write({ 'model_index.json': '{"_class_name": "FluxPipeline"}' }),
      'M/model_index.json is of a FluxPipeline, which is not read; those that are: StableDiffusionPipeline (Stable Diff',
    ],
    [
      'no class',
      () => write({ 'model_index.json': '{}' }),
      'M/model_index.json is damaged: it does not say _class_name',
    ],
    [
      'no JSON',
      () => write({ 'unet/config.json': '<html>' }),
      'M/unet/config.json is damaged: it is not JSON',
    ],
    [
      'a file cut short',
      () => {
        const whole = Buffer.from(modelFiles()[`${UNET}.safetensors`]);
        write({ [`${UNET}.safetensors`]: whole.subarray(0, whole.length - 1) });
      },
      `M/${UNET}.safetensors is damaged: it has 127 of 128 bytes; fetch the file again`,
    ],
    [
      'what git has not fetched',
      () =>
        write({
          [`${UNET}.safetensors`]: 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
        }),
      `M/${UNET}.safetensors stands for a file that git has not fetched; run "git lfs pull" in its folder`,
    ],
  ])('%s', (_, change, message) => {
    change();
    expect(complaint()).toContain(message);
  });

  test.each([
    [
      'a LoRA',
      { 'pytorch_lora_weights.safetensors': 'x', 'README.md': 'x' },
      'M is a LoRA, which changes another model',
    ],
    ['a LoRA of PEFT', { 'adapter_config.json': '{}' }, 'M is a LoRA'],
    [
      'a checkpoint of one file',
      { 'sd.ckpt': 'x' },
      'M/sd.ckpt is a checkpoint of one file; pull the same model',
    ],
    [
      'one part of a model',
      { 'config.json': '{}', 'diffusion_pytorch_model.fp16.safetensors': 'x' },
      'M is one part of a model; give the folder above it',
    ],
    ['the folder above', { 'inner/model_index.json': '{}' }, 'M has a model in inner; give that folder'],
    [
      'the folder of a cache',
      { 'snapshots/c0ffee/model_index.json': '{}' },
      'give the one in it with its files, snapshots/c0ffee',
    ],
    [
      "Modeseek's own",
      { 'prior.json': '{}', 'model.onnx': 'x' },
      "M is a model of Modeseek's own kind (prior.json)",
    ],
    ['anything', { 'a.txt': 'x' }, 'M holds no model that is read: it has no model_index.json'],
  ])('%s', (_, files, message) => {
    for (const name of readdirSync(model)) remove(name);
    write(files as Record<string, string>);
    expect(complaint()).toContain(message);
  });

  test('a file', () => {
    const tensor = { shape: [1], data: new Float32Array(1) };
    const file = (name: string) => encodeSafetensors({ tensors: { [name]: tensor }, metadata: {} });
    write({
      'a.safetensors': file('model.diffusion_model.x'),
      'b.safetensors': file('lora_unet_down.x'),
      'c.ckpt': 'x',
      d: '',
    });
    expect(complaint(join(model, 'a.safetensors'))).toContain('M/a.safetensors is a checkpoint of one file');
    expect(complaint(join(model, 'b.safetensors'))).toContain('M/b.safetensors is a LoRA');
    expect(complaint(join(model, 'c.ckpt'))).toContain('M/c.ckpt is a checkpoint of one file');
    expect(complaint(join(model, 'd'))).toBe('M/d is a file; give a folder with a model');
  });
});
