import { expect, test } from '@jest/globals';
import { directionOf } from './view-words.ts';

test.each([
  [0, 0, 'front view'],
  [44, 0, 'front view'],
  [-44, 0, 'front view'],
  [360 + 44, 0, 'front view'],
  [46, 0, 'side view'],
  [-90, 0, 'side view'],
  [134, 0, 'side view'],
  [136, 0, 'back view'],
  [-180, -10, 'back view'],
  [540, 59, 'back view'],
  [0, 61, 'overhead view'],
  [180, 80, 'overhead view'],
])('azimuth %i, elevation %i: %s', (azimuth, elevation, words) => {
  const degree = Math.PI / 180;
  const camera = { azimuth: azimuth * degree, elevation: elevation * degree, distance: 3, fieldOfView: 1 };
  expect(directionOf(camera)).toBe(words);
});
