import { compileSchedule, type MemoryPart, type ModelMemory } from '@modeseek/core';
import { gridLevels, inputCount, tableEntries } from '@modeseek/nerf';
import type { RunConfig } from './config.ts';
import { fieldConfig } from './config-sections.ts';
import { progressOfSteps } from './progress.ts';
import { updatesAt, viewsAt } from './training-step.ts';

const MIB = 2 ** 20;

/** The program with all that it loads, and its thread for meshes. */
const PROGRAM = 450 * MIB;
/** A thread of the field's, and one of the image model's. */
const THREAD = 24 * MIB;
/** A parameter with gradient and both moments, and the copies that a checkpoint is made of. */
const PARAMETER = 10 * 4;
/** A ray with what it gathers, its colours on the way, and the gradients by them. */
const RAY = 240;
/** A sample with what it stands for, and the gradients by it; without the features that the field keeps. */
const SAMPLE = 86;
/** Samples that the field takes at once, and keeps the features of. */
const AT_ONCE = 2 ** 21;
/** Of the samples that a ray could have, those that it has while there is fog. */
const SAMPLED_SHARE = 0.13;
/** A pixel of a preview: what is seen of it, and the sheet and file made of it. */
const PREVIEW_PIXEL = 60;
const PREVIEW_VIEWS = 4;

/** What a run is made with, beside its configuration. */
export interface MemorySurroundings {
  /** Of the field, at least 1. */
  threads: number;
  /** Of the image model. */
  model: ModelMemory;
  /** Views that it takes together. */
  together: number;
}

/**
 * What the program takes, and its image model when it draws so many pictures at once.
 * @param options that make those fewer
 */
export function modelMemory<Option extends string>(
  { threads, model, pictures }: Pick<MemorySurroundings, 'threads' | 'model'> & { pictures: number },
  options: readonly Option[],
): MemoryPart<Option | 'threads' | 'model'>[] {
  return [
    { what: 'the program and its threads', bytes: PROGRAM + threads * THREAD, options: ['threads'] },
    {
      what: 'pictures of the image model',
      bytes: Math.max(Math.min(pictures, model.atOnce) * model.picture, model.drawing),
      options,
    },
    { what: 'weights of the image model', bytes: model.weights, options: ['model'] },
  ];
}

/**
 * The most memory that a run is going to have, by what takes it, the largest first. It is that of a run on
 * the processor; on a GPU a part of it is the GPU's. How full an object's cube is, and how many noise levels
 * are guided, is not known before: of nine measured runs the peak was between four fifths and six fifths of
 * it, but for one of many averaged samples, which needed 0.6 (see the test).
 */
export function estimateMemory(
  config: RunConfig,
  { threads, model, together }: MemorySurroundings,
): MemoryPart<keyof RunConfig>[] {
  const field = fieldConfig(config);
  const weights = (inputCount(field) + 4) * config.fieldHidden;
  const parameters = 2 * tableEntries(gridLevels(field)) + weights;
  const { rays, pictures } = greatestStep(config, together);
  const samples = rays * config.samplesPerDiagonal * SAMPLED_SHARE;
  const features = Math.min(samples, AT_ONCE) * 4 * inputCount(field);
  const marks = (rays * config.samplesPerDiagonal) / 8;
  const parts: MemoryPart<keyof RunConfig>[] = [
    ...modelMemory({ threads, model, pictures }, ['batch', 'anchors', 'samples'] as const),
    {
      what: 'the field',
      bytes: PARAMETER * parameters,
      options: ['fieldLevels', 'fieldTableSize'],
    },
    {
      what: 'rays of a step',
      bytes: rays * RAY + samples * SAMPLE + features + marks,
      options: ['batch', 'resolution', 'samplesPerDiagonal'],
    },
    {
      what: 'previews',
      bytes: PREVIEW_VIEWS * config.previewResolution ** 2 * PREVIEW_PIXEL,
      options: ['previewResolution'],
    },
  ];
  return parts.sort((a, b) => b.bytes - a.bytes);
}

/** The most rays with gradient, and the most pictures that the image model draws at once, of all steps. */
function greatestStep(config: RunConfig, together: number): { rays: number; pictures: number } {
  const at = {
    resolution: compileSchedule(config.resolution),
    stride: compileSchedule(config.innerStride),
    anchors: compileSchedule(config.anchors),
  };
  const most = { rays: 0, pictures: 0 };
  for (const progress of progressOfSteps(config.steps)) {
    const batch = viewsAt(progress, config, together);
    const stride = updatesAt(progress, config) > 1 ? Math.round(at.stride(progress)) : 1;
    const edge = Math.ceil(Math.round(at.resolution(progress)) / stride);
    most.rays = Math.max(most.rays, batch * edge ** 2);
    // With the prompt and without, of each sample.
    const asked = 2 * config.samples * (batch + Math.round(at.anchors(progress)));
    most.pictures = Math.max(most.pictures, asked);
  }
  return most;
}
