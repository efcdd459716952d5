import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aroundViews, PixelDrawing, Rng } from '@modeseek/core';
import type { Condition } from '@modeseek/guidance';
import { createCanvas } from '@modeseek/lab/image/canvas';
import { oneByOne, optimise } from '@modeseek/lab/image/optimise';
import { shareAt, timeTo } from '@modeseek/lab/text-to-3d/course';
import { referenceKernels } from '@modeseek/trainer';
import { modeseek, TINY_MODEL, temporaryFolder } from './command-line.fixture.ts';

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

describe('canvases', () => {
  test.each(['pixels', 'grid'] as const)('%s: the gradient, against central differences', async (kind) => {
    const [pictures, size] = [2, 8];
    const drawing = new PixelDrawing(size, 2);
    const canvas = await createCanvas(kind, pictures, drawing, referenceKernels, 'canvas');
    const rng = new Rng(1);
    for (const { data } of canvas.parameters)
      for (let i = 0; i < data.length; i++) data[i] = rng.uniform(-0.5, 0.5);
    const weights = rng.normals(new Float32Array(pictures * drawing.length));
    const loss = async () => (await canvas.draw()).reduce((sum, x, i) => sum + weights[i] * x, 0);
    expect(await canvas.draw()).toHaveLength(weights.length);
    await canvas.backward(weights);
    for (const { data, gradient } of canvas.parameters) {
      const expected = gradient.slice();
      const largest = expected.reduce((best, g, i) => (Math.abs(g) > Math.abs(expected[best]) ? i : best), 0);
      if (expected[largest] === 0) continue; // density takes no part
      const value = data[largest];
      data[largest] = value + 1e-2;
      const up = await loss();
      data[largest] = value - 1e-2;
      const down = await loss();
      data[largest] = value;
      expect((up - down) / 2e-2 / expected[largest]).toBeCloseTo(1, 1);
    }
    await canvas.dispose();
  });

  test('pictures go where the guidance says, within the budget', async () => {
    const canvas = await createCanvas('pixels', 1, new PixelDrawing(4, 0), referenceKernels, 'canvas');
    const guidance = {
      name: 'towards a half',
      gradient: async (images: Float32Array) => ({
        gradient: images.map((x) => x - 0.5),
        target: images.map(() => 0.5),
        diagnostics: { evaluations: 4 },
      }),
    };
    const condition: Condition = { prompt: null, views: [] };
    const options = { condition, budget: 20, innerSteps: 10, rate: 0.05, rng: new Rng(1) };
    const { path, evaluations } = await optimise(canvas, guidance, options, 5);
    expect(evaluations).toBe(20);
    expect(path).toHaveLength(6);
    expect([...path[5]]).toEqual(Array(48).fill(expect.closeTo(0.5, 1)));
  });

  test('pictures taken one by one know nothing of one another', async () => {
    const seen: number[] = [];
    const denoiser = oneByOne({
      async denoise(noisy, sigma, { views }) {
        seen.push(views.length);
        return noisy.map((z) => z * sigma + views[0].camera.azimuth);
      },
    });
    const views = aroundViews(2);
    const clean = await denoiser.denoise(Float32Array.of(1, 2, 3, 4), 2, { prompt: null, views });
    expect([...clean]).toEqual([2, 4, 6 + Math.PI, 8 + Math.PI].map((x) => expect.closeTo(x, 5)));
    expect(seen).toEqual([1, 1]);
  });
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
    const flags = ['--model', TINY_MODEL, '--nouns', '2', '--budget', '2', '--canvases', 'pixels'];
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
    // No method's pictures are nearer to the model's own than another set of those.
    expect(metrics.frechetFloor).toBeLessThanOrEqual(
      Math.min(...rows.map(({ frechet }: { frechet: number }) => frechet)),
    );
    expect(readdirSync(join(folder.path, 'runs/bench-image'))).toHaveLength(5 + 2 * 8);
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
    writeFileSync(join(folder.path, 'tiny.json'), JSON.stringify({ ...training, ...field }));
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
      ...['frechet128', 'frechet128Floor'],
    ]);
    expect((await bench('text-to-3d', ...flags)).rows).toEqual(first.rows);
  });
});
