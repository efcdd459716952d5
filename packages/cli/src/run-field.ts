import type { Compute } from '@modeseek/backend';
import { UserError } from '@modeseek/core';
import { createField, type Field } from '@modeseek/nerf';
import {
  compileSchedule,
  fieldConfig,
  fieldRng,
  type RunDirectory,
  restoreParameters,
} from '@modeseek/trainer';

/**
 * The field of a run as its last checkpoint has it.
 * @throws UserError when there is no checkpoint yet, or a damaged one
 */
export async function loadRunField(directory: RunDirectory, compute: Compute): Promise<Field> {
  const { config, path } = directory;
  const checkpoint = directory.readCheckpoint();
  if (!checkpoint) throw new UserError(`${path} has no checkpoint yet; train it first, with --resume`);
  const field = await createField(fieldConfig(config), fieldRng(config), compute);
  restoreParameters(checkpoint, field.parameters);
  const progress = config.steps === 1 ? 1 : Math.max(0, checkpoint.step - 1) / (config.steps - 1);
  field.setActiveLevels(compileSchedule(config.activeLevels)(progress) * config.fieldLevels);
  return field;
}
