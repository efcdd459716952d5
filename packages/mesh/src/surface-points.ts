import type { FieldQuery } from '@modeseek/core';
import { keepLargeComponents } from './components.ts';
import { neighbourSteps, sampleDensity, samplePosition } from './density-grid.ts';
import { EXPORT_DEFAULTS } from './export-options.ts';
import { chooseLevel, DENSITY_FLOOR } from './level.ts';

/** Grid cells along the edge of the cube: where a thing stands need not be known better. */
const RESOLUTION = 64;

/** Points all over a surface. */
export interface SurfacePoints {
  /** `[count, 3]` */
  points: Float32Array;
  /** Neighbours are this far apart along each axis. */
  spacing: number;
}

/**
 * Where the surface of a field is that its mesh would have: the solid samples of a grid that have an empty
 * one beside them.
 * @throws UserError when the field is empty
 */
export async function surfacePoints(query: FieldQuery): Promise<SurfacePoints> {
  const { grid } = await sampleDensity(query, RESOLUTION, DENSITY_FLOOR);
  const { level } = chooseLevel(grid, 'auto');
  const { density } = keepLargeComponents(grid, level, EXPORT_DEFAULTS.minComponentShare).grid;
  const steps = neighbourSteps(grid);
  const found: number[] = [];
  for (let i = 0; i < density.length; i++) {
    if (density[i] > level && steps.some((step) => density[i + step] <= level)) found.push(i);
  }
  const points = new Float32Array(found.length * 3);
  for (const [i, sample] of found.entries()) samplePosition(grid, sample, points, i * 3);
  return { points, spacing: grid.spacing };
}
