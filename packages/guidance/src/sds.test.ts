import { describe, expect, test } from '@jest/globals';
import { Rng, relativeError } from '@modeseek/core';
import { GaussianMixture, moments, repeat } from '@modeseek/lab/mixtures/index';
import type { Condition } from './denoiser.ts';
import { SDS_WEIGHTS, type SdsOptions, sds } from './sds.ts';

const condition: Condition = { prompt: null, views: [] };
const at = (sigma: number): Partial<SdsOptions> => ({
  sigmaLow: sigma,
  sigmaHigh: sigma,
});
const gaussian = GaussianMixture.random(new Rng('gaussian'), { dimension: 3, components: 1 });
const mixture = GaussianMixture.random(new Rng('mixture'), {
  dimension: 3,
  components: 4,
  spread: 1,
  width: 0.3,
});
const x = Float32Array.of(0.5, -0.4, 0.1);

describe('sds', () => {
  test('for one Gaussian its expectation is minus the mean shift at bandwidth σ', async () => {
    const images = repeat(x, 20_000);
    const context = { condition, progress: 0, rng: new Rng(1) };
    const { gradient } = await sds(gaussian, at(0.8)).gradient(images, context);
    const mean = moments(gradient, 3).mean.map((g) => -g);
    expect(relativeError(mean, gaussian.meanShift(x, 0.8))).toBeLessThan(0.02);
  });

  test('for a mixture it is the mean shift blurred once more, which is another vector', async () => {
    const images = repeat(x, 20_000);
    const { gradient } = await sds(mixture, at(0.8)).gradient(images, {
      condition,
      progress: 0,
      rng: new Rng(2),
    });
    const mean = moments(gradient, 3).mean.map((g) => -g);
    const noise = new Rng(3);
    const blurred = new Float64Array(3);
    const draws = 5000;
    for (let k = 0; k < draws; k++) {
      const point = x.map((value) => value + 0.8 * noise.normal());
      mixture.meanShift(point, 0.8).forEach((m, i) => {
        blurred[i] += (m + point[i] - x[i]) / draws;
      });
    }
    expect(relativeError(mean, blurred)).toBeLessThan(0.08);
    expect(relativeError(mean, mixture.meanShift(x, 0.8))).toBeGreaterThan(0.15);
  });

  test('weights: gradient = w(σ)(x − target), and epsilon weighting is ε̂ − ε', async () => {
    for (const weighting of ['x0', 'epsilon', 'dreamfusion'] as const) {
      const result = await sds(mixture, { ...at(0.5), weighting }).gradient(x, {
        condition,
        progress: 0,
        rng: new Rng(4),
      });
      const expected = x.map((value, i) => SDS_WEIGHTS[weighting](0.5) * (value - result.target[i]));
      expect(relativeError(result.gradient, expected)).toBeLessThan(1e-6);
    }
    const seen: Float32Array[] = [];
    const spy = {
      denoise: (z: Float32Array, sigma: number) => {
        seen.push(z);
        return mixture.denoise(z, sigma);
      },
    };
    const result = await sds(spy, { ...at(0.5), weighting: 'epsilon' }).gradient(x, {
      condition,
      progress: 0,
      rng: new Rng(4),
    });
    x.forEach((value, i) => {
      const epsilon = (seen[0][i] - value) / 0.5;
      const predicted = (seen[0][i] - result.target[i]) / 0.5;
      expect(result.gradient[i]).toBeCloseTo(predicted - epsilon, 5);
    });
  });

  test('noise levels are log-uniform in a range that moves with progress', async () => {
    const guidance = sds(gaussian, { sigmaLow: '0:1 1:0.01 log', sigmaHigh: '0:100 1:1 log' });
    const rng = new Rng(5);
    const draw = async (progress: number) => {
      const { diagnostics } = await guidance.gradient(x, { condition, progress, rng });
      return Math.log10(diagnostics.sigma);
    };
    for (const [progress, low] of [
      [0, 0],
      [0.5, -1],
      [1, -2],
    ]) {
      const draws = await Promise.all(Array.from({ length: 400 }, () => draw(progress)));
      expect(Math.min(...draws)).toBeGreaterThanOrEqual(low - 1e-9);
      expect(Math.max(...draws)).toBeLessThanOrEqual(low + 2 + 1e-9);
      expect(draws.reduce((a, b) => a + b, 0) / draws.length).toBeCloseTo(low + 1, 0);
    }
  });

  test('counts two evaluations a draw under guidance, one without a prompt', async () => {
    const run = async (prompt: string | null, samples: number) =>
      (
        await sds(mixture, { samples }).gradient(x, {
          condition: { prompt, views: [] },
          progress: 0,
          rng: new Rng(6),
        })
      ).diagnostics.evaluations;
    expect(await run(null, 1)).toBe(1);
    expect(await run('a mug', 1)).toBe(2);
    expect(await run('a mug', 3)).toBe(6);
  });
});
