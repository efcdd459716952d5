import { describe, expect, test } from '@jest/globals';
import { MemoryStore, PixelDrawing, RUN_FILES, type RunEvent, UserError } from '@modeseek/core';
import type { Guidance } from '@modeseek/guidance';
import { encodePng } from '@modeseek/node';
import { OBJECT_RUN, parseConfig, Run, referenceKernels } from '@modeseek/trainer';
import { CANVASES } from './canvases/index.ts';
import { PICTURE_RUN, type PictureConfigInput, parsePictureConfig } from './config.ts';
import { createCanvas, makePictures } from './make-pictures.ts';

const DRAWING = new PixelDrawing(8, 2);

/** Wants red, more or less; as far from it as the noise of the step is. */
const red: Guidance = {
  name: 'red',
  async gradient(pictures, { rng, progress }) {
    const target = pictures.map((_, i) => ((i % DRAWING.length) % 3 === 0 ? 0.8 : -0.8) + 0.2 * rng.normal());
    return { target, gradient: pictures.map((x, i) => x - target[i]), diagnostics: { progress } };
  },
};

const newRun = (options: Partial<PictureConfigInput> = {}) =>
  Run.create(
    new MemoryStore('pictures', encodePng),
    parsePictureConfig({
      ...{ prompt: 'a thing', steps: 12, innerSteps: 2, count: 2, checkpointEvery: 4, previewEvery: 6 },
      ...options,
    }),
    PICTURE_RUN,
  );

async function make(run: Awaited<ReturnType<typeof newRun>>, { stopAfter = 0, guidance = red } = {}) {
  const canvas = await createCanvas(run.config, DRAWING, referenceKernels);
  const controller = new AbortController();
  const onEvent = (event: RunEvent) => {
    if (event.type === 'step' && event.step === stopAfter) controller.abort();
  };
  const { signal } = controller;
  const options = { run, canvas, guidance, drawing: DRAWING, model: 'none', backend: 'cpu', signal, onEvent };
  const result = await makePictures(options);
  const look = await canvas.look();
  await canvas.dispose();
  return { ...result, look };
}

test('pictures go where the guidance wants them, and leave events, previews and a checkpoint', async () => {
  const run = await newRun({ steps: 30 });
  const { outcome, step, look } = await make(run);
  expect({ outcome, step }).toEqual({ outcome: 'finished', step: 30 });
  expect(look.batch).toBe(2);
  const mean = (channel: number) =>
    look.data.reduce((sum, value, i) => (i % 3 === channel ? sum + (3 * value) / look.data.length : sum), 0);
  expect(mean(0)).toBeGreaterThan(0.75);
  expect(mean(1)).toBeLessThan(0.25);
  const events = await run.readEvents();
  expect(events[0]).toMatchObject({ type: 'start', prompt: 'a thing', steps: 30, resumedFrom: 0 });
  const steps = events.filter((event) => event.type === 'step');
  expect(steps).toHaveLength(30);
  expect(steps[29].values).toMatchObject({ progress: 1, pictures: 2 });
  expect(steps[29].values.loss).toBeLessThan(steps[0].values.loss);
  const names = ['06', '12', '18', '24', '30'].map((step) => `preview/step-0000${step}.png`);
  expect(await run.previews()).toEqual(names);
  expect(await run.store.read('preview/guidance-000006.png')).not.toBeNull();
});

test.each(CANVASES)('on $name: stopped and gone on with, it ends in the same bytes', async ({ name }) => {
  const [whole, parted] = [await newRun({ canvas: name }), await newRun({ canvas: name })];
  await make(whole);
  expect(await make(parted, { stopAfter: 5 })).toMatchObject({ outcome: 'interrupted', step: 5 });
  const resumed = await Run.open(parted.store, PICTURE_RUN);
  expect(await make(resumed)).toMatchObject({ outcome: 'finished', step: 12 });
  const [expected, got] = [whole, parted].map(({ store }) => store.read(RUN_FILES.checkpoint));
  expect(await got).toEqual(await expected);
});

test('a target that is not finite never reaches a picture', async () => {
  const broken: Guidance = {
    name: 'broken',
    gradient: async (pictures, context) =>
      context.progress < 0.5
        ? red.gradient(pictures, context)
        : { gradient: pictures.map(() => Number.NaN), target: pictures, diagnostics: {} },
  };
  const run = await newRun({ steps: 8 });
  const result = await make(run, { guidance: broken });
  expect(result).toMatchObject({ outcome: 'finished', droppedSteps: 4 });
  expect(result.look.data.every(Number.isFinite)).toBe(true);
});

describe('runs of one kind are none of another', () => {
  test('objects and pictures', async () => {
    const pictures = await newRun();
    await expect(Run.open(pictures.store)).rejects.toThrow(
      /^pictures holds a run of image, and none of train$/,
    );
    const store = new MemoryStore('object', encodePng);
    await Run.create(store, parseConfig({ prompt: 'a mug' }));
    await expect(Run.open(store, PICTURE_RUN)).rejects.toThrow(
      /^object holds a run of train, and none of image$/,
    );
    await expect(Run.open(store, PICTURE_RUN)).rejects.toThrow(UserError);
    expect(await Run.isOfKind(store, OBJECT_RUN)).toBe(true);
    expect(await Run.isOfKind(pictures.store, OBJECT_RUN)).toBe(false);
  });
});
