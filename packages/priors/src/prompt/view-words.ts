import type { Camera } from '@modeseek/core';

/** What pictures from a side are called, where a model knows no cameras. */
export const DIRECTIONS = ['front view', 'side view', 'back view', 'overhead view'] as const;
export type Direction = (typeof DIRECTIONS)[number];

const DEGREE = Math.PI / 180;
/** From so far up a picture is one from above. */
const OVERHEAD = 60 * DEGREE;
/** So far to either side of the front, and of the back. */
const HALF_SECTOR = 45 * DEGREE;

/** From where a camera looks at the object's front (Poole et al. 2023, 3.2; limits as threestudio has them). */
export function directionOf({ azimuth, elevation }: Camera): Direction {
  if (elevation > OVERHEAD) return 'overhead view';
  const fromFront = Math.acos(Math.cos(azimuth));
  if (fromFront < HALF_SECTOR) return 'front view';
  return fromFront > Math.PI - HALF_SECTOR ? 'back view' : 'side view';
}
