import { expect, test } from '@jest/globals';
import { editDistance } from './edit-distance.ts';

test.each([
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
  ['car', 'car', 0],
  ['hambuger', 'hamburger', 1],
  ['hambruger', 'hamburger', 1],
  ['trian', 'train', 1],
  ['ca', 'abc', 3],
])('%s and %s: %d', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});
