import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeSafetensors, Rng, relativeError, UserError, type View } from '@modeseek/core';
import {
  type CfgOptions,
  type Condition,
  classifierFreeGuidance,
  type DenoiseAt,
  SAMPLERS,
} from '@modeseek/guidance';
import type { LatentPrior } from '../diffusers/latent-prior.ts';
import { parseNoiseSchedule } from '../diffusers/noise-schedule.ts';
import { type LatentModelName, makeLatentModel, SAMPLES } from './latent-model.fixture.ts';
import { describeModel, loadPrior, readPriorInfo } from './models.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'modeseek-latent-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const loaded: LatentPrior[] = [];
async function load(name: LatentModelName): Promise<LatentPrior> {
  const model = makeLatentModel(join(folder, name), name);
  const prior = (await loadPrior(model, { threads: 1 })) as LatentPrior;
  loaded.push(prior);
  return prior;
}
afterEach(() => Promise.all(loaded.splice(0).map((prior) => prior.dispose())));

const view = (azimuth: number): View => ({
  camera: { azimuth: (azimuth * Math.PI) / 180, elevation: 0.2, distance: 3, fieldOfView: 0.7 },
  shading: 'albedo',
  light: [0, 1, 0],
  background: [1, 1, 1],
});

const expected = (name: string, file = 'expected') =>
  decodeSafetensors(readFileSync(join(SAMPLES, `${file}.safetensors`))).tensors[name].data as Float32Array;
const normal = (seed: number, length: number) => {
  const rng = new Rng(seed);
  return Float32Array.from({ length }, () => rng.normal());
};

describe.each([
  // The last level of each as its scheduler has it: that of the first timestep, or none.
  ['sd1', 1],
  ['sd2', 0],
] as const)('%s', (name, keepsNoise) => {
  /** Ten steps of DDIM, at timesteps 901, 801, ... 1, in the coordinates of diffusers. */
  const sample = async (
    prior: LatentPrior,
    noise: Float32Array,
    options: Partial<CfgOptions>,
    condition: Condition,
  ) => {
    const path = join(SAMPLES, name, 'scheduler_config.json');
    const { sigmas } = parseNoiseSchedule(JSON.parse(readFileSync(path, 'utf8')), path);
    const last = keepsNoise * sigmas[0];
    const levels = [...Array.from({ length: 10 }, (_, i) => sigmas[901 - 100 * i]), last];
    const signal = (sigma: number) => 1 / Math.sqrt(1 + sigma * sigma);
    const start = noise.map((value) => value / signal(levels[0]));
    const guided = classifierFreeGuidance(prior, options);
    const denoise: DenoiseAt = (z, sigma) => guided.denoise(z, sigma, condition);
    const end = await SAMPLERS.ddim(denoise, start, levels, new Rng(0));
    return end.map((value) => value * signal(last));
  };

  test('ten steps of DDIM with guidance end where those of diffusers end', async () => {
    const prior = await load(name);
    const latents = await sample(
      prior,
      expected(`${name}.noise`),
      { guidanceScale: 7.5, negativePrompt: 'blurry' },
      { prompt: 'a corgi', views: [view(10), view(170)], directions: [{ front: 1 }, { back: 1 }] },
    );
    expect(relativeError(latents, expected(`${name}.latents`))).toBeLessThan(1e-3);

    const seen = await prior.drawing.unpack(latents, 16);
    expect(seen.images).toMatchObject({ batch: 2, height: 16, width: 16 });
    expect(relativeError(toPlanes(seen.images.data), expected(`${name}.pictures`))).toBeLessThan(1e-3);
    const data = fromPlanes(expected(`${name}.pictures`));
    const encoded = await prior.drawing.pack({ ...seen, images: { ...seen.images, data } });
    expect(relativeError(encoded, expected(`${name}.encoded`))).toBeLessThan(1e-3);
  });

  test('guided by negative prompt, rescaling and Perp-Neg, they end where those of PyTorch end', async () => {
    const prior = await load(name);
    const directions = [{ front: 1 }, { side: 1 }, { back: 1 }, { overhead: 1 }];
    const condition = { prompt: 'a corgi', views: [20, -120, 190, 45].map(view), directions };
    for (const [key, options] of Object.entries({
      rescaled: { guidanceRescale: 0.6 },
      perp: { perpNeg: true },
      both: { guidanceRescale: 0.6, perpNeg: true },
    })) {
      const all = { guidanceScale: 7.5, negativePrompt: 'blurry, dark', ...options };
      const latents = await sample(prior, expected('noise', 'guidance'), all, condition);
      expect(relativeError(latents, expected(`${name}.${key}`, 'guidance'))).toBeLessThan(1e-3);
    }
  });
});

const PIXELS = 16 * 16;
/** Pictures of 16 x 16 with their colours apart, as diffusers has them; and back. */
function toPlanes(data: Float32Array): Float32Array {
  return data.map((_, i) => {
    const [picture, c, p] = [Math.floor(i / (3 * PIXELS)), Math.floor(i / PIXELS) % 3, i % PIXELS];
    return data[(picture * PIXELS + p) * 3 + c];
  });
}
function fromPlanes(data: Float32Array): Float32Array {
  return data.map((_, i) => {
    const [picture, p, c] = [Math.floor(i / (3 * PIXELS)), Math.floor(i / 3) % PIXELS, i % 3];
    return data[(picture * 3 + c) * PIXELS + p];
  });
}

describe('single views', () => {
  test('one by one and together they are denoised alike, by what is said of each', async () => {
    const prior = await load('sd1');
    const noisy = normal(1, 3 * 256);
    const views = [view(0), view(90), view(180)];
    const directions = [{ front: 1 }, { side: 0.25, back: 0.75 }, { back: 1 }];
    const together = await prior.denoise(noisy, 2, { prompt: 'a corgi', views, directions });
    const alone = (i: number, condition: Partial<Condition>) =>
      prior.denoise(noisy.slice(i * 256, (i + 1) * 256), 2, {
        ...{ prompt: 'a corgi', views: [views[i]] },
        ...condition,
      });
    for (const i of views.keys()) {
      const one = await alone(i, { directions: [directions[i]] });
      expect(relativeError(one, together.slice(i * 256, (i + 1) * 256))).toBeLessThan(1e-5);
    }
    const written = await alone(2, { prompt: 'a corgi, back view' });
    expect(relativeError(written, together.slice(2 * 256))).toBeLessThan(1e-5);
    expect(relativeError(await alone(2, {}), written)).toBeGreaterThan(1e-4);
    const blended = together.slice(256, 512);
    for (const end of [{ side: 1 }, { back: 1 }]) {
      expect(relativeError(await alone(1, { directions: [end] }), blended)).toBeGreaterThan(1e-4);
    }
    await expect(prior.denoise(noisy, 2, { prompt: 'a corgi', views, directions: [{}] })).rejects.toThrow(
      '1 directions of 3 views',
    );
    await prior.dispose();
    await expect(prior.denoise(noisy, 2, { prompt: 'a corgi', views })).rejects.toThrow('disposed');
  });

  test('calls under way are answered before the end', async () => {
    const prior = await load('sd1');
    const clean = prior.denoise(normal(2, 256), 1, { prompt: null, views: [view(0)] });
    await prior.dispose();
    expect((await clean).every(Number.isFinite)).toBe(true);
  });

  test('any prompt is taken; how much of it is read is told', async () => {
    const prior = await load('sd1');
    expect(prior.prepare(' a corgi ')).toMatchObject({
      objects: [{ words: 'a corgi', count: 1 }],
      text: 'a corgi',
      warnings: [],
    });
    const long = (count: number) => new Array(count).fill('corgi').join(' ');
    const warningsOf = (...args: Parameters<typeof prior.prepare>) => prior.prepare(...args).warnings;
    expect(warningsOf(long(37), { negativePrompt: 'blurry' })).toEqual([]);
    expect(warningsOf(long(40))).toEqual([
      'the model reads 75 tokens of a prompt: "gi corgi corgi" is left out',
    ]);
    expect(warningsOf(long(40), { viewWords: true })).toEqual([
      'the model reads 75 tokens of a prompt, words for the view included: "gi corgi corgi , overhead view" is left out',
    ]);
    expect(warningsOf('a corgi', { negativePrompt: long(39) })).toEqual([
      'the model reads 75 tokens of a negative prompt: "gi corgi" is left out',
    ]);
    expect(() => prior.prepare(' ')).toThrow('the prompt is empty');
  });
});

describe('MVDream', () => {
  test('four views look at each other', async () => {
    const prior = await load('mvdream');
    const views = [0, 90, 180, 270].map(view);
    const noisy = normal(3, 4 * 256);
    const condition = { prompt: 'a corgi', views };
    const guided = classifierFreeGuidance(prior, { guidanceScale: 5 });
    const [clean, again] = await Promise.all([1, 2].map(() => guided.denoise(noisy, 2, condition)));
    expect(again).toEqual(clean);
    const other = noisy.slice();
    other.set(normal(4, 256), 3 * 256);
    const changed = await guided.denoise(other, 2, condition);
    expect(relativeError(changed.slice(0, 256), clean.slice(0, 256))).toBeGreaterThan(1e-4);
    await expect(prior.denoise(noisy.slice(256), 2, { ...condition, views: views.slice(1) })).rejects.toThrow(
      'takes 4 views at once',
    );
  });
});

test('models are described without being loaded', () => {
  const model = makeLatentModel(folder, 'mvdream');
  expect(describeModel(model)).toMatchObject({ title: 'MVDream', imageSize: 16, model });
  expect(() => readPriorInfo(model)).toThrow(UserError);
});

test('a model is known by its content', async () => {
  const [one, two, three] = ['one', 'two', 'three'].map((name) =>
    makeLatentModel(join(folder, name), name === 'three' ? 'sd2' : 'sd1'),
  );
  const sumOf = async (path: string) => {
    const prior = await loadPrior(path, { threads: 1 });
    await prior.dispose();
    return prior.sha256;
  };
  const first = await sumOf(one);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await sumOf(two)).toBe(first);
  expect(await sumOf(three)).not.toBe(first);
});

describe('what does not fit is said by file and key', () => {
  const change = (file: string, entries: object) => {
    const model = makeLatentModel(folder, 'sd1');
    const [part, name] = file.split('/');
    const source = join(model, part);
    const copy = join(folder, 'copy');
    cpSync(source, copy, { recursive: true, dereference: true });
    rmSync(source, { recursive: true });
    cpSync(copy, source, { recursive: true });
    rmSync(copy, { recursive: true });
    const path = join(source, name);
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...entries }));
    return loadPrior(model, { threads: 1 });
  };
  test.each([
    ['unet/config.json', { in_channels: 9 }, 'in_channels is 9, and pictures have 4 latents'],
    [
      'unet/config.json',
      { cross_attention_dim: 32 },
      'texts have 32 numbers a token, and those of text_encoder 24',
    ],
    ['unet/config.json', { sample_size: null }, 'lacks the key sample_size'],
    ['scheduler/scheduler_config.json', { beta_schedule: 'sigmoid' }, 'beta_schedule is "sigmoid"'],
    ['vae/config.json', { scaling_factor: 'x' }, 'scaling_factor is "x"'],
  ])('%s %j', async (file, entries, message) => {
    const loading = change(file, entries);
    await expect(loading).rejects.toThrow(UserError);
    await expect(loading).rejects.toThrow(message);
  });
});
