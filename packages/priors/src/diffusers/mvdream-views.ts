import { type Camera, cameraPose } from '@modeseek/core';
import type { ViewConditioning } from './view-conditioning.ts';

const MATRIX = 16;

/** MVDream (Shi et al. 2023): four views at once, whose cameras it is given as matrices. */
export const MVDREAM_VIEWS: ViewConditioning = {
  together: 4,
  inputsFor(cameras) {
    const data = new Float32Array(cameras.length * MATRIX);
    cameras.forEach((camera, i) => {
      data.set(cameraMatrix(camera), i * MATRIX);
    });
    return { camera: { shape: [cameras.length, MATRIX], data } };
  },
};

/**
 * A camera as MVDream was trained with it: from the camera (x right, y up, looking along -z) to a world in
 * which z is up and the front looks along x, as its own samples have it (camera_azim 90); at distance 1, whatever
 * the camera's own. 4 x 4, rows first.
 */
export function cameraMatrix(camera: Camera): number[] {
  const { right, up, forward, eye } = cameraPose({ ...camera, distance: 1, target: [0, 0, 0] });
  const row = (axis: number) => [right[axis], up[axis], -forward[axis], eye[axis]];
  return [...row(2), ...row(0), ...row(1), 0, 0, 0, 1];
}
