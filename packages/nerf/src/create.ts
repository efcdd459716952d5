import type { Field, Rng } from '@modeseek/core';
import { checkFieldConfig, FIELD_DEFAULTS, type FieldConfig } from './config.ts';
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
  const field = await kernels.field(full);
  initialiseParameters(field.parameters, rng);
  await field.push();
  return field;
}
