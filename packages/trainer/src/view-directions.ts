import { type DirectionShares, directionOf, type View } from '@modeseek/core';
import type { RunConfig } from './config.ts';

const RADIANS = Math.PI / 180;

/** From where each view shows the object, for models that are told in words; nothing where they are not to be. */
export function viewDirections(
  views: readonly View[],
  config: Pick<RunConfig, 'viewWords' | 'frontWithin' | 'backWithin' | 'overheadFrom'>,
): DirectionShares[] | undefined {
  if (!config.viewWords) return undefined;
  const limits = {
    frontWithin: config.frontWithin * RADIANS,
    backWithin: config.backWithin * RADIANS,
    overheadFrom: config.overheadFrom * RADIANS,
  };
  return views.map(({ camera }) => ({ [directionOf(camera, limits)]: 1 }));
}
