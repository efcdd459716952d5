import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

test.each(['field', 'integrator'])(
  'what TypeScript is told of the %s kernels is what their source says',
  async (name) => {
    const { signaturesOf } = await import('../scripts/build-kernels.mjs' as string);
    expect(
      readFileSync(new URL(`../packages/backend/src/wasm/${name}-kernels.ts`, import.meta.url), 'utf8'),
    ).toBe(signaturesOf(name));
  },
);
