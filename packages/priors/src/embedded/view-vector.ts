import { SHADING_MODES, type View } from '@modeseek/core';

/**
 * A view as the model is told it, 8 numbers: 1 for "present", sine and cosine of the azimuth, elevation in
 * radians, apparent size 1 / (distance · tan(fieldOfView / 2)), one-hot shading mode in the order of
 * SHADING_MODES.
 */
export function viewVector({ camera, shading }: View): number[] {
  const { azimuth, elevation, distance, fieldOfView } = camera;
  const size = 1 / (distance * Math.tan(fieldOfView / 2));
  const modes = SHADING_MODES.map((mode) => (mode === shading ? 1 : 0));
  return [1, Math.sin(azimuth), Math.cos(azimuth), elevation, size, ...modes];
}
