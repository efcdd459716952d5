import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { Camera } from '@modeseek/core';
import { PNG } from 'pngjs';

/** A picture, and the camera that took it. */
export interface Shot {
  camera: Camera;
  size: number;
  /** `[size, size, 3]`, in [0, 1], times opacity. */
  colour: Float32Array;
  /** `[size, size]`, in [0, 1]. */
  opacity: Float32Array;
}

/** What `transforms.json` of NeRF's own data sets holds; other programs write the same, and more. */
interface Transforms {
  /** Horizontal field of view, radians. */
  camera_angle_x: number;
  frames: { file_path: string; transform_matrix: number[][] }[];
}

/**
 * Reads square pictures with alpha and their cameras.
 * @param scale what the file's world is multiplied by, so that the object is inside the cube from -1 to 1
 */
export function readTransforms(path: string, scale: number): Shot[] {
  const { camera_angle_x, frames }: Transforms = JSON.parse(readFileSync(path, 'utf8'));
  return frames.map(({ file_path, transform_matrix }) => {
    const file = join(dirname(path), extname(file_path) ? file_path : `${file_path}.png`);
    const { width, height, data } = PNG.sync.read(readFileSync(file));
    if (width !== height)
      throw new Error(`${file} is ${width} by ${height}; this example takes square pictures`);
    const colour = new Float32Array(width * height * 3);
    const opacity = new Float32Array(width * height);
    for (let pixel = 0; pixel < opacity.length; pixel++) {
      opacity[pixel] = data[pixel * 4 + 3] / 255;
      for (let c = 0; c < 3; c++) colour[pixel * 3 + c] = (opacity[pixel] * data[pixel * 4 + c]) / 255;
    }
    return { camera: readCamera(transform_matrix, camera_angle_x, scale), size: width, colour, opacity };
  });
}

/** A camera, which has no roll here, of a matrix whose columns are its right, up and back, and its place. */
function readCamera(matrix: number[][], fieldOfView: number, scale: number): Camera {
  // There +z is up; here +y is, and +z is the front.
  const column = (i: number) => [matrix[0][i], matrix[2][i], -matrix[1][i]];
  const [right, back, eye] = [column(0), column(2), column(3).map((value) => scale * value)];
  if (Math.abs(right[1]) > 0.02) throw new Error('a camera is rolled; here the horizon must be level');
  const distance = Math.hypot(...eye);
  const [x, y, z] = eye.map((value, axis) => value - distance * back[axis]);
  return {
    azimuth: Math.atan2(back[0], back[2]),
    elevation: Math.asin(back[1]),
    distance,
    fieldOfView,
    target: [x, y, z],
  };
}
