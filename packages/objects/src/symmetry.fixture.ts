import type { View } from '@modeseek/core';
import { shadePicture } from '@modeseek/raster';
import { rasterise } from './rasterise.ts';
import type { Triangles } from './triangles.ts';

/** Mean change of the pixels that an object covers, in [0, 1], below which two pictures look the same. */
const TOLERANCE = 0.012;
const SIZE = 32;
/** Azimuths, in radians, from which the object is compared with itself turned. */
const AZIMUTHS = [0, 0.8, 2.1];

/** Taken under a light at the camera, so that turning the camera is turning the object. */
function takePicture(triangles: Triangles, azimuth: number): { data: Float32Array; area: number } {
  const elevation = 0.35;
  const camera = { azimuth, elevation, distance: 3, fieldOfView: 0.7 };
  const [across, up] = [Math.cos(elevation), Math.sin(elevation)];
  const light = [across * Math.sin(azimuth), up, across * Math.cos(azimuth)] as const;
  const view: View = { camera, shading: 'lambertian', light, background: [0.5, 0.5, 0.5] };
  const buffer = rasterise(triangles, camera, SIZE);
  return { data: shadePicture(buffer, view).data, area: buffer.alpha.reduce((a, b) => a + b) };
}

/**
 * Order of an object's rotational symmetry about the vertical, measured on its pictures, materials and
 * patterns aside: Infinity when it looks the same after any turn, else the largest number up to 8 for which
 * it looks the same after that part of a turn.
 */
export function measuredSymmetry(painted: Triangles): number {
  const triangles = { ...painted, paint: new Uint8Array(painted.count) };
  const before = AZIMUTHS.map((azimuth) => takePicture(triangles, azimuth));
  const same = (turn: number) =>
    before.every(({ data, area }, i) => {
      const after = takePicture(triangles, AZIMUTHS[i] + turn).data;
      const change = data.reduce((sum, value, k) => sum + Math.abs(value - after[k]), 0);
      return change / 3 / area < TOLERANCE;
    });
  const part = (order: number) => same((2 * Math.PI) / order);
  // What has any order up to 8 has one of its prime factors, too.
  if (![2, 3, 5, 7].some(part)) return 1;
  if ([0.7, 1.9, 3.3].every(same)) return Number.POSITIVE_INFINITY;
  return [8, 7, 6, 5, 4, 3, 2].find(part)!;
}
