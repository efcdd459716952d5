import { type Field, type Rng, UserError } from '@modeseek/core';
import { checkFieldConfig, FIELD_DEFAULTS, type FieldConfig, MAXIMUM_TABLE_ENTRIES } from './config.ts';
import { gridLevels } from './encodings/index.ts';
import { tableEntries } from './grid.ts';
import type { FieldKernels } from './kernels.ts';
import { initialiseParameters } from './parameters.ts';

/**
 * A new field with random parameters.
 * @param config what differs from the defaults
 * @throws UserError when the configuration is out of range
 */
export async function createField(
  config: Partial<FieldConfig>,
  rng: Rng,
  kernels: Pick<FieldKernels, 'field'>,
): Promise<Field> {
  const full = { ...FIELD_DEFAULTS, ...config };
  checkFieldConfig(full);
  const entries = tableEntries(gridLevels(full));
  if (entries > MAXIMUM_TABLE_ENTRIES) {
    throw new UserError(
      `field.levels is ${full.levels} and field.log2TableSize ${full.log2TableSize}: ${entries} entries; it must be at most ${MAXIMUM_TABLE_ENTRIES}`,
    );
  }
  const field = await kernels.field(full);
  initialiseParameters(field.parameters, rng);
  await field.push();
  return field;
}
