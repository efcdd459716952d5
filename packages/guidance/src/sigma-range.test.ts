import { expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import type { Denoiser } from './denoiser.ts';
import { msd } from './msd.ts';
import { sds } from './sds.ts';

const denoise = async (noisy: Float32Array) => noisy;
const trained: Denoiser = { sigmaRange: [0.03, 30], denoise };

test('the ends of the range are inside, and a denoiser without one takes anything', () => {
  msd(trained, { bandwidthStart: 30, bandwidthEnd: 0.03 });
  sds(trained, { sigmaRangeStart: [0.03, 30] });
  msd({ denoise }, { bandwidthStart: 1000 });
});

test.each([
  ['bandwidthStart is 30.5', () => msd(trained, { bandwidthStart: 30.5 })],
  ['bandwidthEnd is 0.01', () => msd(trained, { bandwidthEnd: 0.01 })],
  ['bandwidthEnd is NaN', () => msd(trained, { bandwidthEnd: Number.NaN })],
  ['sigmaRangeEnd is 0.02', () => sds(trained, { sigmaRangeEnd: [0.02, 1] })],
])('%s', (message, create) => {
  expect(create).toThrow(UserError);
  expect(create).toThrow(`option ${message}; it must be from 0.03 to 30, the noise levels that the model`);
});
