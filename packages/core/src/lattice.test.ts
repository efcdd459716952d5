import { expect, test } from '@jest/globals';
import type { Images } from './image.ts';
import { ALL_PIXELS, latticeSize, pickPixels, randomLattice } from './lattice.ts';
import { Rng } from './rng.ts';

/** Two pictures of 5 x 4 pixels; each pixel holds its picture, row and column. */
const pictures: Images = {
  data: Float32Array.from(
    [0, 1].flatMap((picture) =>
      Array.from({ length: 20 }, (_, i) => [picture, Math.floor(i / 4), i % 4]).flat(),
    ),
  ),
  batch: 2,
  height: 5,
  width: 4,
};

test('picks every second pixel of every second row', () => {
  const picked = pickPixels(pictures, { stride: 2, row: 0, column: 1 });
  expect([picked.batch, picked.height, picked.width]).toEqual([2, 3, 2]);
  const expected = [0, 1].flatMap((p) => [0, 2, 4].flatMap((y) => [1, 3].flatMap((x) => [p, y, x])));
  expect([...picked.data]).toEqual(expected);
});

test('of all pixels it is the same, and what lies beyond the edge is left out', () => {
  expect(pickPixels(pictures, ALL_PIXELS)).toEqual(pictures);
  expect(latticeSize({ stride: 9, row: 7, column: 3 }, 5, 4)).toEqual({ height: 0, width: 1 });
});

test('random lattices begin everywhere', () => {
  const rng = new Rng(1);
  const begins = Array.from({ length: 200 }, () => {
    const { stride, row, column } = randomLattice(3, rng);
    expect(stride).toBe(3);
    return row * 3 + column;
  });
  expect([...new Set(begins)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
