import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PixelDrawing, Rng } from '@modeseek/core';
import type { Condition } from '@modeseek/guidance';
import { optimise } from '@modeseek/lab/image/optimise';
import { shareAt, timeTo } from '@modeseek/lab/text-to-3d/course';
import { canvasOf } from '@modeseek/picture';
import { makeLatentModel } from '@modeseek/priors/src/node/latent-model.fixture.ts';
import { referenceKernels } from '@modeseek/trainer';
import { modeseek, ROUGH, TINY_MODEL, temporaryFolder } from './command-line.fixture.ts';

describe('courses', () => {
  const courses = [
    { times: [10, 20, 30], shares: [0, 0.5, 1], seconds: 31 },
    { times: [12, 24], shares: [0.5, 0.25], seconds: 25 },
  ];

  test('the share at a time is that of the last look before it', () => {
    expect([0, 10, 12, 20, 29, 30, 99].map((time) => shareAt(courses, time))).toEqual([
      0, 0, 0.25, 0.5, 0.375, 0.625, 0.625,
    ]);
  });

  test('the time to a goal is that of the look that first shows it', () => {
    expect(timeTo(courses, 0.25)).toBe(12);
    expect(timeTo(courses, 0.6)).toBe(30);
    expect(timeTo(courses, 0.9)).toBeNull();
  });
});

test('pictures go where the guidance says, within the budget', async () => {
  const drawing = new PixelDrawing(4, 0);
  const surroundings = { pictures: 1, size: 4, drawing, kernels: referenceKernels, rng: new Rng(0) };
  const canvas = await canvasOf('drawing').create(surroundings);
  const guidance = {
    name: 'towards a half',
    gradient: async (images: Float32Array) => ({
      gradient: images.map((x) => x - 0.5),
      target: images.map(() => 0.5),
      diagnostics: { evaluations: 4 },
    }),
  };
  const condition: Condition = { prompt: null, views: [] };
  const parts = { canvas, guidance, condition, innerSteps: 10, learningRate: 0.05, rng: new Rng(1) };
  const { path, evaluations } = await optimise(parts, 20, 5);
  expect(evaluations).toBe(20);
  expect(path).toHaveLength(6);
  expect([...path[5]]).toEqual(Array(48).fill(expect.closeTo(0.5, 1)));
});

describe('benchmarks of methods, with a model whose pictures mean nothing', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  async function bench(name: string, ...args: string[]) {
    const { code, stdout, stderr } = await modeseek(folder.path, 'bench', name, '--json', ...args);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return JSON.parse(stdout.trim().split('\n').at(-1)!);
  }

  test('bench image: a row for each canvas and method, and strips', async () => {
    const flags = ['--model', TINY_MODEL, '--nouns', '2', '--budget', '2', '--canvases', 'drawing'];
    const { rows, metrics } = await bench('image', ...flags);
    expect(rows.map(({ method }: { method: string }) => method)).toEqual([
      ...['sds', 'sds annealed', 'sdi', 'vsd', 'msd paper', 'msd κ=1', 'msd κ=0.5', 'msd κ=0'],
    ]);
    expect(Object.keys(rows[0])).toEqual([
      'canvas',
      'method',
      'frechet',
      'accuracy',
      'evaluations',
      'seconds',
    ]);
    // What score distillation makes is further from the model's own pictures than others of those; mean shift
    // draws samples, and may be as near.
    const [distilled, sampled] = [rows.slice(0, 4), rows.slice(4)].map((some: { frechet: number }[]) =>
      Math.min(...some.map(({ frechet }) => frechet)),
    );
    expect(metrics.frechetFloor).toBeLessThan(distilled);
    expect(sampled).toBeLessThan(distilled);
    expect(readdirSync(join(folder.path, 'runs/bench-image'))).toHaveLength(5 + 2 * 8);
  });

  test('bench image with models of latents: single pictures, and four views together', async () => {
    for (const name of ['sd1', 'mvdream'] as const) {
      const model = makeLatentModel(join(folder.path, name), name);
      const few = ['--nouns', '2', '--budget', '2', '--canvases', 'drawing', '--methods', 'sds,msd κ=1'];
      const { rows } = await bench('image', '--model', model, ...few);
      expect(rows).toMatchObject([
        { canvas: 'drawing', method: 'sds', frechet: expect.any(Number) },
        { canvas: 'drawing', method: 'msd κ=1', frechet: expect.any(Number) },
      ]);
    }
  });

  test('bench prior: what samples are worth, beside what the library means', async () => {
    const { rows, metrics } = await bench('prior', '--model', TINY_MODEL, '--colours', '4', '--scenes', '3');
    const parts = rows.map(({ part }: { part: string }) => part);
    expect(parts).toEqual([
      ...Array(7).fill('concepts'),
      ...Array(4).fill('colours'),
      ...Array(3).fill('scenes'),
    ]);
    expect(metrics.accuracy).toBeLessThan(0.5);
    expect(metrics.accuracyOnTruth).toBeGreaterThan(0.9);
    expect(metrics.within45OnTruth).toBeGreaterThan(0.8);
    expect(metrics.bindingOnTruth).toBeGreaterThan(0.5);
    expect(metrics.pairsOnTruth).toBeGreaterThan(0.5);
    expect(metrics.frechet).toBeGreaterThan(metrics.frechetFloor);
    const sheets = ['captions.png', 'colours.png', 'concepts.png', 'scenes.png'];
    expect(readdirSync(join(folder.path, 'runs/bench-prior')).sort()).toEqual(sheets);
  });

  test('bench prior: chosen concepts alone, drawn as `train` is told to', async () => {
    const flags = ['--model', TINY_MODEL, '--concepts', 'mug,cat'];
    const drawn = async (...train: string[]) => {
      const { rows, metrics } = await bench('prior', ...flags, ...train);
      expect(rows.map(({ prompt }: { prompt: string }) => prompt)).toEqual(['a mug', 'a cat']);
      expect(metrics.frechet).toBeUndefined();
      return readFileSync(join(folder.path, 'runs/bench-prior/concepts.png'));
    };
    const two = await drawn('--', '--kappa', '1', '--sampler-steps', '2');
    expect(two.equals(await drawn('--', '--kappa', '1', '--sampler-steps', '2'))).toBe(true);
    expect(two.equals(await drawn('--', '--kappa', '1', '--sampler-steps', '5'))).toBe(false);
  });

  test('bench text-to-3d: a row for each method, and runs are taken over', async () => {
    const training = { model: TINY_MODEL, batch: 1, resolution: 8, samplerSteps: 1, innerSteps: 1 };
    const field = { fieldLevels: 2, samplesPerDiagonal: 8, steps: 2, previewEvery: 1 };
    mkdirSync(folder.path, { recursive: true });
    writeFileSync(join(folder.path, 'tiny.json'), JSON.stringify({ ...training, ...field, ...ROUGH }));
    const flags = [
      '--concepts',
      'mug',
      '--methods',
      'sds,msd',
      '--',
      '--config',
      'tiny.json',
      '--preview-every',
      '1',
    ];
    const first = await bench('text-to-3d', ...flags);
    expect(first.rows.map(({ method }: { method: string }) => method)).toEqual(['sds', 'msd']);
    expect(Object.keys(first.rows[0])).toEqual([
      ...['method', 'frechet', 'rPrecision', 'viewWithin45', 'evaluations', 'seconds'],
      ...['rPrecisionAtEqualTime', 'secondsToRPrecisionOfSds'],
      ...['fog', 'roughness', 'genus', 'bodies'].flatMap((name) => [name, `${name}Library`]),
      'genusNear',
      ...['pits', 'hidden', 'clay'].flatMap((name) => [name, `${name}Library`]),
      ...['frechet128', 'frechet128Floor', 'frechet128Clay', 'frechet128ClayFloor'],
    ]);
    expect((await bench('text-to-3d', ...flags)).rows).toEqual(first.rows);
  });
});
