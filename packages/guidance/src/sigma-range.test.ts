import { describe, expect, test } from '@jest/globals';
import { Rng, UserError } from '@modeseek/core';
import type { Denoiser } from './denoiser.ts';
import type { Guidance } from './guidance.ts';
import { msd } from './msd.ts';
import { msdPaper } from './msd-paper.ts';
import { sds } from './sds.ts';

const [LOW, HIGH] = [0.03, 30];
const denoise = async (noisy: Float32Array) => noisy;
const trained: Denoiser = { sigmaRange: [LOW, HIGH], denoise };

describe('what stays inside the range is taken', () => {
  test.each<[string, (denoiser: Denoiser) => Guidance]>([
    ['msd, whose levels are below its bandwidth', (d) => msd(d, { bandwidth: '0:30.5 1:0.3 log' })],
    ['msd down to the narrowest kernel', (d) => msd(d, { bandwidth: 0.0376 })],
    ['msd that asks once a sample', (d) => msd(d, { bandwidth: 0.031, steps: 1 })],
    ['msd-paper, whose levels are not of its bandwidth', (d) => msdPaper(d, { bandwidth: '0:50 1:0.01' })],
    ['msd-paper at the ends', (d) => msdPaper(d, { sigmaMax: HIGH, sigmaMin: LOW })],
    ['msd-paper that asks once a sample', (d) => msdPaper(d, { sigmaMin: 0.01, steps: 1 })],
    ['sds at the ends', (d) => sds(d, { sigmaLow: LOW, sigmaHigh: HIGH })],
  ])('%s', async (_, create) => {
    const sigmas: number[] = [];
    const spy: Denoiser = {
      ...trained,
      denoise: (noisy, sigma) => {
        sigmas.push(sigma);
        return denoise(noisy);
      },
    };
    const guidance = create(spy);
    for (const progress of [0, 0.5, 1]) {
      const context = { condition: { prompt: null, views: [] }, progress, rng: new Rng(0) };
      await guidance.gradient(new Float32Array(3), context);
    }
    expect(Math.min(...sigmas)).toBeGreaterThan(LOW - 1e-9);
    expect(Math.max(...sigmas)).toBeLessThan(HIGH + 1e-9);
  });

  test('anything, by a denoiser without one', () => {
    msd({ denoise }, { bandwidth: 1000 });
    msdPaper({ denoise }, { sigmaMax: 1000 });
    sds({ denoise }, { sigmaLow: 0.001, sigmaHigh: 1000 });
  });
});

const refused = (create: () => Guidance, message: string) => {
  expect(create).toThrow(UserError);
  expect(create).toThrow(message);
};

test.each<[string, string, () => Guidance]>([
  [
    'bandwidth has 31, which asks the model about noise of 30.0744',
    'less',
    () => msd(trained, { bandwidth: 31 }),
  ],
  [
    'bandwidth has 0.03, which asks the model about noise of 0.0257248',
    'more',
    () => msd(trained, { bandwidth: '0:1 1:0.03 log' }),
  ],
  [
    'sigmaMin has 0.03, which asks the model about noise of 0.0298511',
    'more',
    () => msd(trained, { sigmaMin: 0.03 }),
  ],
  [
    'sigmaMax has 40, which asks the model about noise of 40',
    'less',
    () => msdPaper(trained, { sigmaMax: 40 }),
  ],
  [
    'sigmaMin has 0.01, which asks the model about noise of 0.01',
    'more',
    () => msdPaper(trained, { sigmaMin: 0.01 }),
  ],
  [
    'sigmaLow has 0.02, which asks the model about noise of 0.02',
    'more',
    () => sds(trained, { sigmaLow: '0:0.1 1:0.02' }),
  ],
])('option %s: refused', (message, remedy, create) => {
  refused(create, `option ${message}; it was trained for 0.03 to 30, so give ${remedy}`);
});

test.each([0, -1, Number.NaN])('a bandwidth of %p is refused by any denoiser', (bandwidth) => {
  const message = `option bandwidth has ${bandwidth}; it must be above 0`;
  refused(() => msd({ denoise }, { bandwidth }), message);
  refused(() => msdPaper({ denoise }, { bandwidth }), message);
});
