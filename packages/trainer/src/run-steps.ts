import { breathe, type Images, type RunEvent, UserError } from '@modeseek/core';
import { mustWait } from '@modeseek/guidance';
import { type Checkpoint, encodeCheckpoint, type TrainingState } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import { readOwnCheckpoint } from './own-checkpoint.ts';
import { progressAt } from './progress.ts';
import type { Run } from './run.ts';
import type { StepOptions } from './run-kind.ts';
import { compileUpdates, type StepResult } from './training-step.ts';

/** How a run is gone through, whatever it makes. */
export interface RunStepsOptions<C extends StepOptions = RunConfig> {
  /** Its configuration is in it. If it has a checkpoint it goes on from there. */
  run: Run<C>;
  /** SHA-256 of the model behind the guidance: a run goes on with no other. */
  model: string;
  /** What the user was told of the prompt, for the log. */
  warnings?: readonly string[];
  /** What it is computed on, for the log. */
  backend: string;
  /** Called with every event, after it has been logged, and with every update, of which few are. */
  onEvent?: (event: RunEvent, isLogged: boolean) => void;
  /** The most memory that the process has had, in MiB, for the log; where that is known. */
  peakMemoryMiB?: () => number;
  /**
   * Once it has aborted no further step begins. One under way is finished, and a checkpoint written; the run
   * can be resumed.
   */
  signal?: AbortSignal;
}

/** What is made, step by step. */
export interface SteppedWork {
  /** All that its checkpoints hold, apart from counters. */
  state: TrainingState;
  /** Puts the state back to where a checkpoint was written. @throws UserError when it does not fit */
  restore(checkpoint: Checkpoint): Promise<void>;
  /**
   * @param progress of the run, in [0, 1]
   * @param onUpdate told after each of the step's updates how many there were; the next one waits for it
   */
  step(progress: number, onUpdate: (updates: number) => Promise<void>): Promise<StepResult>;
  /** A picture for people, as it is now. */
  preview(): Promise<Images>;
  /** What the guidance saw and wanted in a step, for people. */
  strip(seen: NonNullable<StepResult['seen']>): Promise<Images>;
}

/** How far a run has come. */
export interface RunStepsResult {
  outcome: 'finished' | 'interrupted';
  /** Steps done, by all sessions of the run. */
  step: number;
  droppedSteps: number;
  /** How many of them did not count towards progress. */
  waitedSteps: number;
  /** Seconds of training, of all sessions up to the checkpoints that they left. */
  seconds: number;
}

/** So many dropped steps in a row mean that training has broken down. */
const MAXIMUM_DROPPED = 20;

/**
 * Goes through the steps of a run, and leaves events, previews and checkpoints in its store. A run that was
 * stopped or killed and is resumed ends in the same checkpoint, to the byte, as one that was not, if its steps
 * follow from the state alone.
 * @throws UserError when the run's checkpoint is damaged or of another configuration, model or version, or
 *   the run was started by a version with fewer options; or when step after step has to be dropped
 */
export async function runSteps<C extends StepOptions>(
  { run, model, backend, warnings = [], onEvent, peakMemoryMiB, signal }: RunStepsOptions<C>,
  work: SteppedWork,
): Promise<RunStepsResult> {
  const { config } = run;
  await run.prepare();
  const checkpoint = await readOwnCheckpoint(run, model);
  if (checkpoint) await work.restore(checkpoint);
  let { step, droppedSteps, waitedSteps } = checkpoint ?? { step: 0, droppedSteps: 0, waitedSteps: 0 };
  const isDone = () => step - waitedSteps === config.steps;

  const past = await run.rewindEvents(step);
  const secondsSoFar = past.at(-1)?.time ?? 0;
  await breathe();
  const began = performance.now();
  const seconds = () => secondsSoFar + (performance.now() - began) / 1000;
  const emit = async (event: RunEvent) => {
    await run.appendEvent(event);
    onEvent?.(event, true);
  };
  const save = async () => {
    await emit({ type: 'checkpoint', time: seconds(), step });
    const info = { step, droppedSteps, waitedSteps, config: run.configHash, model };
    const bytes = await encodeCheckpoint(work.state, info);
    await breathe();
    await run.writeCheckpoint(bytes);
  };
  /** Of a step that is done, or of one under way after so many updates. */
  const preview = async (step: number, update?: number) => {
    const file = await run.writePreview('step', step, await work.preview(), update);
    await emit({ type: 'preview', time: seconds(), step, file });
  };

  await emit({
    type: 'start',
    time: seconds(),
    prompt: config.prompt,
    ...(warnings.length > 0 && { warnings }),
    steps: config.steps + waitedSteps,
    backend,
    resumedFrom: step,
  });
  const updatesOf = compileUpdates(config);
  const updatesBefore = updatesBeforeSteps(config.steps, updatesOf);
  let droppedInARow = 0;
  while (!isDone() && !signal?.aborted) {
    const progress = progressAt(step - waitedSteps, config.steps);
    const updatesInStep = updatesOf(progress);
    const onUpdate = async (updates: number) => {
      const [done, all] = [updatesBefore[step - waitedSteps] + updates, updatesBefore[config.steps]];
      const update: RunEvent = { type: 'update', time: seconds(), step: step + 1, share: done / all };
      if (completesPercent(done, all)) await emit(update);
      else onEvent?.(update, false);
      // Where it is 0 the remainder is not a number, and there are none.
      if (updates % config.previewUpdates === 0 && updates < updatesInStep) await preview(step + 1, updates);
    };
    const { dropped, values, seen } = await work.step(progress, onUpdate);
    step++;
    if (dropped === null) {
      droppedInARow = 0;
      const memory = peakMemoryMiB && { peakMemoryMiB: peakMemoryMiB() };
      await emit({ type: 'step', time: seconds(), step, values: { ...values, ...memory } });
      if (mustWait(values.lag, waitedSteps, config.patience * config.steps)) {
        waitedSteps++;
        await emit({ type: 'waited', time: seconds(), step });
      }
    } else {
      droppedSteps++;
      await emit({ type: 'dropped', time: seconds(), step, reason: dropped });
      if (++droppedInARow === MAXIMUM_DROPPED || droppedSteps === config.steps) {
        throw new UserError(
          `training has broken down: ${droppedInARow === step ? 'every step so far' : `each of the last ${droppedInARow} steps`} had to be dropped, because ${dropped}; a lower learning rate or another seed may help`,
        );
      }
    }
    if (step % config.previewEvery === 0 || isDone()) {
      if (seen) {
        const strip = await work.strip(seen);
        await breathe();
        await run.writePreview('guidance', step, strip);
        await breathe();
      }
      await preview(step);
    }
    if (step % config.checkpointEvery === 0 || isDone() || signal?.aborted) await save();
  }
  return {
    outcome: isDone() ? 'finished' : 'interrupted',
    step,
    droppedSteps,
    waitedSteps,
    seconds: seconds(),
  };
}

/**
 * Whether the last of `done` updates was the one to complete another percent of `all`. The clock has no say
 * in it, so that a run that was killed and resumed has the log of one that was not.
 */
function completesPercent(done: number, all: number): boolean {
  return Math.floor((100 * done) / all) > Math.floor((100 * (done - 1)) / all);
}

/**
 * Of each step that counts, how many updates come before it; and last, how many there are in all.
 */
function updatesBeforeSteps(steps: number, updatesOf: (progress: number) => number): number[] {
  const before = [0];
  for (let step = 0; step < steps; step++) before.push(before[step] + updatesOf(progressAt(step, steps)));
  return before;
}
