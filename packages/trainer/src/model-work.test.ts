import { expect, test } from '@jest/globals';
import type { Denoiser } from '@modeseek/guidance';
import { createField } from '@modeseek/nerf';
import { createGuidance, fieldConfig } from './config-sections.ts';
import { referenceKernels } from './kernels.ts';
import { modelWork } from './model-work.ts';
import { METHOD_NAMES } from './presets.ts';
import { progressAt } from './progress.ts';
import { stepParts } from './step-parts.ts';
import { TINY_DRAWING, tinyConfig } from './tiny-run.fixture.ts';
import { fieldRng } from './train.ts';
import { trainingStep } from './training-step.ts';

test.each(METHOD_NAMES)('%s: as many pictures as a run has through its model', async (guidance) => {
  let pictures = 0;
  const denoiser: Denoiser = {
    async denoise(noisy, _, { views }) {
      pictures += views.length;
      return noisy.map((value) => value / 2);
    },
  };
  const batch = '0:3 0.5:1 step';
  const everywhere = { guidanceFloor: 0, guidanceCeiling: 1e9, anchors: 0 };
  const config = tinyConfig({ ...everywhere, guidance, batch, steps: 4, samplerSteps: '0:3 1:2' });
  const field = await createField(fieldConfig(config), fieldRng(config), referenceKernels);
  const asked = { guidance: createGuidance(config, denoiser), drawing: TINY_DRAWING };
  const parts = stepParts(config, field, referenceKernels, asked);
  for (let step = 0; step < 4; step++) await trainingStep(parts, progressAt(step, 4));
  expect(modelWork(config, 1)).toEqual({ pictures, drawings: 3 + 3 + 1 + 1 });
});

test('a long run is reckoned from some of its steps', () => {
  const config = tinyConfig({ batch: 2, steps: 50_000, guidance: 'sds' });
  expect(modelWork(config, 4)).toEqual({ pictures: 50_000 * 4 * 2, drawings: 50_000 * 4 });
});
