import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MemoryStore, Rng, type View } from '@modeseek/core';
import type { Guidance } from '@modeseek/guidance';
import { createField } from '@modeseek/nerf';
import { encodePng } from '@modeseek/node';
import type { Prior } from '@modeseek/priors';
import { describeModel, loadPrior } from '@modeseek/priors/node';
import { makeLatentModel } from '@modeseek/priors/src/node/latent-model.fixture.ts';
import {
  createGuidance,
  fieldConfig,
  fieldRng,
  parseConfig,
  Run,
  type RunConfigInput,
  referenceKernels,
  stepParts,
  train,
  trainingStep,
} from '@modeseek/trainer';
import { modeseek, ROUGH, temporaryFolder } from './command-line.fixture.ts';
import { validateGlb } from './validate.fixture.ts';

/** Small random models: what they draw means nothing. */
const MODELS = ['sd1', 'mvdream'] as const;
type Name = (typeof MODELS)[number];

/** A field and renders that take no time. */
const TINY = {
  steps: 4,
  batch: 1,
  innerSteps: 2,
  fieldLevels: 3,
  fieldTableSize: 8,
  fieldFinestResolution: 12,
  fieldHidden: 8,
  samplesPerDiagonal: 16,
  occupancyResolution: 8,
  checkpointEvery: 1,
  previewResolution: 8,
  ...ROUGH,
} as const;

let folder: ReturnType<typeof temporaryFolder>;
let models: Record<Name, string>;
beforeAll(() => {
  folder = temporaryFolder();
  const made = MODELS.map((name) => [name, makeLatentModel(join(folder.path, name), name)]);
  models = Object.fromEntries(made) as Record<Name, string>;
});
afterAll(() => folder.remove());

const configOf = (name: Name, options: Partial<RunConfigInput> = {}) =>
  parseConfig({ prompt: 'a corgi', model: models[name], ...TINY, ...options }, describeModel(models[name]));

/** Does something with a model's field and all else that training takes. */
async function withModel<T>(name: Name, action: (prior: Prior) => Promise<T>): Promise<T> {
  const prior = await loadPrior(models[name], { threads: 1 });
  try {
    return await action(prior);
  } finally {
    await prior.dispose();
  }
}

/** Trains a run until an event of a kind at a step, or to its end. */
async function trainUntil(run: Run, name: Name, last = Number.POSITIVE_INFINITY): Promise<void> {
  const { config } = run;
  const stop = new AbortController();
  await withModel(name, async (prior) => {
    await train({
      run,
      kernels: referenceKernels,
      field: await createField(fieldConfig(config), fieldRng(config), referenceKernels),
      guidance: createGuidance(config, prior),
      drawing: prior.drawing,
      together: prior.together,
      model: prior.sha256,
      backend: 'cpu',
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === 'step' && event.step >= last) stop.abort();
      },
    });
  });
}

describe.each(MODELS)('%s', (name) => {
  test.each(['msd', 'sds'])('from the command line by %s to a mesh', async (guidance) => {
    const flags = Object.entries({ ...TINY, steps: 2, densityBias: 12, guidance, threads: 1 }).flatMap(
      ([option, value]) => [
        `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
        String(value),
      ],
    );
    const out = join(folder.path, `${name}-${guidance}`);
    const { code, stdout, stderr } = await modeseek(
      folder.path,
      ...['train', 'a corgi', '--model', name, '--out', out, '--json', ...flags],
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toMatchObject({ steps: 2, droppedSteps: 0 });
    expect(validateGlb(join(out, 'mesh.glb')).issues.messages).toEqual([]);
  });

  test('a run that was stopped goes on to the same bytes', async () => {
    // Views of mean shift are made to agree, by way of their pictures.
    const msd = { guidance: 'msd', samplerSteps: 2, agreement: 8 } as const;
    const options = name === 'sd1' ? ({ guidance: 'sds' } as const) : msd;
    const runs = await Promise.all(
      ['whole', 'parts'].map((each) => Run.create(new MemoryStore(each, encodePng), configOf(name, options))),
    );
    await trainUntil(runs[0], name);
    await trainUntil(runs[1], name, 2);
    expect((await runs[1].readCheckpoint())?.step).toBe(2);
    await trainUntil(runs[1], name);
    const [whole, parts] = await Promise.all(runs.map(({ store }) => store.read('checkpoint.safetensors')));
    expect(parts).toEqual(whole);
  });
});

test('cameras of a step come in groups that the model takes together', async () => {
  await withModel('mvdream', async (prior) => {
    const views: number[][] = [];
    const noting: Guidance = {
      name: 'noting',
      async gradient(images, { condition }) {
        views.push(condition.views.map(({ camera }) => camera.azimuth));
        return { gradient: images, target: images, diagnostics: {} };
      },
    };
    const config = configOf('mvdream', { batch: 5 });
    const field = await createField(fieldConfig(config), fieldRng(config), referenceKernels);
    const { drawing, together } = prior;
    await trainingStep(
      stepParts(config, field, referenceKernels, { guidance: noting, drawing, together }),
      0,
    );
    const [azimuths] = views;
    expect(azimuths).toHaveLength(4);
    for (const i of [1, 2, 3]) expect(azimuths[i] - azimuths[0]).toBeCloseTo((i * Math.PI) / 2, 10);
  });
});

/** Draws the middle of everything: one view, again and again. */
class Still extends Rng {
  override uniform(low = 0, high = 1): number {
    return (low + high) / 2;
  }
}

test('a field that is fitted to decoded targets goes there', async () => {
  await withModel('sd1', async (prior) => {
    const { drawing } = prior;
    const wanted = new Rng('wanted').normals(new Float32Array(drawing.length));
    let views: readonly View[] = [];
    const guidance: Guidance = {
      name: 'wanted',
      async gradient(images, { condition }) {
        ({ views } = condition);
        return { gradient: images.map((x, i) => x - wanted[i]), target: wanted, diagnostics: {} };
      },
    };
    const options = {
      innerSteps: 40,
      learningRate: 0.02,
      shadingShare: 0,
      orientation: 0,
      opacityEntropy: 0,
    };
    const field = { densityBias: 20, fieldLevels: 6, fieldFinestResolution: 48, fieldTableSize: 12 };
    const config = configOf('sd1', { ...options, ...field, samplesPerDiagonal: 32, activeLevels: 1 });
    const parts = stepParts(
      config,
      await createField(fieldConfig(config), fieldRng(config), referenceKernels),
      referenceKernels,
      { guidance, drawing },
    );
    const still = { ...parts, rngs: { ...parts.rngs, views: new Still(0) } };
    const target = (await drawing.unpack(wanted, 16)).images.data;
    const away: number[] = [];
    for (let step = 0; step < 4; step++) {
      await trainingStep(still, 0.1);
      const { images } = await parts.renderer.renderPreview(views, 16, 16);
      away.push(distance(images.data, target));
    }
    expect(away[3]).toBeLessThan(away[0] / 4);
  });
});

/** Root mean square. */
function distance(a: Float32Array, b: Float32Array): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length);
}

test('a dry run tells what the family stands for, and what the model is asked', async () => {
  const { code, stdout, stderr } = await modeseek(
    folder.path,
    ...['train', 'a corgi', '--model', 'mvdream', '--dry-run', '--steps', '10', '--threads', '1'],
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const said = JSON.parse(stdout);
  // Eight views in half of the steps and four in the others, eight levels, with the prompt and without.
  expect(said).toMatchObject({
    family: 'mvdream',
    modelPictures: 10 * 6 * 8 * 2,
    memoryMiB: expect.any(Number),
  });
  expect(said.config).toMatchObject({ relativeDistance: true, resolution: 16, samplerSteps: 8, anchors: 0 });
  expect(said.modelSeconds).toBeGreaterThan(0);
});
