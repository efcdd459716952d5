import { expect, test } from '@jest/globals';
import { viewVector } from './view-vector.ts';

test('present, azimuth, elevation, apparent size, shading', () => {
  const camera = { azimuth: Math.PI / 6, elevation: 0.3, distance: 2, fieldOfView: Math.PI / 2 };
  const view = { camera, shading: 'lambertian', light: [0, 1, 0], background: [1, 1, 1] } as const;
  const expected = [1, 0.5, Math.sqrt(3) / 2, 0.3, 0.5, 0, 1, 0];
  viewVector(view).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], 10);
  });
  expect(viewVector({ ...view, shading: 'albedo' }).slice(5)).toEqual([1, 0, 0]);
  expect(viewVector({ ...view, shading: 'textureless' }).slice(5)).toEqual([0, 0, 1]);
});
