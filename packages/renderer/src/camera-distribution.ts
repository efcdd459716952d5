import type { Camera, Rng } from '@modeseek/core';

const DEGREE = Math.PI / 180;

/** Ranges are `[low, high]`; angles in radians, lengths in world units. */
export interface CameraDistribution {
  distance: readonly [number, number];
  /**
   * Whether distances are those at which a picture reaches so far to each side of the centre: objects are then
   * as large at any field of view.
   */
  relativeDistance: boolean;
  /** Uniform on the sphere between these two, so that the poles are not crowded. */
  elevation: readonly [number, number];
  fieldOfView: readonly [number, number];
  /** Each coordinate of the point looked at is uniform in plus or minus this. */
  targetJitter: number;
  /**
   * Cameras that stand around the object at equal angles, alike but for that, as multi-view models were trained
   * with them; 1 where each is drawn by itself.
   */
  together: number;
}

/**
 * Keeps the unit ball in the picture: at distance 3 and 38 degrees the picture reaches 1.03 to each side of
 * the centre.
 */
export const CAMERA_DISTRIBUTION_DEFAULTS: CameraDistribution = {
  distance: [3.0, 3.6],
  relativeDistance: false,
  elevation: [-10 * DEGREE, 60 * DEGREE],
  fieldOfView: [38 * DEGREE, 42 * DEGREE],
  targetJitter: 0,
  together: 1,
};

/**
 * Draws `count` cameras around the object, a multiple of `together`. Azimuths are stratified: those of the
 * groups, of which each looks from `together` sides, lie one in each of equal sectors of the circle, all turned
 * by one random angle, so that a batch sees every side and no direction is preferred.
 */
export function sampleCameras(count: number, rng: Rng, options: Partial<CameraDistribution> = {}): Camera[] {
  const settings = { ...CAMERA_DISTRIBUTION_DEFAULTS, ...options };
  const { distance, relativeDistance, elevation, fieldOfView, targetJitter, together } = settings;
  const groups = count / together;
  const turn = rng.uniform();
  const jitter = () => rng.uniform(-targetJitter, targetJitter);
  return Array.from({ length: groups }, (_, group) => {
    const azimuth = ((2 * Math.PI) / together) * (((group + rng.uniform()) / groups + turn) % 1);
    const camera: Camera = {
      azimuth,
      elevation: Math.asin(rng.uniform(Math.sin(elevation[0]), Math.sin(elevation[1]))),
      distance: rng.uniform(...distance),
      fieldOfView: rng.uniform(...fieldOfView),
    };
    if (relativeDistance) camera.distance /= Math.tan(camera.fieldOfView / 2);
    if (targetJitter > 0) camera.target = [jitter(), jitter(), jitter()];
    return Array.from({ length: together }, (_, i) => ({
      ...camera,
      azimuth: azimuth + (i / together) * 2 * Math.PI,
    }));
  }).flat();
}
