import { type Field, UserError } from '@modeseek/core';
import { createField } from '@modeseek/nerf';
import { createRenderer, type Renderer } from '@modeseek/renderer';
import { restoreField } from './checkpoint.ts';
import { fieldConfig, rendererOptions } from './config-sections.ts';
import type { Kernels } from './kernels.ts';
import { readOwnCheckpoint } from './own-checkpoint.ts';
import type { Run } from './run.ts';
import { activeLevelsAfter, fieldRng } from './train.ts';

/**
 * The field of a run as its last checkpoint has it, and a renderer of it.
 * @throws UserError when there is no checkpoint yet, a damaged one, or one of another configuration than the
 *   run's
 */
export async function loadRunField(
  run: Run,
  kernels: Kernels,
): Promise<{ field: Field; renderer: Renderer }> {
  const { config, store } = run;
  const checkpoint = await readOwnCheckpoint(run);
  if (!checkpoint) throw new UserError(`${store.name} has no checkpoint yet; train it first, with --resume`);
  const field = await createField(fieldConfig(config), fieldRng(config), kernels);
  try {
    const renderer = createRenderer(field, rendererOptions(config), kernels);
    await restoreField(checkpoint, field, renderer.occupancy);
    field.setActiveLevels(activeLevelsAfter(checkpoint.step - checkpoint.waitedSteps, config));
    return { field, renderer };
  } catch (error) {
    await field.dispose();
    throw error;
  }
}
