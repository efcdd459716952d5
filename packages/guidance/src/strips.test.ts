import { expect, test } from '@jest/globals';
import type { Images } from '@modeseek/core';
import { guidanceStrip } from './strips.ts';

test('renders above targets, one column a view, clamped to [0, 1]', () => {
  const batch = (...values: number[]): Images => ({
    data: Float32Array.from(values.flatMap((v) => Array(12).fill(v))),
    batch: values.length,
    height: 2,
    width: 2,
  });
  const strip = guidanceStrip(batch(0, 0.5, 1), batch(-1, 0.75, 2));
  expect([strip.batch, strip.height, strip.width]).toEqual([1, 4, 6]);
  const at = (row: number, column: number) => strip.data[(row * 6 + column) * 3];
  expect([at(0, 0), at(0, 2), at(1, 5)]).toEqual([0, 0.5, 1]);
  expect([at(2, 0), at(3, 2), at(2, 4)]).toEqual([0, 0.75, 1]);
});
