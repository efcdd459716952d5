import {
  breathe,
  compileSchedule,
  type Drawing,
  type Field,
  Rng,
  type RunEvent,
  UserError,
} from '@modeseek/core';
import { type Guidance, guidanceStrip, mustWait } from '@modeseek/guidance';
import type { Renderer } from '@modeseek/renderer';
import { encodeCheckpoint, restoreState, type TrainingState } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import type { Kernels } from './kernels.ts';
import { readOwnCheckpoint } from './own-checkpoint.ts';
import { renderPreviewSheet } from './preview.ts';
import { progressAt } from './progress.ts';
import type { Run } from './run.ts';
import { stepParts } from './step-parts.ts';
import { trainingStep, updatesAt } from './training-step.ts';

export interface TrainOptions {
  /** Its configuration is in it. If it has a checkpoint it goes on from there. */
  run: Run;
  /** All that a backend computes. */
  kernels: Kernels;
  /** As `createField(fieldConfig(config), fieldRng(config), kernels)` makes it, or one of that shape. */
  field: Field;
  guidance: Guidance;
  /** SHA-256 of the model behind the guidance: a run goes on with no other. */
  model: string;
  /** What the user was told of the prompt, for the log. */
  warnings?: readonly string[];
  /** How views are drawn that the guidance takes. */
  drawing: Drawing;
  /** Views that the model behind it takes together; 1 when absent. */
  together?: number;
  /** What the field computes on, for the log. */
  backend: string;
  /** That the run took before its first step: a scene's, for its objects. */
  secondsBefore?: number;
  /** Called with every event, after it has been logged, and with every update, of which few are. */
  onEvent?: (event: RunEvent) => void;
  /** The most memory that the process has had, in MiB, for the log; where that is known. */
  peakMemoryMiB?: () => number;
  /**
   * Once it has aborted no further step begins. One under way is finished, and a checkpoint written; the run
   * can be resumed.
   */
  signal?: AbortSignal;
}

export interface TrainResult {
  outcome: 'finished' | 'interrupted';
  /** Steps done, by all sessions of the run. */
  step: number;
  droppedSteps: number;
  /** How many of them did not count towards progress. */
  waitedSteps: number;
  /** Seconds of training, of all sessions up to the checkpoints that they left. */
  seconds: number;
  /** Of the trained field, with its occupancy: for turntables. */
  renderer: Renderer;
}

/** So many dropped steps in a row mean that training has broken down. */
const MAXIMUM_DROPPED = 20;

/** The generator that a run's field starts from. */
export function fieldRng({ seed }: { seed: number }): Rng {
  return new Rng(`${seed}:field`);
}

/**
 * Trains a field until every view of it is what the guidance wants, and leaves events, previews and
 * checkpoints in the run's store. A run that was stopped or killed and is resumed ends in the same
 * checkpoint, to the byte, as one that was not, given the same machine kind and a backend other than
 * tensorflow, which adds gradients up in any order on a GPU.
 * @throws UserError when the run's checkpoint is damaged or of another configuration, model or version, or
 *   the run was started by a version with fewer options; or when step after step has to be dropped
 */
export async function train(options: TrainOptions): Promise<TrainResult> {
  const {
    run,
    kernels,
    field,
    guidance,
    model,
    drawing,
    together,
    backend,
    warnings = [],
    secondsBefore = 0,
    onEvent,
    peakMemoryMiB,
    signal,
  } = options;
  const { config } = run;
  const parts = stepParts(config, field, kernels, { guidance, drawing, together });
  const { adam, anchors, renderer, rngs } = parts;
  const state: TrainingState = { field, adam, occupancy: renderer.occupancy, anchors, rngs };

  await run.prepare();
  const checkpoint = await readOwnCheckpoint(run, model);
  if (checkpoint) await restoreState(checkpoint, state, drawing.length);
  let { step, droppedSteps, waitedSteps } = checkpoint ?? { step: 0, droppedSteps: 0, waitedSteps: 0 };
  const isDone = () => step - waitedSteps === config.steps;

  const past = await run.rewindEvents(step);
  const secondsSoFar = past.at(-1)?.time ?? secondsBefore;
  await breathe();
  const began = performance.now();
  const seconds = () => secondsSoFar + (performance.now() - began) / 1000;
  const emit = async (event: RunEvent) => {
    await run.appendEvent(event);
    onEvent?.(event);
  };
  const save = async () => {
    await emit({ type: 'checkpoint', time: seconds(), step });
    const info = { step, droppedSteps, waitedSteps, config: run.configHash, model };
    const bytes = await encodeCheckpoint(state, info);
    await breathe();
    await run.writeCheckpoint(bytes);
  };
  /** Of a step that is done, or of one under way after so many updates. */
  const preview = async (step: number, update?: number) => {
    const sheet = await renderPreviewSheet(renderer, config.previewResolution);
    const file = await run.writePreview('step', step, sheet, update);
    await emit({ type: 'preview', time: seconds(), step, file });
  };
  const result = (outcome: TrainResult['outcome']): TrainResult => {
    field.setActiveLevels(activeLevelsAfter(step - waitedSteps, config));
    return { outcome, step, droppedSteps, waitedSteps, seconds: seconds(), renderer };
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
  const updatesBefore = updatesBeforeSteps(config);
  let droppedInARow = 0;
  while (!isDone() && !signal?.aborted) {
    const progress = progressAt(step - waitedSteps, config.steps);
    const updatesInStep = updatesAt(progress, config);
    const onUpdate = async (updates: number) => {
      const [done, all] = [updatesBefore[step - waitedSteps] + updates, updatesBefore[config.steps]];
      const update: RunEvent = { type: 'update', time: seconds(), step: step + 1, share: done / all };
      if (completesPercent(done, all)) await emit(update);
      else onEvent?.(update);
      // Where it is 0 the remainder is not a number, and there are none.
      if (updates % config.previewUpdates === 0 && updates < updatesInStep) await preview(step + 1, updates);
    };
    const { dropped, values, seen } = await trainingStep(parts, progress, onUpdate);
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
        await breathe();
        const picturesOf = async (drawn: Float32Array) => (await drawing.unpack(drawn, drawing.size)).images;
        const strip = guidanceStrip(await picturesOf(seen.renders), await picturesOf(seen.targets));
        await breathe();
        await run.writePreview('guidance', step, strip);
        await breathe();
      }
      await preview(step);
    }
    if (step % config.checkpointEvery === 0 || isDone() || signal?.aborted) await save();
  }
  return result(isDone() ? 'finished' : 'interrupted');
}

/**
 * Levels of the hash grid in use once so many steps have counted: what the field is to be rendered and
 * exported with.
 */
export function activeLevelsAfter(counted: number, config: RunConfig): number {
  return compileSchedule(config.activeLevels)(progressAt(counted - 1, config.steps)) * config.fieldLevels;
}

/**
 * Whether the last of `done` updates was the one to complete another percent of `all`. The clock has no say
 * in it, so that a run that was killed and resumed has the log of one that was not.
 */
function completesPercent(done: number, all: number): boolean {
  return Math.floor((100 * done) / all) > Math.floor((100 * (done - 1)) / all);
}

/**
 * Of each step that counts, how many updates of the field come before it; and last, how many there are in
 * all.
 */
function updatesBeforeSteps(config: RunConfig): number[] {
  const before = [0];
  for (let step = 0; step < config.steps; step++) {
    before.push(before[step] + updatesAt(progressAt(step, config.steps), config));
  }
  return before;
}
