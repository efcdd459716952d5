import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeSafetensors, relativeError } from '@modeseek/core';
import type { BuildOptions, PartName } from '../models/networks.ts';
import { loadNetwork } from './load-network.ts';
import { type Provider, type SessionTensor, startSession } from './session.ts';

/** Small random models (scripts/graph/make_fixtures.py). */
export const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** Inputs of a network of a fixture, and what diffusers, transformers or MVDream made of them. */
export function expectedOf(fixture: string, part: PartName) {
  const bytes = readFileSync(join(FIXTURES, fixture, 'expected.safetensors'));
  const all = Object.entries(decodeSafetensors(bytes).tensors);
  const own = all.filter(([name]) => name.startsWith(`${part}.`));
  const tensors = own.map(([name, tensor]) => [name.slice(part.length + 1), tensor as SessionTensor]);
  const { output, ...inputs } = Object.fromEntries(tensors) as Record<string, SessionTensor>;
  return { inputs, output };
}

/** How far our network is from theirs, as a part of what that gives. */
export async function errorOf(
  fixture: string,
  part: PartName,
  options: BuildOptions & { provider?: Provider } = {},
): Promise<number> {
  const { provider = 'cpu', ...rest } = options;
  const { inputs, output } = expectedOf(fixture, part);
  const network = loadNetwork(join(FIXTURES, fixture), part, rest);
  const session = await startSession({ ...network, threads: 1, provider });
  const { output: actual } = await session.run(inputs);
  const { refused } = session.declared;
  await session.dispose();
  if (refused !== undefined) throw new Error(`no ${provider}: ${refused}`);
  if (actual.shape.join() !== output.shape.join()) throw new Error(`it gives [${actual.shape.join(', ')}]`);
  return relativeError(actual.data, output.data as Float32Array);
}
