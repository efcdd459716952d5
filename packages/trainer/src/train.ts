import { breathe, compileSchedule, type Drawing, type Field, Rng } from '@modeseek/core';
import { type Guidance, guidanceStrip } from '@modeseek/guidance';
import type { Renderer } from '@modeseek/renderer';
import { restoreState, type TrainingState } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import type { Kernels } from './kernels.ts';
import { renderPreviewSheet } from './preview.ts';
import { progressAt } from './progress.ts';
import { type RunStepsOptions, type RunStepsResult, runSteps } from './run-steps.ts';
import { stepParts } from './step-parts.ts';
import { trainingStep } from './training-step.ts';

export interface TrainOptions extends RunStepsOptions {
  /** All that a backend computes. */
  kernels: Kernels;
  /** As `createField(fieldConfig(config), fieldRng(config), kernels)` makes it, or one of that shape. */
  field: Field;
  guidance: Guidance;
  /** How views are drawn that the guidance takes. */
  drawing: Drawing;
  /** Views that the model behind it takes together; 1 when absent. */
  together?: number;
}

export interface TrainResult extends RunStepsResult {
  /** Of the trained field, with its occupancy: for turntables. */
  renderer: Renderer;
}

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
  const { run, kernels, field, guidance, drawing, together } = options;
  const { config } = run;
  const parts = stepParts(config, field, kernels, { guidance, drawing, together });
  const { adam, anchors, renderer, rngs } = parts;
  const state: TrainingState = { field, adam, occupancy: renderer.occupancy, anchors, rngs };
  const result = await runSteps(options, {
    state,
    restore: (checkpoint) => restoreState(checkpoint, state, drawing.length),
    step: (progress, onUpdate) => trainingStep(parts, progress, onUpdate),
    preview: () => renderPreviewSheet(renderer, config.previewResolution),
    async strip(seen) {
      await breathe();
      const picturesOf = async (drawn: Float32Array) => (await drawing.unpack(drawn, drawing.size)).images;
      return guidanceStrip(await picturesOf(seen.renders), await picturesOf(seen.targets));
    },
  });
  field.setActiveLevels(activeLevelsAfter(result.step - result.waitedSteps, config));
  return { ...result, renderer };
}

/**
 * Levels of the hash grid in use once so many steps have counted: what the field is to be rendered and
 * exported with.
 */
export function activeLevelsAfter(counted: number, config: RunConfig): number {
  return compileSchedule(config.activeLevels)(progressAt(counted - 1, config.steps)) * config.fieldLevels;
}
