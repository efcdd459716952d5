import { expect, test } from '@jest/globals';
import { estimateExportMemory } from './export-memory.ts';
import type { ExportOptions } from './export-options.ts';

const mebibytes = (options: ExportOptions) =>
  estimateExportMemory(options).reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20;

/** MiB that the program has before it exports, and the most that it had on the way. */
const BEFORE = 396;
test.each<[string, number, ExportOptions]>([
  ['a fine grid', 722, { resolution: 384, textureSize: 0, maxTriangles: 1000 }],
  ['a large texture', 1150, { textureSize: 4096 }],
])('%s: near what an export had at its peak, %d MiB', (_, measured, options) => {
  const share = (measured - BEFORE) / mebibytes(options);
  expect(share).toBeGreaterThan(0.7);
  expect(share).toBeLessThan(1.2);
});

test('the greatest of all options are told by what takes most', () => {
  const parts = estimateExportMemory({ resolution: 512, textureSize: 8192, maxTriangles: 10_000_000 });
  const [most] = parts.toSorted((a, b) => b.bytes - a.bytes);
  expect(most).toMatchObject({ what: 'the texture', options: ['textureSize'] });
});
