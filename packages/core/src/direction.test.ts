import { expect, test } from '@jest/globals';
import { angleFromFront, type Direction, type DirectionLimits, directionOf } from './direction.ts';

const DEGREE = Math.PI / 180;
const direction = (azimuth: number, elevation: number, limits?: DirectionLimits) =>
  directionOf(
    { azimuth: azimuth * DEGREE, elevation: elevation * DEGREE, distance: 3, fieldOfView: 1 },
    limits,
  );

test.each<[number, number, Direction]>([
  [0, 0, 'front'],
  [44, 0, 'front'],
  [-44, 0, 'front'],
  [360 + 44, 0, 'front'],
  [46, 0, 'side'],
  [-90, 0, 'side'],
  [134, 0, 'side'],
  [136, 0, 'back'],
  [-180, -10, 'back'],
  [540, 59, 'back'],
  [0, 61, 'overhead'],
  [180, 80, 'overhead'],
])('azimuth %i, elevation %i: %s', (azimuth, elevation, expected) => {
  expect(direction(azimuth, elevation)).toBe(expected);
});

test('limits can be others', () => {
  const limits = { overheadFrom: 20 * DEGREE, frontWithin: 70 * DEGREE, backWithin: 10 * DEGREE };
  const of = (azimuth: number, elevation: number) => direction(azimuth, elevation, limits);
  expect([of(-69, 19), of(71, 19), of(169, 0), of(-171, 0), of(0, 21)]).toEqual([
    ...['front', 'side', 'side', 'back', 'overhead'],
  ]);
});

test('the angle from the front is the same to either side, and in every turn', () => {
  for (const azimuth of [30, -30, 330, 390, -750]) {
    expect(angleFromFront(azimuth * DEGREE)).toBeCloseTo(30 * DEGREE, 9);
  }
  expect(angleFromFront(Math.PI)).toBeCloseTo(Math.PI, 9);
});
