import type { Camera } from './camera.ts';

/** From where an object is seen, as words have it. */
export const DIRECTIONS = ['front', 'side', 'back', 'overhead'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** How much a picture is one from each direction; they sum to 1. */
export type DirectionShares = Readonly<Partial<Record<Direction, number>>>;

/** Where one direction ends and the next begins, in radians. */
export interface DirectionLimits {
  /** Elevation above which a picture is one from overhead, whatever its azimuth. */
  overheadFrom: number;
  /** How far to either side of the front it is still the front. */
  frontWithin: number;
  /** How far to either side of the back it is still the back. */
  backWithin: number;
}

const DEGREE = Math.PI / 180;

/** Those of DreamFusion (Poole et al. 2023, 3.2), with limits as threestudio has them. */
export const DIRECTION_LIMITS: DirectionLimits = {
  overheadFrom: 60 * DEGREE,
  frontWithin: 45 * DEGREE,
  backWithin: 45 * DEGREE,
};

/** From where a camera looks at the object. What is neither overhead, front nor back is a side. */
export function directionOf(
  { azimuth, elevation }: Camera,
  { overheadFrom, frontWithin, backWithin }: DirectionLimits = DIRECTION_LIMITS,
): Direction {
  if (elevation > overheadFrom) return 'overhead';
  const fromFront = angleFromFront(azimuth);
  if (fromFront < frontWithin) return 'front';
  return fromFront > Math.PI - backWithin ? 'back' : 'side';
}

/** How far an azimuth is from the front, to whichever side, in [0, π]. */
export function angleFromFront(azimuth: number): number {
  return Math.acos(Math.cos(azimuth));
}
