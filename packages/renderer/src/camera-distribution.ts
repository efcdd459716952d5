import type { Camera, Rng } from '@modeseek/core';

const DEGREE = Math.PI / 180;

/** Ranges are `[low, high]`; angles in radians, lengths in world units. */
export interface CameraDistribution {
  distance: readonly [number, number];
  /** Uniform on the sphere between these two, so that the poles are not crowded. */
  elevation: readonly [number, number];
  fieldOfView: readonly [number, number];
  /** Each coordinate of the point looked at is uniform in plus or minus this. */
  targetJitter: number;
}

/**
 * Keeps the unit ball in the picture: at distance 3 and 38 degrees the picture reaches 1.03 to each side of
 * the centre.
 */
export const CAMERA_DISTRIBUTION_DEFAULTS: CameraDistribution = {
  distance: [3.0, 3.6],
  elevation: [-10 * DEGREE, 60 * DEGREE],
  fieldOfView: [38 * DEGREE, 42 * DEGREE],
  targetJitter: 0,
};

/**
 * Draws `count` cameras around the object. Azimuths are stratified: one in each of `count` equal sectors of
 * the circle, all turned by one random angle, so that a batch sees every side and no direction is preferred.
 */
export function sampleCameras(count: number, rng: Rng, options: Partial<CameraDistribution> = {}): Camera[] {
  const { distance, elevation, fieldOfView, targetJitter } = { ...CAMERA_DISTRIBUTION_DEFAULTS, ...options };
  const turn = rng.uniform();
  const jitter = () => rng.uniform(-targetJitter, targetJitter);
  return Array.from({ length: count }, (_, index) => {
    const camera: Camera = {
      azimuth: 2 * Math.PI * (((index + rng.uniform()) / count + turn) % 1),
      elevation: Math.asin(rng.uniform(Math.sin(elevation[0]), Math.sin(elevation[1]))),
      distance: rng.uniform(...distance),
      fieldOfView: rng.uniform(...fieldOfView),
    };
    return targetJitter > 0 ? { ...camera, target: [jitter(), jitter(), jitter()] as const } : camera;
  });
}
