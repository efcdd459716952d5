import { describe, expect, test } from '@jest/globals';
import { Rng, relativeError } from '@modeseek/core';
import { GaussianMixture, moments, repeat, standardErrors } from '@modeseek/lab/mixtures/index';
import { karrasLevels } from './noise-levels.ts';
import { noisyCentre, productDenoiser } from './product.ts';
import { heun } from './samplers/index.ts';

describe('productDenoiser', () => {
  test('is the denoiser of the closed-form product distribution, at every noise level', async () => {
    const rng = new Rng(1);
    const d = 6;
    const mixture = GaussianMixture.random(rng, { dimension: d, components: 5, spread: 1 });
    const x = rng.normals(new Float32Array(d));
    const product = productDenoiser((z, s) => mixture.denoise(z, s), x, 0.6);
    const exact = mixture.product(x, 0.6);
    for (const sigma of [0.05, 0.4, 1, 3, 20]) {
      const z = rng.normals(new Float32Array(d)).map((n, i) => x[i] + sigma * n);
      expect(relativeError(await product(z, sigma), await exact.denoise(z, sigma))).toBeLessThan(1e-5);
    }
  });

  test('Tweedie at the centre: E_q[y] = D(x; λ)', async () => {
    const rng = new Rng(2);
    const mixture = GaussianMixture.random(rng, { dimension: 4, components: 5, spread: 1 });
    const x = rng.normals(new Float32Array(4));
    for (const bandwidth of [0.1, 0.7, 3]) {
      const denoised = await mixture.denoise(x, bandwidth);
      expect(relativeError(denoised, mixture.product(x, bandwidth).mean())).toBeLessThan(1e-5);
    }
  });

  test.each([2, 4, 8, 16])(
    'sampled with it, random mixtures in %d dimensions give q: mean and covariance',
    async (d) => {
      // Three standard errors on each of thirty axes: by chance alone about one choice of seeds in twelve
      // fails.
      const rng = new Rng(`mixture ${d}`);
      const count = 2000;
      const mixture = GaussianMixture.random(rng, { dimension: d, components: 5, spread: 1 });
      const x = rng.normals(new Float32Array(d));
      const bandwidth = rng.uniform(0.5, 1.5);
      const exact = mixture.product(x, bandwidth);
      // Started so high that the start's own mean does not show; see MsdOptions.startOverBandwidth.
      const levels = karrasLevels({ steps: 32, sigmaMax: 2000 * bandwidth, sigmaMin: 0.01 });
      const centres = repeat(x, count);
      const start = centres.map((value) => value + levels[0] * rng.normal());
      const denoise = productDenoiser((z, s) => mixture.denoise(z, s), centres, bandwidth);
      const { mean, covariance } = moments(await heun(denoise, start, levels, rng), d);
      expect(standardErrors(mean, exact.mean(), exact.covariance(), count)).toBeLessThan(3);
      expect(relativeError(covariance, exact.covariance())).toBeLessThan(0.15);
    },
  );
});

test('noisyCentre adds noise of deviation κλ, and none at κ = 0', () => {
  const rng = new Rng(3);
  const x = new Float32Array(20_000).fill(2);
  expect(noisyCentre(x, 0.5, 0, rng)).toBe(x);
  const { mean, covariance } = moments(noisyCentre(x, 0.5, 0.4, rng), 1);
  expect(mean[0]).toBeCloseTo(2, 2);
  expect(Math.sqrt(covariance[0])).toBeCloseTo(0.2, 2);
});
