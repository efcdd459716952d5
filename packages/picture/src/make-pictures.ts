import { contactSheet, type Drawing, type Images, PICTURE_COLUMNS, Rng } from '@modeseek/core';
import { type Guidance, guidanceStrip } from '@modeseek/guidance';
import type { FieldKernels } from '@modeseek/nerf';
import { type RunStepsOptions, type RunStepsResult, restoreState, runSteps } from '@modeseek/trainer';
import type { Canvas } from './canvases/canvas.ts';
import { canvasOf } from './canvases/index.ts';
import { lookAt } from './canvases/look-at.ts';
import type { PictureConfig } from './config.ts';
import { pictureStep } from './picture-step.ts';
import { pictureCondition } from './picture-views.ts';

export interface MakePicturesOptions extends RunStepsOptions<PictureConfig> {
  canvas: Canvas;
  guidance: Guidance;
  /** How the model draws. */
  drawing: Drawing;
  /** Views that the model takes together; 1 when absent. */
  together?: number;
}

/** The canvas that a configuration asks for. */
export function createCanvas(
  { canvas, count, size, seed }: PictureConfig,
  drawing: Drawing,
  kernels: FieldKernels,
): Promise<Canvas> {
  const rng = new Rng(`${seed}:canvas`);
  return canvasOf(canvas).create({ pictures: count, size: size || drawing.size, drawing, kernels, rng });
}

/**
 * Optimises the pictures of a run until they are what the guidance wants, and leaves events, previews and
 * checkpoints in its store. As `train`, it ends in the same checkpoint, to the byte, when it was stopped or
 * killed and is resumed.
 * @throws UserError when the run's checkpoint cannot be used, or step after step has to be dropped
 */
export async function makePictures(options: MakePicturesOptions): Promise<RunStepsResult> {
  const { run, canvas, guidance, drawing, together } = options;
  const { config } = run;
  const { seed, innerSteps, learningRate } = config;
  const rngs = { guidance: new Rng(`${seed}:guidance`) };
  const state = { ...canvas.state, rngs };
  const condition = pictureCondition(config, together);
  const parts = { canvas, guidance, condition, innerSteps, learningRate, rng: rngs.guidance };
  return runSteps(options, {
    state,
    restore: (checkpoint) => restoreState(checkpoint, state, drawing.length),
    step: (progress, onUpdate) => pictureStep(parts, progress, onUpdate),
    preview: () => pictureSheet(canvas),
    async strip(seen) {
      return guidanceStrip(await lookAt(seen.renders, drawing), await lookAt(seen.targets, drawing));
    },
  });
}

/** The pictures of a canvas on one sheet, in rows; a single one is the sheet itself. */
export async function pictureSheet(canvas: Canvas): Promise<Images> {
  const pictures = await canvas.look();
  return contactSheet([pictures], Math.min(PICTURE_COLUMNS, pictures.batch));
}
