import { UserError } from '@modeseek/core';
import type { DensityGrid } from './density-grid.ts';
import { automaticThreshold, levelCovering } from './threshold.ts';

/** Densities that cannot make a ray across the cube more than a fifth opaque are not worth looking for. */
export const DENSITY_FLOOR = 0.1;

/** A surface that covers less than this of what a render shows is next to nothing. */
const LEAST_COVERED = 0.1;

/**
 * The density of the surface, as asked for or found, with its silhouettes' agreement.
 * @throws UserError when nothing is as dense, or so little that it is not the object
 */
export function chooseLevel(
  grid: DensityGrid,
  threshold: 'auto' | number,
): { level: number; agreement: number | null } {
  const highest = grid.density.reduce((a, b) => Math.max(a, b), 0);
  if (threshold === 'auto') {
    const found = automaticThreshold(grid);
    if (found) return found;
    throw new UserError(
      `the field is empty: no ray through it is half opaque (highest density ${highest.toPrecision(3)}); train it for longer or give a threshold`,
    );
  }
  if (highest <= threshold) {
    throw new UserError(
      `the field is empty: its highest density, ${highest.toPrecision(3)}, is not above the threshold ${threshold}; use a lower one or 'auto'`,
    );
  }
  const most = levelCovering(grid, LEAST_COVERED) ?? highest;
  if (threshold <= most) return { level: threshold, agreement: null };
  throw new UserError(
    `at the threshold ${threshold} there is next to nothing of the object; use one of at most ${most.toPrecision(3)}, or 'auto'`,
  );
}
