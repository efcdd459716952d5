import type { FieldQuery } from '@modeseek/core';
import { keepLargeComponents } from './components.ts';
import { type DensityGrid, sampleDensity } from './density-grid.ts';
import { EXPORT_DEFAULTS } from './export-options.ts';
import { chooseLevel, DENSITY_FLOOR } from './level.ts';
import { SOFT_LEVEL, soften } from './soften.ts';

/** Grid cells along the edge of the cube: where a thing stands need not be known better. */
const RESOLUTION = 64;

/** What of a field's cube is inside: the samples above a level. */
export interface FieldShape extends DensityGrid {
  level: number;
}

/**
 * The solid that a field's mesh would bound, without what makes that smooth.
 * @throws UserError when the field is empty
 */
export async function shapeOf(query: FieldQuery): Promise<FieldShape> {
  const { grid } = await sampleDensity(query, RESOLUTION, DENSITY_FLOOR);
  const { level } = chooseLevel(grid, 'auto');
  keepLargeComponents(grid, level, EXPORT_DEFAULTS.minComponentShare);
  return { ...soften(grid, level, 0), level: SOFT_LEVEL };
}
