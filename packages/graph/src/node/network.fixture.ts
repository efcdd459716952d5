import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeNumbers, relativeError } from '@modeseek/core';
import type { BuildOptions, PartName } from '../models/networks.ts';
import { runNetwork } from './run-network.ts';
import type { Provider } from './session.ts';

/** Small random models (scripts/graph/make_fixtures.py). */
export const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** Inputs of a network of a fixture, and what diffusers, transformers or MVDream made of them. */
export function expectedOf(fixture: string, part: PartName) {
  const source = join(FIXTURES, fixture, 'expected.safetensors');
  const all = Object.entries(decodeNumbers(readFileSync(source), source));
  const own = all.filter(([name]) => name.startsWith(`${part}.`));
  const { output, ...tensors } = Object.fromEntries(
    own.map(([name, tensor]) => [name.slice(part.length + 1), tensor]),
  );
  return { given: { tensors, source }, output };
}

/** How far our network is from theirs, as a part of what that gives. */
export async function errorOf(
  fixture: string,
  part: PartName,
  options: BuildOptions & { provider?: Provider } = {},
): Promise<number> {
  const { given, output } = expectedOf(fixture, part);
  const where = { provider: 'cpu', threads: 1 } as const;
  const { shape, data } = await runNetwork(join(FIXTURES, fixture), part, given, { ...where, ...options });
  if (shape.join() !== output.shape.join()) throw new Error(`it gives [${shape.join(', ')}]`);
  return relativeError(data, output.values);
}
