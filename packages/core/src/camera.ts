import { vec3 } from 'gl-matrix';
import { ALL_PIXELS, type Lattice, latticeSize } from './lattice.ts';

/**
 * A pinhole camera looking at `target`, +y up, no roll. Angles in radians, lengths in world units.
 * Azimuth 0 stands on +z and looks at the front; it grows counter-clockwise seen from above (towards +x).
 * Elevation > 0 looks down.
 */
export interface Camera {
  azimuth: number;
  elevation: number;
  distance: number;
  /** Vertical field of view. */
  fieldOfView: number;
  /** Point looked at; the origin when absent. */
  target?: readonly [number, number, number];
}

/** Where a camera stands and its orthonormal axes, in world space: it looks along `forward`. */
export interface CameraPose {
  eye: vec3;
  right: vec3;
  up: vec3;
  forward: vec3;
}

/** Pose of a camera. Elevation must be strictly between -90 and 90 degrees. */
export function cameraPose(camera: Camera): CameraPose {
  const { azimuth, elevation, distance } = camera;
  const target = vec3.fromValues(...(camera.target ?? [0, 0, 0]));
  const back = vec3.fromValues(
    Math.sin(azimuth) * Math.cos(elevation),
    Math.sin(elevation),
    Math.cos(azimuth) * Math.cos(elevation),
  );
  const eye = vec3.scaleAndAdd(vec3.create(), target, back, distance);
  const forward = vec3.negate(vec3.create(), back);
  const right = vec3.fromValues(Math.cos(azimuth), 0, -Math.sin(azimuth));
  const up = vec3.cross(vec3.create(), right, forward);
  return { eye, right, up, forward };
}

/**
 * Rays through the pixel centres of a square-pixel image, row by row from the top left; all of them, or those
 * of a lattice.
 * @returns origins and unit directions, each [rows * columns, 3]
 */
export function cameraRays(
  camera: Camera,
  height: number,
  width: number,
  lattice: Lattice = ALL_PIXELS,
): { origins: Float32Array; directions: Float32Array } {
  const { eye, right, up, forward } = cameraPose(camera);
  const tan = Math.tan(camera.fieldOfView / 2);
  const size = latticeSize(lattice, height, width);
  const origins = new Float32Array(size.height * size.width * 3);
  const directions = new Float32Array(size.height * size.width * 3);
  let i = 0;
  for (let row = lattice.row; row < height; row += lattice.stride) {
    const v = (1 - (2 * (row + 0.5)) / height) * tan;
    for (let column = lattice.column; column < width; column += lattice.stride, i += 3) {
      const u = ((2 * (column + 0.5)) / width - 1) * tan * (width / height);
      const x = forward[0] + u * right[0] + v * up[0];
      const y = forward[1] + u * right[1] + v * up[1];
      const z = forward[2] + u * right[2] + v * up[2];
      const norm = 1 / Math.sqrt(x * x + y * y + z * z);
      origins[i] = eye[0];
      origins[i + 1] = eye[1];
      origins[i + 2] = eye[2];
      directions[i] = x * norm;
      directions[i + 1] = y * norm;
      directions[i + 2] = z * norm;
    }
  }
  return { origins, directions };
}
