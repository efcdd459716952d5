import { describe, expect, test } from '@jest/globals';
import type { PartName } from '../models/networks.ts';
import { errorOf } from './network.fixture.ts';

const PARTS: [string, PartName][] = [
  ['sd1', 'text_encoder'],
  ['sd1', 'unet'],
  ['sd1', 'vae_encoder'],
  ['sd1', 'vae_decoder'],
  ['sd2', 'text_encoder'],
  ['sd2', 'unet'],
  ['sd2', 'vae_encoder'],
  ['sd2', 'vae_decoder'],
  ['turbo', 'unet'],
  ['xl', 'unet'],
  ['mvdream', 'unet'],
];

describe('networks compute what diffusers, transformers and MVDream compute', () => {
  test.each(PARTS)('%s, %s: in float32', async (fixture, part) => {
    expect(await errorOf(fixture, part)).toBeLessThan(1e-4);
  });

  test.each([PARTS[0], PARTS[5]])('%s, %s: by plain attention', async (fixture, part) => {
    expect(await errorOf(fixture, part, { plainAttention: true })).toBeLessThan(1e-4);
  });

  test.each(PARTS)('%s, %s: in float16', async (fixture, part) => {
    expect(await errorOf(fixture, part, { precision: 'float16' })).toBeLessThan(1e-2);
  });
});
