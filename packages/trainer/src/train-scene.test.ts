import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aroundViews, type FieldQuery, type RunEvent, UserError, type WantedObject } from '@modeseek/core';
import type { Guidance } from '@modeseek/guidance';
import { FolderStore } from '@modeseek/node';
import { parseLayout, type Scene, type Shape } from '@modeseek/scene';
import { referenceKernels } from './kernels.ts';
import { Run } from './run.ts';
import { loadRunModel } from './run-model.ts';
import { TINY_DRAWING, tinyConfig } from './tiny-run.fixture.ts';
import { type TrainedScene, type TrainSceneOptions, trainScene } from './train-scene.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'modeseek-scene-'));
});
afterAll(async () => {
  await whole.result.model?.dispose();
  rmSync(root, { recursive: true });
});

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

const object = (words: string, count = 1): WantedObject => ({ concept: words, words, count });
const SCENE: Scene = { relation: 'on', first: object('cat', 2), second: object('table') };
const STEPS = 30;

async function sceneRun(name: string): Promise<TrainSceneOptions> {
  const config = tinyConfig({
    prompt: 'two cats on a table',
    steps: STEPS,
    learningRate: 0.03,
    shadingShare: 0,
    densityBias: 10,
    checkpointEvery: 10,
    previewEvery: 15,
  });
  const store = new FolderStore(join(root, name));
  const run = (await Run.exists(store)) ? await Run.open(store) : await Run.create(store, config);
  return {
    run,
    kernels: referenceKernels,
    guidance,
    drawing: TINY_DRAWING,
    model: 'none',
    backend: 'cpu',
    warnings: ['a word'],
    scene: SCENE,
    shapeOf,
  };
}

/** Densities at the corners of a coarse grid. */
async function shapeOf(query: FieldQuery): Promise<Shape> {
  const [size, spacing] = [17, 1 / 8];
  const along = Array.from({ length: size }, (_, i) => i * spacing - 1);
  const corners = Float32Array.from(
    along.flatMap((z) => along.flatMap((y) => along.flatMap((x) => [x, y, z]))),
  );
  const { density } = await query(corners, corners.length / 3);
  if (!density.some((value) => value > 3)) throw new UserError('the field is empty');
  return { density: density.slice(0, size ** 3), size, spacing, level: 3 };
}

const previewsOf = (path: string) => readdirSync(join(path, 'preview')).sort();
const bytesOf = (path: string, file: string) => readFileSync(join(path, file)).toString('base64');
/** Without what the clock decides, and what sessions begin and end with. */
const logOf = async (run: Run) =>
  (await run.readEvents()).flatMap((event) => {
    const { time: _, ...rest } = event.type === 'step' ? { ...event, values: {} } : event;
    return event.type === 'start' || event.type === 'checkpoint' ? [] : [JSON.stringify(rest)];
  });

/** A run that was not stopped, and what was told of it. */
let whole: { run: TrainSceneOptions; result: TrainedScene; events: RunEvent[]; log: string[] };
beforeAll(async () => {
  const run = await sceneRun('whole');
  const events: RunEvent[] = [];
  asked.length = 0;
  const result = await trainScene({ ...run, onEvent: (event) => events.push(event) });
  whole = { run, result, events, log: await logOf(run.run) };
});

describe('trainScene', () => {
  test('makes each object in a run of its own, and lays them out', async () => {
    const { run, result } = whole;
    expect(result).toMatchObject({ outcome: 'finished', step: 2 * STEPS, droppedSteps: 0, waitedSteps: 0 });
    // The scene itself is not asked of the model.
    expect(new Set(asked)).toEqual(new Set(['cat', 'table']));
    const path = run.run.store.name;
    let seconds = 0;
    for (const name of ['cat', 'table']) {
      const made = await Run.open(new FolderStore(join(path, 'objects', name)));
      expect(made.config).toEqual({ ...run.run.config, prompt: name });
      expect((await made.readCheckpoint())?.step).toBe(STEPS);
      seconds += (await made.readEvents()).at(-1)!.time;
    }
    expect(result.seconds).toBeGreaterThan(seconds);
    expect(readdirSync(path).sort()).toEqual([
      'config.json',
      'events.jsonl',
      'layout.json',
      'objects',
      'preview',
    ]);
    const layout = parseLayout(readFileSync(join(path, 'layout.json'), 'utf8'));
    expect(layout?.objects.map(({ words }) => words)).toEqual(['cat', 'cat', 'table']);

    // The cats, red, are above the table, blue.
    const { images } = await result.model!.render(aroundViews(1), 16, 16);
    const [upper, lower] = [0, 1].map((c) => {
      const rows = Array.from({ length: 16 }, (_, row) =>
        [0, 2].map((channel) => images.data[(row * 16 + 8) * 3 + channel]),
      );
      const shown = rows.flatMap(([red, blue], row) =>
        (c === 0 ? red - blue : blue - red) > 0.2 ? [row] : [],
      );
      return shown.reduce((sum, row) => sum + row, 0) / shown.length;
    });
    expect(upper).toBeLessThan(lower);
  });

  test('its log is that of its objects, as of one run', async () => {
    const { run, events, log } = whole;
    const starts = (await run.run.readEvents()).filter(({ type }) => type === 'start');
    const start = { prompt: 'two cats on a table', steps: 2 * STEPS, resumedFrom: 0, warnings: ['a word'] };
    expect(starts).toMatchObject([start]);
    const steps = events.filter(({ type }) => type === 'step');
    expect(steps).toMatchObject(Array.from({ length: 2 * STEPS }, (_, i) => ({ step: i + 1 })));
    const times = events.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(events.filter(({ type }) => type === 'update').at(-1)).toMatchObject({ share: 1 });
    expect(log.length).toBeGreaterThan(2 * STEPS);
    // What they looked like on the way, for who watches the scene's folder.
    const previews = events.flatMap((event) => (event.type === 'preview' ? [event.file] : []));
    expect(previews).toHaveLength(4);
    for (const file of previews) expect(existsSync(join(run.run.store.name, file))).toBe(true);
  });

  test('what it has made is found again', async () => {
    const { run, result } = whole;
    const model = await loadRunModel(run.run, referenceKernels);
    try {
      expect(model.objects.map(({ words, placements }) => [words, placements?.length])).toEqual([
        ['cat', 2],
        ['table', 1],
      ]);
      expect(model.metresPerUnit).toBeGreaterThan(0.1);
      const [is, should] = [model, result.model!].map((each) => each.render(aroundViews(1), 8, 8));
      expect((await is).images).toEqual((await should).images);
    } finally {
      await model.dispose();
    }
  });

  test.each([
    ['the first object', 5],
    ['the first object, at its end', STEPS],
    ['the second object', STEPS + 5],
  ])('stopped in %s and resumed, it ends as if never stopped', async (where, stopAfter) => {
    const name = where.replaceAll(/\W+/g, '-');
    const abort = new AbortController();
    let steps = 0;
    const stopped = await trainScene({
      ...(await sceneRun(name)),
      signal: abort.signal,
      onEvent: (event) => {
        if (event.type === 'step' && ++steps === stopAfter) abort.abort();
      },
    });
    expect(stopped).toMatchObject({ outcome: 'interrupted', step: stopAfter });
    await expectAsWhole(name);
  });

  test('killed after an object had more than the scene knew of, it ends as if never killed', async () => {
    const run = await sceneRun('killed');
    const killed = trainScene({
      ...run,
      onEvent: (event) => {
        // Behind a preview, before the next checkpoint.
        if (event.type === 'preview' && event.step > STEPS) throw new Error('killed');
      },
    });
    await expect(killed).rejects.toThrow('killed');
    rmSync(join(run.run.store.name, 'events.jsonl'));
    rmSync(join(run.run.store.name, 'preview'), { recursive: true });
    await expectAsWhole('killed');
  });

  /** Resumes a run, and compares it with the whole one. */
  async function expectAsWhole(name: string) {
    const options = await sceneRun(name);
    const resumed = await trainScene(options);
    await resumed.model?.dispose();
    expect(resumed).toMatchObject({ outcome: 'finished', step: 2 * STEPS });
    const [is, should] = [join(root, name), join(root, 'whole')];
    for (const folder of ['.', 'objects/cat', 'objects/table']) {
      expect(previewsOf(join(is, folder))).toEqual(previewsOf(join(should, folder)));
      if (folder !== '.') {
        const file = 'checkpoint.safetensors';
        expect(bytesOf(join(is, folder), file)).toBe(bytesOf(join(should, folder), file));
      }
    }
    expect(bytesOf(is, 'layout.json')).toBe(bytesOf(should, 'layout.json'));
    expect(await logOf(options.run)).toEqual(whole.log);
  }

  test('a finished one is laid out again', async () => {
    cpSync(join(root, 'whole'), join(root, 'again'), { recursive: true });
    rmSync(join(root, 'again/layout.json'));
    asked.length = 0;
    await expectAsWhole('again');
    expect(asked).toEqual([]);
  });

  test('half-written files of an object that has finished go, too', async () => {
    cpSync(join(root, 'whole'), join(root, 'swept'), { recursive: true });
    const left = join(root, 'swept/objects/cat/events.jsonl.4194304.00000000.tmp');
    writeFileSync(left, 'half');
    await expectAsWhole('swept');
    expect(existsSync(left)).toBe(false);
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

  test('an object of another run is not taken', async () => {
    const run = await sceneRun('foreign');
    const store = new FolderStore(join(root, 'foreign/objects/cat'));
    await Run.create(store, { ...run.run.config, prompt: 'cat', seed: 7 });
    await expect(trainScene(run)).rejects.toThrow(
      /objects\/cat is of another run than .*foreign: its seed differs; remove it/,
    );
  });

  test('a layout that is damaged', async () => {
    cpSync(join(root, 'whole'), join(root, 'damaged'), { recursive: true });
    writeFileSync(join(root, 'damaged/layout.json'), '{"objects":[]}');
    const { run } = await sceneRun('damaged');
    await expect(loadRunModel(run, referenceKernels)).rejects.toThrow(
      /layout.json is damaged: it is no layout of a scene/,
    );
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
});
