import { expect, test } from '@jest/globals';
import { paintTexture } from './paint.ts';

test('gutters continue the nearest colours, and the rest has what is near', () => {
  // Two texels, red at (2, 2) and blue at (13, 13) of 16.
  const index = Uint32Array.of(2 * 16 + 2, 13 * 16 + 13);
  const { data } = paintTexture(index, Float32Array.of(1, 0, 0, 0, 0, 1), 16, 3);
  const at = (x: number, y: number) => [...data.subarray((y * 16 + x) * 3, (y * 16 + x) * 3 + 3)];
  expect(at(2, 2)).toEqual([1, 0, 0]);
  expect(at(5, 0)).toEqual([1, 0, 0]);
  expect(at(10, 15)).toEqual([0, 0, 1]);
  expect(at(7, 7)).toEqual([1, 0, 0]);
  expect(at(8, 15)).toEqual([0, 0, 1]);
  expect(at(15, 0)[0] + at(15, 0)[2]).toBeCloseTo(1, 5);
});

test.each([8, 5])('mip levels of a picture of %i see no colour that is not in the surface', (size) => {
  const { data } = paintTexture(Uint32Array.of(size + 1), Float32Array.of(0.2, 0.4, 0.6), size, 1);
  for (let i = 0; i < data.length; i++) expect(data[i]).toBeCloseTo([0.2, 0.4, 0.6][i % 3], 5);
});
