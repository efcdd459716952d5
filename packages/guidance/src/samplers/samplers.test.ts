import { describe, expect, test } from '@jest/globals';
import { Rng, relativeError } from '@modeseek/core';
import { GaussianMixture, moments, standardErrors } from '@modeseek/lab/mixtures/index';
import { karrasLevels } from '../noise-levels.ts';
import { SAMPLER_NAMES, SAMPLERS, type Sampler, type SamplerName } from './index.ts';

/** A normal distribution in one dimension; its probability flow scales z − mean by √((v + σ'²)/(v + σ²)). */
const MEAN = 0.7;
const VARIANCE = 0.3;
const gaussian = async (z: Float32Array, sigma: number) =>
  z.map((value) => MEAN + (VARIANCE / (VARIANCE + sigma ** 2)) * (value - MEAN));

/** Error of the flow from σ = 5 to 0.2 in `steps` steps. */
async function flowError(sampler: Sampler, steps: number): Promise<number> {
  const levels = karrasLevels({ steps: steps + 1, sigmaMax: 5, sigmaMin: 0.2 }).slice(0, -1);
  const z = await sampler(gaussian, Float32Array.of(4), levels, new Rng(0));
  return Math.abs(z[0] - MEAN - (4 - MEAN) * Math.sqrt((VARIANCE + 0.2 ** 2) / (VARIANCE + 25)));
}

describe('samplers', () => {
  const orders: [SamplerName, number][] = [
    ['ddim', 1],
    ['heun', 2],
    ['dpmpp', 2],
  ];
  test.each(orders)('%s is of order %d', async (name, order) => {
    const coarse = await flowError(SAMPLERS[name], 16);
    const fine = await flowError(SAMPLERS[name], 64);
    const measured = Math.log(coarse / fine) / Math.log(4);
    expect(measured).toBeGreaterThan(order - 0.25);
    expect(measured).toBeLessThan(order + 0.5);
  });

  const steps: Record<SamplerName, number> = { ddim: 100, heun: 30, dpmpp: 40, ancestral: 100 };
  test.each(SAMPLER_NAMES)('%s reproduces the moments of a mixture', async (name) => {
    const rng = new Rng(4);
    const [d, count] = [3, 4000];
    const mixture = GaussianMixture.random(rng, { dimension: d, components: 4 });
    const levels = karrasLevels({ steps: steps[name], sigmaMax: 80, sigmaMin: 0.01 });
    const start = rng.normals(new Float32Array(count * d)).map((n) => levels[0] * n);
    const samples = await SAMPLERS[name]((z, s) => mixture.denoise(z, s), start, levels, rng);
    const { mean, covariance } = moments(samples, d);
    expect(standardErrors(mean, mixture.mean(), mixture.covariance(), count)).toBeLessThan(3);
    expect(relativeError(covariance, mixture.covariance())).toBeLessThan(0.1);
  });

  test('costs: one evaluation a step, Heun two but for the last', async () => {
    const cost = async (name: SamplerName) => {
      let evaluations = 0;
      const levels = karrasLevels({ steps: 6, sigmaMax: 5, sigmaMin: 0.1 });
      const counted = (z: Float32Array, sigma: number) => {
        evaluations++;
        return gaussian(z, sigma);
      };
      await SAMPLERS[name](counted, Float32Array.of(4), levels, new Rng(0));
      return evaluations;
    };
    expect(await cost('ddim')).toBe(6);
    expect(await cost('dpmpp')).toBe(6);
    expect(await cost('ancestral')).toBe(6);
    expect(await cost('heun')).toBe(11);
  });

  test('only ancestral sampling draws noise, and the input array is left alone', async () => {
    for (const name of SAMPLER_NAMES) {
      const rng = new Rng(5);
      const before = JSON.stringify(rng.state);
      const start = Float32Array.of(4);
      await SAMPLERS[name](gaussian, start, [5, 1, 0], rng);
      expect(start[0]).toBe(4);
      expect(JSON.stringify(rng.state) !== before).toBe(name === 'ancestral');
    }
  });
});
