import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { type Guidance, msd, sds } from '@modeseek/guidance';
import { GaussianMixture } from '@modeseek/lab/mixtures/index';
import { DENSITY_NAMES, idealDenoiser, toyDensity } from '@modeseek/lab/modes/densities';
import { distil, restsAfter } from '@modeseek/lab/modes/distil';
import { efficiency, gradientQuality } from '@modeseek/lab/modes/efficiency';
import { learnedDenoiser } from '@modeseek/lab/modes/learned';
import {
  coverage,
  maximumMeanDiscrepancy,
  meanStep,
  modeShare,
  modesOf,
  negativeLogLikelihood,
  spuriousModes,
} from '@modeseek/lab/modes/metrics';
import { Perceptron } from '@modeseek/lab/modes/perceptron';
import { modeseek, temporaryFolder } from './command-line.fixture.ts';

const round = (x: number, y: number, deviation: number) => ({
  weight: 1,
  mean: Float64Array.of(x, y),
  covariance: Float64Array.of(deviation ** 2, 0, 0, deviation ** 2),
});
const two = new GaussianMixture([round(-0.5, 0, 0.1), round(0.5, 0, 0.1)]);

describe('metrics', () => {
  test('negative log-likelihood of samples of a Gaussian is its entropy', () => {
    const gaussian = new GaussianMixture([round(0.3, -0.2, 0.2)]);
    const entropy = 1 + Math.log(2 * Math.PI * 0.04);
    expect(negativeLogLikelihood(gaussian, gaussian.sample(4000, new Rng(1)))).toBeCloseTo(entropy, 1);
  });

  test('coverage: all of the same distribution, none of one elsewhere, half of a half', () => {
    const rng = new Rng(2);
    const reference = two.sample(400, rng);
    expect(coverage(two.sample(200, rng), reference)).toBeGreaterThan(0.9);
    expect(
      coverage(
        reference.map((x) => x + 3),
        reference,
      ),
    ).toBe(0);
    const left = new GaussianMixture([round(-0.5, 0, 0.1)]).sample(200, rng);
    expect(coverage(reference, left)).toBeCloseTo(0.5, 1);
    expect(coverage(left, reference)).toBeGreaterThan(0.9);
  });

  test('maximum mean discrepancy of two single points is that of their kernels', () => {
    const [a, b] = [Float32Array.of(0, 0), Float32Array.of(0.2, 0)];
    const kernels = [0.05, 0.2, 0.8].reduce((sum, width) => sum + Math.exp(-(0.2 ** 2) / 2 / width ** 2), 0);
    expect(maximumMeanDiscrepancy(a, b)).toBeCloseTo(Math.sqrt(6 - 2 * kernels), 6);
    expect(maximumMeanDiscrepancy(a, a)).toBe(0);
  });

  test('modes: of two distant Gaussians their means; of two that overlap, the one between', () => {
    expect([...modesOf(two)].map((x) => Math.abs(x))).toEqual(
      [0.5, 0, 0.5, 0].map((x) => expect.closeTo(x, 4)),
    );
    const close = new GaussianMixture([round(-0.05, 0, 0.1), round(0.05, 0, 0.1)]);
    expect([...modesOf(close)]).toEqual([expect.closeTo(0, 3), 0]);
  });

  test('points at modes, stragglers, and places that are no mode', () => {
    const modes = Float32Array.of(0, 0, 1, 0);
    const points = Float32Array.of(0.01, 0, 1, 0.01, 0.5, 0.5, 0.51, 0.5, 0.5, 0.51, -1, -1);
    expect(modeShare(points, modes, 0.03)).toBeCloseTo(2 / 6, 6);
    expect(spuriousModes(points, modes, 0.03)).toBe(1);
    expect(
      meanStep(
        points,
        points.map((x, i) => (i < 2 ? x + 0.3 : x)),
      ),
    ).toBeCloseTo((0.3 * Math.SQRT2) / 6, 6);
  });
});

test.each(DENSITY_NAMES)('%s: each bead is a mode, and the classes are as likely', (name) => {
  const { classes, all } = toyDensity(name);
  for (const density of classes) {
    expect(modesOf(density).length / 2).toBe(density.components.length);
    const inside = density.components.every(({ mean }) => Math.hypot(mean[0], mean[1]) < 1.2);
    expect(inside).toBe(true);
  }
  const [first, second] = classes.map((density) => density.components.length);
  expect(all.components).toHaveLength(first + second);
  const mass = all.components.slice(0, first).reduce((sum, { weight }) => sum + weight, 0);
  expect(mass).toBeCloseTo(0.5, 6);
});

describe('learned denoiser', () => {
  test("a perceptron's gradients, against central differences", async () => {
    const rng = new Rng(1);
    const network = await Perceptron.create([3, 5, 4, 2], rng);
    for (const { data } of network.parameters) rng.normals(data);
    const inputs = rng.normals(new Float32Array(12));
    const targets = rng.normals(new Float32Array(8));
    await network.squaredErrorGradient(inputs, targets);
    const loss = async () =>
      (await network.apply(inputs)).reduce((sum, y, i) => sum + (y - targets[i]) ** 2 / targets.length, 0);
    for (const { data, gradient } of network.parameters) {
      for (const i of [0, data.length - 1]) {
        const value = data[i];
        const h = 1e-2;
        data[i] = value + h;
        const up = await loss();
        data[i] = value - h;
        const down = await loss();
        data[i] = value;
        expect(gradient[i] / ((up - down) / (2 * h))).toBeCloseTo(1, 1);
      }
    }
  });

  test('comes near the ideal one, with and without a class', async () => {
    const density = toyDensity('pinwheel');
    const ideal = idealDenoiser(density);
    const untrained = await learnedDenoiser(density, new Rng(1), { steps: 0 });
    const learned = await learnedDenoiser(density, new Rng(1), { steps: 1000, batch: 128, width: 64 });
    for (const prompt of ['0', null]) {
      const rng = new Rng(2);
      const source = prompt === null ? density.all : density.classes[0];
      const noisy = source.sample(200, rng).map((x) => x + 0.2 * rng.normal());
      const condition = { prompt, views: [] };
      const truth = await ideal.denoise(noisy, 0.2, condition);
      const off = async (denoiser: typeof learned) => {
        const denoised = await denoiser.denoise(noisy, 0.2, condition);
        return denoised.reduce((sum, d, i) => sum + (d - truth[i]) ** 2, 0);
      };
      expect((await off(learned)) / (await off(untrained))).toBeLessThan(0.6);
    }
  });
});

describe('gradient quality', () => {
  const context = { prompt: '0', seed: 'test' };
  const quality = (at: (bandwidth: number) => Guidance) =>
    gradientQuality(two, two, (_, bandwidth) => at(bandwidth), context.prompt, context.seed);
  /** The true gradient, of any scale, with noise of a share of its root mean square. */
  const noisy =
    (share: number, scale: number) =>
    (bandwidth: number): Guidance => ({
      name: 'noisy',
      async gradient(images, { rng }) {
        const denoised = await two.denoise(images, bandwidth);
        const exact = images.map((x, i) => scale * (x - denoised[i]));
        const rms = Math.sqrt(exact.reduce((sum, g) => sum + g * g, 0) / exact.length);
        return {
          gradient: exact.map((g) => g + share * rms * rng.normal()),
          target: denoised,
          diagnostics: { evaluations: 3 },
        };
      },
    });

  test('noise of half the signal is an error of a quarter, at any scale; uphill turned round is infinite', async () => {
    for (const { nmse, cost } of await quality(noisy(0.5, 7))) {
      expect(nmse).toBeCloseTo(0.25, 1);
      expect(cost).toBe(3);
    }
    expect(efficiency(await quality(noisy(0.5, 7)))).toBeCloseTo(1 / 0.75, 1);
    expect((await quality(noisy(0, 1))).every(({ nmse }) => Math.abs(nmse) < 1e-6)).toBe(true);
    expect((await quality(noisy(0, -1))).every(({ nmse }) => nmse === Number.POSITIVE_INFINITY)).toBe(true);
  });

  test('the mean of the product distribution tells the gradient better than SDS at the same level', async () => {
    const mean = await quality((bandwidth) =>
      msd(two, { bandwidth, kappa: 0, steps: 1, startOverBandwidth: 60, guidanceScale: 1 }),
    );
    const others = await quality((sigma) =>
      sds(two, { sigmaLow: sigma, sigmaHigh: sigma, guidanceScale: 1 }),
    );
    expect(efficiency(mean) / efficiency(others)).toBeGreaterThan(10);
  });
});

test('points moved by mean shift come to rest at modes, and the path says when', async () => {
  const guidance = msd(two, { bandwidth: 0.1, kappa: 0, steps: 1, startOverBandwidth: 60, guidanceScale: 1 });
  const start = Float32Array.of(-0.9, 0.3, 0.8, -0.4, 0.1, 0.2);
  const run = { prompt: '0', budget: 400, travel: '0:8 1:0.1 log', every: 10, rng: new Rng(1) };
  const { points, path, evaluations, updates } = await distil(guidance, start, run);
  expect({ evaluations, updates, looks: path.length }).toEqual({ evaluations: 400, updates: 400, looks: 41 });
  expect([...points]).toEqual([-0.5, 0, 0.5, 0, 0.5, 0].map((x) => expect.closeTo(x, 1)));
  const rest = restsAfter(path, 0.01);
  expect(rest).toBeGreaterThan(20);
  expect(rest).toBeLessThan(400);
  expect(restsAfter(path, 0)).toBeNull();
});

describe('bench modes', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  test('measures every method on both denoisers, leaves tables and pictures, and says the same twice', async () => {
    const flags = [
      '--densities',
      'pinwheel',
      '--budget',
      '14',
      '--points',
      '3',
      '--learned-steps',
      '2',
      '--samples',
      '400',
    ];
    const bench = async () => {
      const { code, stdout, stderr } = await modeseek(folder.path, 'bench', 'modes', ...flags, '--json');
      expect({ code, stderr }).toMatchObject({ code: 0 });
      const { rows, metrics } = JSON.parse(stdout.trim().split('\n').at(-1)!);
      return { metrics, rows: rows.map(({ seconds, ...row }: Record<string, unknown>) => row) };
    };
    const first = await bench();
    expect(first.rows).toHaveLength(24);
    expect(Object.keys(first.rows[1])).toEqual(
      expect.arrayContaining([
        'nll',
        'precision',
        'recall',
        'mmd',
        'efficiency',
        'evaluations',
        'spuriousModes',
      ]),
    );
    expect(first.metrics.exactStandardErrorsD64).toBeLessThan(4);
    expect(first.metrics.paperErrorD64).toBeGreaterThan(5 * first.metrics.exactErrorD64);
    expect(readdirSync(join(folder.path, 'runs/bench-modes')).sort()).toEqual([
      'gradients.png',
      'pinwheel.png',
      'progress.png',
      'samplers.md',
      'table.md',
    ]);
    expect(await bench()).toEqual(first);
  });
});
