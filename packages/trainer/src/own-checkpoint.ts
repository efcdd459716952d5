import { UserError } from '@modeseek/core';
import type { Checkpoint } from './checkpoint.ts';
import type { Run } from './run.ts';
import type { StepOptions } from './run-kind.ts';

/**
 * A run's last checkpoint, which is of the run as its config.json has it; null when none has been written yet.
 * @param model SHA-256 of the model that is to guide further steps; absent where there will be none
 * @throws UserError when it is damaged, or of another configuration, model or version
 */
export async function readOwnCheckpoint<C extends StepOptions>(
  run: Run<C>,
  model?: string,
): Promise<Checkpoint | null> {
  const checkpoint = await run.readCheckpoint();
  if (checkpoint) checkBelongs(checkpoint, run, model);
  return checkpoint;
}

function checkBelongs<C extends StepOptions>(
  checkpoint: Checkpoint,
  { configHash, config }: Run<C>,
  model?: string,
): void {
  const { source, step, waitedSteps } = checkpoint;
  if (checkpoint.config !== configHash) {
    throw new UserError(
      `${source} belongs to another configuration than the config.json beside it: put that back, or start a new run`,
    );
  }
  if (model !== undefined && checkpoint.model !== model) {
    const [then, now] = [checkpoint.model, model].map((sha256) => sha256.slice(0, 8));
    throw new UserError(
      `${source} was made with another model: its SHA-256 began ${then}, that of ${config.model} begins ${now}; put that model back, or start a new run`,
    );
  }
  if (step - waitedSteps > config.steps) {
    throw new UserError(
      `${source} is damaged: ${step - waitedSteps} steps are done of a run of ${config.steps}`,
    );
  }
}
