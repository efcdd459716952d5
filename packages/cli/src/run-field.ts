import type { Compute } from '@modeseek/backend';
import { UserError } from '@modeseek/core';
import { createField, type Field } from '@modeseek/nerf';
import {
  activeLevelsAfter,
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
  await restoreParameters(checkpoint, field);
  field.setActiveLevels(activeLevelsAfter(checkpoint.step - checkpoint.waitedSteps, config));
  return field;
}
