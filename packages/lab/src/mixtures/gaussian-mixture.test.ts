import { describe, expect, test } from '@jest/globals';
import { Rng, relativeError } from '@modeseek/core';
import { GaussianMixture } from './gaussian-mixture.ts';
import { moments, standardErrors } from './moments.ts';

describe('GaussianMixture', () => {
  test('samples have its mean and covariance', () => {
    const rng = new Rng(1);
    const mixture = GaussianMixture.random(rng, { dimension: 3, components: 4 });
    const count = 20_000;
    const { mean, covariance } = moments(mixture.sample(count, rng), 3);
    expect(standardErrors(mean, mixture.mean(), mixture.covariance(), count)).toBeLessThan(3);
    expect(relativeError(covariance, mixture.covariance())).toBeLessThan(0.05);
  });

  test('the density in one dimension integrates to one and agrees with the formula', () => {
    const mixture = new GaussianMixture([
      { weight: 3, mean: Float64Array.of(-1), covariance: Float64Array.of(0.04) },
      { weight: 1, mean: Float64Array.of(2), covariance: Float64Array.of(0.25) },
    ]);
    let integral = 0;
    for (let y = -6; y < 8; y += 0.01) integral += 0.01 * Math.exp(mixture.logDensity([y]));
    expect(integral).toBeCloseTo(1, 6);
    const expected = (0.25 * Math.exp(-((1 - 2) ** 2) / 2 / 0.25)) / Math.sqrt(2 * Math.PI * 0.25);
    expect(Math.exp(mixture.logDensity([1]))).toBeCloseTo(expected, 6);
  });

  test.each([true, false])(
    'the denoiser is Tweedie’s formula: z + σ² ∇log p_σ (isotropic: %s)',
    async (isotropic) => {
      const rng = new Rng(2);
      const d = 5;
      const mixture = GaussianMixture.random(rng, { dimension: d, components: 3, spread: 1, isotropic });
      const sigma = 0.7;
      const z = rng.normals(new Float32Array(d));
      const denoised = await mixture.denoise(z, sigma);
      const h = 1e-4;
      const at = (axis: number, by: number) =>
        mixture.logDensity(
          Array.from(z, (v, i) => (i === axis ? v + by : v)),
          sigma,
        );
      for (let i = 0; i < d; i++) {
        const score = (at(i, h) - at(i, -h)) / (2 * h);
        expect(denoised[i]).toBeCloseTo(z[i] + sigma ** 2 * score, 5);
      }
    },
  );

  test('the product’s density is proportional to p times the kernel', () => {
    const rng = new Rng(3);
    const d = 4;
    const bandwidth = 0.8;
    const mixture = GaussianMixture.random(rng, { dimension: d, components: 3, spread: 1 });
    const x = rng.normals(new Float32Array(d));
    const product = mixture.product(x, bandwidth);
    const constants = Array.from({ length: 5 }, () => {
      const y = rng.normals(new Float32Array(d));
      const kernel = -y.reduce((sum, v, i) => sum + (v - x[i]) ** 2, 0) / (2 * bandwidth ** 2);
      return mixture.logDensity(y) + kernel - product.logDensity(y);
    });
    for (const constant of constants) expect(constant).toBeCloseTo(constants[0], 8);
  });
});
