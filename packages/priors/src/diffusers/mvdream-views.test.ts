import { expect, test } from '@jest/globals';
import { cameraMatrix } from './mvdream-views.ts';

const degree = Math.PI / 180;
const at = (azimuth: number, elevation: number) =>
  cameraMatrix({ azimuth: azimuth * degree, elevation: elevation * degree, distance: 3, fieldOfView: 1 });

/** As MVDream's own get_camera gives them for azimuths that are 90 degrees larger, where its fronts are. */
test.each([
  [-90, 0, [1, 0, 0, 0, 0, 0, -1, -1, 0, 1, 0, 0, 0, 0, 0, 1]],
  [0, 0, [0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]],
  [
    ...[-90, 15],
    [1, 0, 0, 0, 0, 0.258819, -0.965926, -0.965926, 0, 0.965926, 0.258819, 0.258819, 0, 0, 0, 1],
  ],
] as [number, number, number[]][])('azimuth %i, elevation %i', (azimuth, elevation, matrix) => {
  at(azimuth, elevation).forEach((value, i) => {
    expect(value).toBeCloseTo(matrix[i], 6);
  });
});
