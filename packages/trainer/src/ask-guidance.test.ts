import { expect, test } from '@jest/globals';
import { aroundViews } from '@modeseek/core';
import type { Guidance, GuidanceContext } from '@modeseek/guidance';
import { createField } from '@modeseek/nerf';
import { askGuidance } from './ask-guidance.ts';
import { fieldConfig } from './config-sections.ts';
import { referenceKernels } from './kernels.ts';
import { stepParts } from './step-parts.ts';
import { Stopwatch } from './stopwatch.ts';
import { TINY_DRAWING, tinyConfig } from './tiny-run.fixture.ts';
import { fieldRng } from './train.ts';

const VIEWS = aroundViews(2);

/**
 * A guidance that wants 0.5 for every number, and minds what views can show or not, asked about a field as it
 * starts.
 */
async function asked(agreement: string | number, progress: number, minds = true) {
  const config = tinyConfig({ agreement });
  const contexts: GuidanceContext[] = [];
  const guidance: Guidance = {
    name: 'half',
    async gradient(images, context) {
      contexts.push(context);
      if (minds) await context.project?.(images);
      return { gradient: images.map((x) => x - 0.5), target: images.map(() => 0.5), diagnostics: {} };
    },
  };
  const field = await createField(fieldConfig(config), fieldRng(config), referenceKernels);
  const parts = stepParts(config, field, referenceKernels, { guidance, drawing: TINY_DRAWING });
  const rendered = await parts.renderer.renderPreview(VIEWS, 8, 8);
  const question = { views: VIEWS, known: undefined, progress, resolution: 8 };
  const answer = await askGuidance(parts, rendered, question, new Stopwatch());
  const [{ project, condition }] = contexts;
  return { rendered, goal: answer.goal!, project, condition };
}

test('without agreement the shape is the one that is drawn', async () => {
  const { goal, project } = await asked('0:0 1:8 step', 0.9);
  expect(project).toBeUndefined();
  expect(goal.opacity.every((o) => o === goal.opacity[0])).toBe(true);
});

test('it is told from where each view is', async () => {
  const { condition } = await asked(0, 0);
  expect(condition.directions).toEqual([{ front: 1 }, { back: 1 }]);
});

test('a guidance that does not mind it may change the shape', async () => {
  const { goal } = await asked(8, 1, false);
  expect(goal.opacity.every((o) => o === goal.opacity[0])).toBe(true);
});

test('with agreement the shape is held, and samplers are told what views can show', async () => {
  const { rendered, goal, project } = await asked('0:0 1:8 step', 1);
  expect(goal.opacity).toEqual(rendered.opacity);
  expect(goal.points).toEqual(rendered.points);
  expect(goal.images.data[0]).toBeCloseTo(0.75, 6); // colours are those of the guidance
  const length = 2 * TINY_DRAWING.length;
  expect((await project!(new Float32Array(length))).length).toBe(length);
});
