import { describe, expect, test } from '@jest/globals';
import { Rng, relativeError } from '@modeseek/core';
import { GaussianMixture } from '@modeseek/lab/mixtures/index';
import type { Condition } from './denoiser.ts';
import { sdi } from './sdi.ts';

const variance = 0.3;
const mean = [0.7, -0.2];
const gaussian = new GaussianMixture([
  { weight: 1, mean: Float64Array.from(mean), covariance: Float64Array.of(variance, 0, 0, variance) },
]);
const x = Float32Array.of(0.5, -0.4);
const context = (prompt: string | null = null) => ({
  condition: { prompt, views: [] } as Condition,
  progress: 0,
  rng: new Rng(1),
});

describe('sdi', () => {
  test('the inferred noise of one Gaussian, and where it leads, in closed form', async () => {
    const [sigmaMin, sigma] = [0.05, 2];
    const { gradient } = await sdi(gaussian, {
      sigmaHigh: sigma,
      sigmaMin,
      inversionSteps: 400,
      inversionEta: 0,
    }).gradient(x, context());
    // The probability flow scales z − mean by √((v + σ²) / (v + σ_min²)); the denoiser shrinks it by v / (v +
    // σ²).
    const grow = Math.sqrt((variance + sigma ** 2) / (variance + sigmaMin ** 2));
    const shrink = variance / (variance + sigma ** 2);
    const expected = mean.map((m, i) => x[i] - (m + shrink * grow * (x[i] - m)));
    expect(relativeError(gradient, expected)).toBeLessThan(0.02);
  });

  test('noise that is drawn has the size of the noise level', async () => {
    const [sigmaMin, sigma, draws] = [0.05, 2, 4000];
    const guidance = sdi(gaussian, { sigmaHigh: sigma, sigmaMin, inversionSteps: 1, inversionEta: 1 });
    const { rng, condition } = context();
    const targets: number[] = [];
    for (let i = 0; i < draws; i++) {
      const { gradient } = await guidance.gradient(x, { rng, condition, progress: 0 });
      targets.push(x[0] - gradient[0]);
    }
    // z = D(x; σ_min) + σ n, and the denoiser shrinks its distance from the mean.
    const shrink = (s: number) => variance / (variance + s ** 2);
    const middle = mean[0] + shrink(sigma) * shrink(sigmaMin) * (x[0] - mean[0]);
    const average = targets.reduce((sum, each) => sum + each, 0) / draws;
    const spread = Math.sqrt(targets.reduce((sum, each) => sum + (each - average) ** 2, 0) / draws);
    expect(Math.abs(average - middle)).toBeLessThan((4 * spread) / Math.sqrt(draws));
    expect(relativeError([spread], [shrink(sigma) * sigma])).toBeLessThan(0.05);
  });

  test('infers all of it with η = 0, and follows its schedules', async () => {
    const guidance = sdi(gaussian, {
      sigmaHigh: '0:2 1:0.5 log',
      inversionSteps: '0:6 1:2 step',
      inversionEta: 0,
    });
    const { rng, condition } = context();
    const before = JSON.stringify(rng.state);
    const { diagnostics } = await guidance.gradient(x, { rng, condition, progress: 0 });
    expect(JSON.stringify(rng.state)).toBe(before);
    expect(diagnostics).toMatchObject({ sigma: 2, evaluations: 7 });
    const late = await guidance.gradient(x, { rng, condition, progress: 1 });
    expect(late.diagnostics).toMatchObject({ sigma: 0.5, evaluations: 3 });
    const guided = await guidance.gradient(x, { ...context('a mug'), progress: 1 });
    expect(guided.diagnostics.evaluations).toBe(6);
  });

  test('a noise level outside the range of the model is refused', () => {
    const narrow = {
      sigmaRange: [0.1, 3] as const,
      denoise: (z: Float32Array, s: number) => gaussian.denoise(z, s),
    };
    expect(() => sdi(narrow, { sigmaHigh: '0:4 1:0.2 log', sigmaMin: 0.1 })).toThrow(
      'option sigmaHigh has 4',
    );
    expect(() => sdi(narrow, { sigmaHigh: 2, sigmaMin: 0.05 })).toThrow('option sigmaMin has 0.05');
  });
});
