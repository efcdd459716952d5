import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aroundViews, type Field, type RunEvent, UserError } from '@modeseek/core';
import type { Guidance } from '@modeseek/guidance';
import { FolderStore } from '@modeseek/node';
import type { Scene, Surface } from '@modeseek/scene';
import { Run } from './run.ts';
import { TINY_DRAWING, tinyConfig, tinyRun } from './tiny-run.fixture.ts';
import type { TrainResult } from './train.ts';
import { type TrainSceneOptions, trainScene } from './train-scene.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'modeseek-scene-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Pulls every picture towards one colour, which depends on the prompt. */
const COLOURS: Record<string, readonly number[]> = { cat: [0.9, -0.9, -0.9], table: [-0.9, -0.9, 0.9] };
const asked: (string | null)[] = [];
const guidance: Guidance = {
  name: 'colour',
  async gradient(images, { condition: { prompt } }) {
    asked.push(prompt);
    const { colourLength, length } = TINY_DRAWING;
    const target = images.map((x, i) =>
      i % length < colourLength ? COLOURS[prompt ?? ''][(i % length) % 3] : x,
    );
    return { gradient: images.map((x, i) => x - target[i]), target, diagnostics: {} };
  },
};

const SCENE: Scene = { relation: 'on', first: 'cat', second: 'table' };
const STEPS = 60;

async function sceneRun(name: string): Promise<TrainSceneOptions> {
  const config = tinyConfig({
    prompt: 'a cat on a table',
    steps: STEPS,
    learningRate: 0.03,
    shadingShare: 0,
    densityBias: 10,
    checkpointEvery: 10,
    previewEvery: 30,
  });
  const store = new FolderStore(join(root, name));
  const run = (await Run.exists(store)) ? await Run.open(store) : await Run.create(store, config);
  return {
    ...(await tinyRun(run, guidance)),
    scene: SCENE,
    surfacePoints: solidSamples,
  };
}

/** The dense corners of a coarse grid. */
async function solidSamples(query: Field['query']): Promise<Surface> {
  const along = Array.from({ length: 17 }, (_, i) => i / 8 - 1);
  const corners = Float32Array.from(
    along.flatMap((x) => along.flatMap((y) => along.flatMap((z) => [x, y, z]))),
  );
  const { density } = await query(corners, corners.length / 3);
  const points = corners.filter((_, i) => density[Math.floor(i / 3)] > 3);
  if (points.length === 0) throw new UserError('the field is empty');
  return { points, spacing: 1 / 8 };
}

const previewsOf = (path: string) => readdirSync(join(path, 'preview')).sort();
const checkpointOf = (path: string) => readFileSync(join(path, 'checkpoint.safetensors')).toString('base64');

/** A run that was not stopped, and what was told of it. */
let whole: {
  run: TrainSceneOptions;
  result: TrainResult | null;
  objects: (readonly string[])[];
  events: RunEvent[];
};
beforeAll(async () => {
  const run = await sceneRun('whole');
  const objects: (readonly string[])[] = [];
  const events: RunEvent[] = [];
  asked.length = 0;
  const result = await trainScene({
    ...run,
    onObjects: (names) => objects.push(names),
    onEvent: (event) => events.push(event),
  });
  whole = { run, result, objects, events };
});

describe('trainScene', () => {
  test('makes each object in a run of its own, then a field that shows both', async () => {
    const { run, result, objects, events } = whole;
    expect(result).toMatchObject({ outcome: 'finished', step: STEPS });
    expect(objects).toEqual([['cat', 'table']]);
    // The scene itself is not asked of the model.
    expect(new Set(asked)).toEqual(new Set(['cat', 'table']));
    const prompts = events.flatMap((event) => (event.type === 'start' ? [event.prompt] : []));
    expect(prompts).toEqual(['cat', 'table', 'a cat on a table']);
    const path = run.run.store.name;
    for (const name of ['cat', 'table']) {
      const object = await Run.open(new FolderStore(join(path, 'objects', name)));
      expect(object.config).toEqual({ ...run.run.config, prompt: name });
      expect((await object.readCheckpoint())?.step).toBe(STEPS);
    }
    // Its time goes on from theirs.
    const [start] = await run.run.readEvents();
    expect(start.time).toBeGreaterThan(0);
    expect(result?.seconds).toBeGreaterThan(start.time);
    // What they looked like on the way, for who watches the scene's folder.
    const previews = readdirSync(join(path, 'preview')).filter((name) => name.startsWith('step-000000'));
    expect(previews).toHaveLength(4);

    // The cat, red, is above the table, blue.
    const { images } = await result!.renderer.renderPreview(aroundViews(1), 16, 16);
    const [upper, lower] = [6, 10].map((row) => images.data.slice((row * 16 + 8) * 3, (row * 16 + 9) * 3));
    expect(upper[0] - upper[2]).toBeGreaterThan(0.2);
    expect(lower[2] - lower[0]).toBeGreaterThan(0.2);
  });

  test.each([
    ['the first object', 5],
    ['the second object', STEPS + 5],
    ['the scene', 2 * STEPS + 5],
  ])('stopped in %s and resumed, it ends as if never stopped', async (where, stopAfter) => {
    const name = where.replaceAll(' ', '-');
    const abort = new AbortController();
    let steps = 0;
    const run = await sceneRun(name);
    const stopped = await trainScene({
      ...run,
      signal: abort.signal,
      onEvent: (event) => {
        if (event.type === 'step' && ++steps === stopAfter) abort.abort();
      },
    });
    expect(stopped?.outcome ?? null).toBe(where === 'the scene' ? 'interrupted' : null);
    expect(existsSync(join(run.run.store.name, 'objects', 'table'))).toBe(where !== 'the first object');
    const resumed = await trainScene(await sceneRun(name));
    expect(resumed?.outcome).toBe('finished');
    for (const folder of ['.', 'objects/cat', 'objects/table']) {
      expect(checkpointOf(join(root, name, folder))).toBe(checkpointOf(join(root, 'whole', folder)));
      expect(previewsOf(join(root, name, folder))).toEqual(previewsOf(join(root, 'whole', folder)));
    }
  });

  test('what an object showed twice, killed on the way, is one picture', async () => {
    const run = await sceneRun('killed');
    const killed = trainScene({
      ...run,
      onEvent: (event) => {
        // Behind a preview, before the next checkpoint.
        if (event.type === 'preview') throw new Error('killed');
      },
    });
    await expect(killed).rejects.toThrow('killed');
    expect(previewsOf(run.run.store.name)).toHaveLength(1);
    await trainScene(await sceneRun('killed'));
    expect(previewsOf(run.run.store.name)).toEqual(previewsOf(join(root, 'whole')));
  });

  test('a run that could not go on makes no objects first', async () => {
    const run = await sceneRun('of-old');
    const file = join(run.run.store.name, 'config.json');
    const { compose, hash: _, ...older } = JSON.parse(readFileSync(file, 'utf8'));
    expect(compose).toBe(true);
    writeFileSync(file, JSON.stringify(older));
    await expect(trainScene(await sceneRun('of-old'))).rejects.toThrow('had no option compose');
    expect(existsSync(join(run.run.store.name, 'objects'))).toBe(false);
  });

  test('a finished one does without its objects', async () => {
    const run = await sceneRun('finished');
    await trainScene(run);
    rmSync(join(run.run.store.name, 'objects'), { recursive: true });
    expect(await trainScene(await sceneRun('finished'))).toMatchObject({ outcome: 'finished', step: STEPS });
    expect(existsSync(join(run.run.store.name, 'objects'))).toBe(false);
  });

  test('an object of which nothing is to be seen', async () => {
    const run = await sceneRun('empty');
    const nothing: Guidance = {
      ...guidance,
      // Wants what is behind, whatever is in front of it.
      async gradient(images, { condition: { views } }) {
        const pixels = images.length / views.length;
        const target = images.map((_, i) => 2 * views[Math.floor(i / pixels)].background[i % 3] - 1);
        return { gradient: images.map((x, i) => x - target[i]), target, diagnostics: {} };
      },
    };
    await expect(trainScene({ ...run, guidance: nothing })).rejects.toThrow(
      'nothing came out for "cat", so that there is no scene; try another --seed, or --no-compose',
    );
  });

  test('one object is trained as ever', async () => {
    const run = await sceneRun('one');
    const result = await trainScene({
      ...run,
      scene: 'a cat on a table',
      guidance: {
        ...guidance,
        gradient: async (images) => ({ gradient: images, target: images, diagnostics: {} }),
      },
    });
    expect(result?.outcome).toBe('finished');
    expect(existsSync(join(run.run.store.name, 'objects'))).toBe(false);
  });
});
