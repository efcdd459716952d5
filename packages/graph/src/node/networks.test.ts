import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { decodeSafetensors, relativeError } from '@modeseek/core';
import type { BuildOptions, PartName } from '../models/networks.ts';
import { loadNetwork } from './load-network.ts';
import { type SessionTensor, startSession } from './session.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** Inputs of a part of a fixture and what diffusers made of them (scripts/graph/make_fixtures.py). */
function expectedOf(fixture: string, part: PartName) {
  const bytes = readFileSync(join(FIXTURES, fixture, 'expected.safetensors'));
  const all = Object.entries(decodeSafetensors(bytes).tensors);
  const own = all.filter(([name]) => name.startsWith(`${part}.`));
  const { output, ...inputs } = Object.fromEntries(
    own.map(([name, tensor]) => [name.slice(part.length + 1), tensor]),
  );
  return { inputs, output };
}

/** How far our network is from diffusers', as a part of what that gives. */
async function errorOf(fixture: string, part: PartName, options: BuildOptions = {}): Promise<number> {
  const { inputs, output } = expectedOf(fixture, part);
  const network = loadNetwork(join(FIXTURES, fixture), part, options);
  const session = await startSession({ ...network, threads: 1, provider: 'cpu' });
  const { output: actual } = await session.run(inputs as Record<string, SessionTensor>);
  await session.dispose();
  expect(actual.shape).toEqual(output.shape);
  return relativeError(actual.data, output.data);
}

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

  test.each(PARTS)('%s, %s: in float16', async (fixture, part) => {
    expect(await errorOf(fixture, part, { precision: 'float16' })).toBeLessThan(1e-2);
  });
});
