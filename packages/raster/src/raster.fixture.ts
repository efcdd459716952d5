import type { Camera } from '@modeseek/core';
import type { Shape } from './drawable.ts';

/** In front, three away. */
export const CAMERA: Camera = {
  azimuth: 0,
  elevation: 0,
  distance: 3,
  fieldOfView: (40 * Math.PI) / 180,
};

/** A square across +z, from -half to half, of two triangles over four vertices: top left, right, bottom left, right. */
export function square(half: number, z = 0): Shape & { normals: Float32Array; uvs: Float32Array } {
  return {
    positions: Float32Array.of(-half, half, z, half, half, z, -half, -half, z, half, -half, z),
    indices: Uint32Array.of(0, 2, 1, 1, 2, 3),
    normals: Float32Array.from({ length: 12 }, (_, i) => (i % 3 === 2 ? 1 : 0)),
    uvs: Float32Array.of(0, 0, 1, 0, 0, 1, 1, 1),
  };
}
