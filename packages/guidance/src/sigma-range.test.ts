import { expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import type { Denoiser } from './denoiser.ts';
import { msd } from './msd.ts';
import { sds } from './sds.ts';

const denoise = async (noisy: Float32Array) => noisy;
const trained: Denoiser = { sigmaRange: [0.03, 30], denoise };

test('the ends of the range are inside, and a denoiser without one takes anything', () => {
  msd(trained, { bandwidth: '0:30 1:0.03 log' });
  sds(trained, { sigmaRangeStart: [0.03, 30] });
  msd({ denoise }, { bandwidth: 1000 });
});

test.each([
  ['bandwidth has 30.5', () => msd(trained, { bandwidth: 30.5 })],
  ['bandwidth has 0.01', () => msd(trained, { bandwidth: '0:1 1:0.01 log' })],
  ['bandwidth has NaN', () => msd(trained, { bandwidth: Number.NaN })],
  ['sigmaRangeEnd has 0.02', () => sds(trained, { sigmaRangeEnd: [0.02, 1] })],
])('%s', (message, create) => {
  expect(create).toThrow(UserError);
  expect(create).toThrow(`option ${message}; it must be from 0.03 to 30, the noise levels that the model`);
});
