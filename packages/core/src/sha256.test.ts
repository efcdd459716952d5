import { expect, test } from '@jest/globals';
import { sha256 } from './sha256.ts';

test('as FIPS 180-2 has it, however the text is cut', async () => {
  const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(await sha256('abc')).toBe(expected);
  expect(await sha256('a', new Uint8Array(), Uint8Array.of(98, 99))).toBe(expected);
});
