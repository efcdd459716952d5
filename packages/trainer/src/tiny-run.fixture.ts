import { PixelDrawing } from '@modeseek/core';
import type { Guidance } from '@modeseek/guidance';
import { createField } from '@modeseek/nerf';
import { parseConfig, type RunConfigInput } from './config.ts';
import { fieldConfig } from './config-sections.ts';
import { referenceKernels } from './kernels.ts';
import type { Run } from './run.ts';
import { fieldRng, type TrainOptions } from './train.ts';

/** A run so small that it takes a second or two. */
export function tinyConfig(options: Partial<RunConfigInput> = {}) {
  return parseConfig({
    prompt: 'a thing',
    steps: 12,
    batch: 2,
    innerSteps: 1,
    innerStride: '0:2 0.15:1 step',
    learningRate: '0:0.02 0.3:0.01 1:0.003',
    activeLevels: '0:0.4 0.5:1',
    resolution: '0:6 0.5:8 step',
    askResolution: 8,
    shadingShare: 0.5,
    sparsity: 0.01,
    opacityEntropy: '0:0.02 0.4:0.02 1:1',
    smoothness: 0.01,
    fieldLevels: 3,
    fieldTableSize: 8,
    fieldBaseResolution: 4,
    fieldFinestResolution: 12,
    fieldHidden: 8,
    samplesPerDiagonal: 16,
    occupancyResolution: 8,
    occupancyEvery: 3,
    checkpointEvery: 4,
    previewEvery: 6,
    previewResolution: 8,
    ...options,
  });
}

export const TINY_DRAWING = new PixelDrawing(8, 2);

/** Pulls every picture towards noisy red; all geometry stays as it is. */
export const redGuidance: Guidance = {
  name: 'red',
  async gradient(images, { rng, progress }) {
    const { colourLength, length } = TINY_DRAWING;
    const red = (i: number) => (i % 3 === 0 ? 0.8 : -0.8) + 0.2 * rng.normal();
    const target = images.map((x, i) => (i % length < colourLength ? red(i % length) : x));
    return {
      gradient: images.map((x, i) => x - target[i]),
      target,
      diagnostics: { progress },
    };
  },
};

/** All that `train` needs for a run in plain TypeScript. */
export async function tinyRun(run: Run, guidance = redGuidance): Promise<TrainOptions> {
  const { config } = run;
  const field = await createField(fieldConfig(config), fieldRng(config), referenceKernels);
  return {
    run,
    kernels: referenceKernels,
    field,
    guidance,
    model: 'none',
    drawing: TINY_DRAWING,
    backend: 'cpu',
  };
}
