import { describe, expect, test } from '@jest/globals';
import { Rng, relativeError } from '@modeseek/core';
import { GaussianMixture } from '@modeseek/lab/mixtures/index';
import type { Condition } from './denoiser.ts';
import { sds } from './sds.ts';
import { denoiseParticles, vsd } from './vsd.ts';

const condition: Condition = { prompt: null, views: [] };
const mixture = GaussianMixture.random(new Rng('mixture'), {
  dimension: 2,
  components: 3,
  spread: 1,
  width: 0.3,
});
const range = { sigmaLow: 0.5, sigmaHigh: 0.5 } as const;
const rms = (x: Float32Array) => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);

test('the denoiser of particles is that of a mixture of narrow Gaussians', async () => {
  const rng = new Rng(1);
  const particles = rng.normals(new Float32Array(10));
  const narrow = new GaussianMixture(
    Array.from({ length: 5 }, (_, k) => ({
      weight: 1,
      mean: Float64Array.from(particles.subarray(2 * k, 2 * k + 2)),
      covariance: Float64Array.of(1e-10, 0, 0, 1e-10),
    })),
  );
  const noisy = rng.normals(new Float32Array(8));
  const expected = await narrow.denoise(noisy, 0.4);
  expect(relativeError(denoiseParticles(particles, noisy, 0.4, 2), expected)).toBeLessThan(1e-4);
});

describe('vsd', () => {
  test('one particle alone is SDS', async () => {
    const x = Float32Array.of(0.3, -0.2);
    const context = () => ({ condition, progress: 0, rng: new Rng(2) });
    const one = await vsd(mixture, { ...range, particleSize: 2 }).gradient(x, context());
    const other = await sds(mixture, range).gradient(x, context());
    expect(relativeError(one.gradient, other.gradient)).toBeLessThan(1e-6);
    expect(one.diagnostics.residual).toBeCloseTo(other.diagnostics.residual, 5);
  });

  test('particles that are distributed like p stay where they are, and others do not', async () => {
    const rng = new Rng(3);
    const guidance = vsd(mixture, { ...range, particleSize: 2 });
    const size = async (particles: Float32Array) =>
      rms((await guidance.gradient(particles, { condition, progress: 0, rng })).gradient);
    const there = await size(mixture.sample(3000, rng));
    const elsewhere = await size(mixture.sample(3000, rng).map((value) => value + 1));
    expect(elsewhere / there).toBeGreaterThan(10);
  });
});
