import { describe, expect, test } from '@jest/globals';
import { Rng, relativeError } from '@modeseek/core';
import { GaussianMixture, moments, repeat, standardErrors } from '@modeseek/lab/mixtures/index';
import type { Condition } from './denoiser.ts';
import type { Guidance } from './guidance.ts';
import { type MsdOptions, msd } from './msd.ts';
import { msdPaper } from './msd-paper.ts';
import { mustWait } from './pace.ts';

const condition: Condition = { prompt: null, views: [] };
const gradientOf = (guidance: Guidance, images: Float32Array, seed: number | string, progress = 0) =>
  guidance.gradient(images, { condition, progress, rng: new Rng(seed) });

/** Settings under which sampling errors are far below those that the tests allow. */
const precise: Partial<MsdOptions> = { sampler: 'heun', steps: 32, startOverBandwidth: 1000, sigmaMin: 0.01 };

const plane = GaussianMixture.random(new Rng('plane'), {
  dimension: 2,
  components: 6,
  spread: 1,
  width: 0.3,
});
const x = Float32Array.of(0.4, -0.2);
const bandwidth = 0.6;
const fixedBandwidth = { bandwidth };

/** The mode of the blurred density that exact mean shift leads to. */
function climb(from: Float32Array, width: number): number[] {
  let point = Array.from(from);
  for (let i = 0; i < 3000; i++) {
    const shift = plane.meanShift(point, width);
    point = point.map((value, k) => value + shift[k]);
  }
  return point;
}

describe('msd', () => {
  test('the bandwidth follows its schedule', async () => {
    const { diagnostics } = await gradientOf(msd(plane, { bandwidth: '0:4 1:0.25 log' }), x, 0, 0.5);
    expect(diagnostics.bandwidth).toBeCloseTo(1, 10);
  });

  test('κ follows its schedule', async () => {
    const spread = async (kappa: MsdOptions['kappa'], progress: number) => {
      const count = 1000;
      const one = { ...fixedBandwidth, kappa, sampler: 'ddim', steps: 1, startOverBandwidth: 1000 } as const;
      const { target } = await gradientOf(msd(plane, one), repeat(x, count), 5, progress);
      return moments(target, 2).covariance[0];
    };
    // In one step from far away the target is D(x + κλn; λ): at κ = 0 always the same.
    expect(await spread('0:0 1:1', 0)).toBeLessThan(1e-4);
    expect(await spread('0:0 1:1', 1)).toBeCloseTo(await spread(1, 0), 6);
    expect(await spread(1, 0)).toBeGreaterThan(0.01);
  });

  test('goes on from what the denoiser’s answers are projected onto', async () => {
    const project = async (denoised: Float32Array) => denoised.map((_, i) => 3 + (i % 2));
    for (const guidance of [msd(plane, { ...precise, ...fixedBandwidth }), msdPaper(plane, fixedBandwidth)]) {
      const context = { condition, progress: 0, rng: new Rng(1) };
      const { target: free } = await guidance.gradient(x, context);
      const { target } = await guidance.gradient(x, { ...context, project });
      expect(Math.hypot(free[0] - 3, free[1] - 4)).toBeGreaterThan(1);
      if (guidance.name === 'msd') {
        expect(target[0]).toBeCloseTo(3, 4);
        expect(target[1]).toBeCloseTo(4, 4);
      } else {
        expect(Math.hypot(target[0] - 3, target[1] - 4)).toBeLessThan(Math.hypot(free[0] - 3, free[1] - 4));
      }
    }
  });

  test('above a floor it is drawn anew in every step, evenly on a logarithmic scale', async () => {
    const guidance = msd(plane, { bandwidth: '0:4 1:2', bandwidthFloor: '0:0 0.1:0.25 step', steps: 2 });
    const rng = new Rng('bandwidths');
    const at = async (progress: number) =>
      (await guidance.gradient(x, { condition, progress, rng })).diagnostics.bandwidth;
    expect(await at(0)).toBe(4); // no floor yet
    const drawn = [];
    for (let i = 0; i < 400; i++) drawn.push(await at(1));
    expect(Math.min(...drawn)).toBeGreaterThan(0.25);
    expect(Math.max(...drawn)).toBeLessThan(2);
    const logs = drawn.map((value) => Math.log(value / 0.25) / Math.log(8));
    expect(logs.reduce((sum, value) => sum + value) / 400).toBeCloseTo(0.5, 1);
    expect(logs.filter((value) => value < 0.25).length / 400).toBeCloseTo(0.25, 1);
  });

  test('its expectation is the mean shift, with the product distribution’s spread', async () => {
    const count = 4000;
    const result = await gradientOf(msd(plane, { ...precise, ...fixedBandwidth }), repeat(x, count), 1);
    const exact = plane.product(x, bandwidth);
    const { mean, covariance } = moments(result.target, 2);
    expect(standardErrors(mean, exact.mean(), exact.covariance(), count)).toBeLessThan(3);
    expect(relativeError(covariance, exact.covariance())).toBeLessThan(0.15);
    const shift = moments(result.gradient, 2).mean.map((g) => -g);
    expect(relativeError(shift, plane.meanShift(x, bandwidth))).toBeLessThan(0.05);
  });

  test('at a mode of the blurred density it is zero in expectation', async () => {
    const mode = climb(x, bandwidth);
    const count = 4000;
    const { gradient } = await gradientOf(
      msd(plane, { ...precise, ...fixedBandwidth }),
      repeat(mode, count),
      2,
    );
    const { mean, covariance } = moments(gradient, 2);
    expect(standardErrors(mean, new Float64Array(2), covariance, count)).toBeLessThan(3);
  });

  test('repeated steps along it end at a mode of the density as the bandwidth shrinks', async () => {
    const last = 0.15;
    const guidance = msd(plane, { ...precise, bandwidth: `0:1 1:${last} log`, samples: 4 });
    const rng = new Rng(3);
    const start = Float32Array.of(1.5, 1.5);
    let point = start;
    for (let step = 0; step < 150; step++) {
      const { gradient } = await guidance.gradient(point, { condition, progress: step / 149, rng });
      point = point.map((value, i) => value - 0.3 * gradient[i]);
    }
    const highest = plane.logDensity(climb(point, last), last);
    expect(highest - plane.logDensity(point, last)).toBeLessThan(0.1);
    expect(highest - plane.logDensity(start, last)).toBeGreaterThan(1);
  });

  test('κ = 1 has SDS’s expectation: the mean of D(x + λn; λ)', async () => {
    const count = 6000;
    const result = await gradientOf(
      msd(plane, { ...precise, ...fixedBandwidth, kappa: 1 }),
      repeat(x, count),
      4,
    );
    const rng = new Rng(5);
    const noisy = repeat(x, 100_000).map((value) => value + bandwidth * rng.normal());
    const expected = moments(await plane.denoise(noisy, bandwidth), 2).mean;
    const { mean, covariance } = moments(result.target, 2);
    expect(standardErrors(mean, expected, covariance, count)).toBeLessThan(3);
    const exact = plane.product(x, bandwidth);
    expect(standardErrors(mean, exact.mean(), covariance, count)).toBeGreaterThan(4);
  });

  test('averaging samples divides the variance; all samples are drawn at once', async () => {
    const variance = async (samples: number) => {
      const { target } = await gradientOf(
        msd(plane, { ...precise, ...fixedBandwidth, samples }),
        repeat(x, 2000),
        6,
      );
      return moments(target, 2).covariance[0];
    };
    expect((await variance(1)) / (await variance(4))).toBeCloseTo(4, 0);
  });

  test('fixed noise gives the same target at every step, fresh noise another', async () => {
    const fixed = msd(plane, { fixedNoise: 7 });
    const [a, b] = [await gradientOf(fixed, x, 1), await gradientOf(fixed, x, 2)];
    expect(Array.from(a.target)).toEqual(Array.from(b.target));
    const [c, e] = [await gradientOf(msd(plane), x, 1), await gradientOf(msd(plane), x, 2)];
    expect(Array.from(c.target)).not.toEqual(Array.from(e.target));
    const again = await gradientOf(msd(plane), x, 1);
    expect(Array.from(c.target)).toEqual(Array.from(again.target));
  });

  test('gradient, target and diagnostics agree; guidance doubles the evaluations', async () => {
    const result = await gradientOf(msd(plane, { steps: 5, samples: 2 }), x, 8);
    x.forEach((value, i) => {
      expect(result.gradient[i]).toBeCloseTo(value - result.target[i], 6);
    });
    const rms = Math.hypot(...result.gradient) / Math.sqrt(2);
    expect(result.diagnostics).toEqual({
      bandwidth: 3,
      meanShift: expect.closeTo(rms, 6),
      evaluations: 10,
      lag: expect.any(Number),
    });
    const guided = await msd(plane, { steps: 5, guidanceScale: 2 }).gradient(x, {
      condition: { prompt: 'a mug', views: [] },
      progress: 0,
      rng: new Rng(8),
    });
    expect(guided.diagnostics.evaluations).toBe(10);
  });
});

describe('lag', () => {
  test('is the square of the mean shift by the spread of q', async () => {
    const [count, product] = [4000, plane.product(x, bandwidth)];
    const shift = plane.meanShift(x, bandwidth);
    const covariance = product.covariance();
    const { diagnostics } = await gradientOf(
      msd(plane, { ...fixedBandwidth, ...precise }),
      repeat(x, count),
      12,
    );
    const expected = (shift[0] ** 2 + shift[1] ** 2) / (covariance[0] + covariance[3]);
    expect(relativeError([diagnostics.lag], [expected])).toBeLessThan(0.1);
  });

  test('is not there where the sample is the mean, and not in the approximate sampler', async () => {
    for (const guidance of [msd(plane, { steps: 1 }), msdPaper(plane)]) {
      const { diagnostics } = await gradientOf(guidance, x, 13);
      expect(diagnostics.lag).toBeUndefined();
    }
  });

  test('a run waits while it lags, as often as it may', () => {
    expect(mustWait(2.1, 0, 5)).toBe(true);
    expect(mustWait(2.1, 5, 5)).toBe(false);
    expect(mustWait(1.9, 0, 5)).toBe(false);
    expect(mustWait(undefined, 0, 5)).toBe(false);
  });
});

describe('msdPaper', () => {
  test('is biased and collapses where the exact sampler is right', async () => {
    const count = 2000;
    const shift = plane.meanShift(x, bandwidth);
    const exact = plane.product(x, bandwidth).covariance();
    const measure = async (guidance: Guidance) => {
      const { mean, covariance } = moments((await gradientOf(guidance, repeat(x, count), 9)).gradient, 2);
      return {
        bias: relativeError(
          mean.map((g) => -g),
          shift,
        ),
        spread: covariance[0] / exact[0],
      };
    };
    const paper = await measure(
      msdPaper(plane, { ...fixedBandwidth, steps: 100, sigmaMax: 10, sigmaMin: 0.01 }),
    );
    const ours = await measure(msd(plane, { ...fixedBandwidth, ...precise }));
    expect(ours.bias).toBeLessThan(0.05);
    expect(ours.spread).toBeGreaterThan(0.85);
    expect(paper.bias).toBeGreaterThan(4 * ours.bias);
    expect(paper.spread).toBeLessThan(0.5);
  });

  test('without the pull it is DDIM: samples of p', async () => {
    const count = 4000;
    const guidance = msdPaper(plane, { steps: 100, sigmaMax: 80, sigmaMin: 0.01, pullInterval: [0, 0] });
    const { mean, covariance } = moments((await gradientOf(guidance, repeat(x, count), 10)).target, 2);
    expect(standardErrors(mean, plane.mean(), plane.covariance(), count)).toBeLessThan(3);
    expect(relativeError(covariance, plane.covariance())).toBeLessThan(0.15);
  });

  test('a narrow kernel holds the target at x', async () => {
    const guidance = msdPaper(plane, { bandwidth: 1e-3, sigmaMin: 0.05 });
    const { diagnostics } = await gradientOf(guidance, x, 11);
    expect(diagnostics.meanShift).toBeLessThan(1e-3);
  });
});
