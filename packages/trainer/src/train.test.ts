import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  aroundViews,
  decodeSafetensors,
  encodeSafetensors,
  Rng,
  type RunEvent,
  UserError,
} from '@modeseek/core';
import type { Guidance } from '@modeseek/guidance';
import { FolderStore } from '@modeseek/node';
import { viewRays } from '@modeseek/renderer';
import type { RunConfigInput } from './config.ts';
import { Run } from './run.ts';
import { redGuidance, TINY_DRAWING, tinyConfig, tinyRun } from './tiny-run.fixture.ts';
import { train } from './train.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'modeseek-train-'));
});
afterAll(() => rmSync(root, { recursive: true }));

const create = (name: string, options?: Partial<RunConfigInput>) =>
  Run.create(new FolderStore(join(root, name)), tinyConfig(options));
const checkpointOf = (directory: Run) =>
  readFileSync(join(directory.store.name, 'checkpoint.safetensors')).toString('base64');
/** Events without what differs from session to session. */
const story = async (directory: Run) =>
  (await directory.readEvents())
    .filter((event) => event.type !== 'start' || event.resumedFrom === 0)
    .map(({ time, ...event }) =>
      event.type === 'step'
        ? { ...event, values: Object.entries(event.values).filter(([k]) => !/Ms$|^peakMemory/.test(k)) }
        : event,
    );

/** How many there are, at once. */
function eventsIn(path: string): number {
  const file = join(path, 'events.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
}

describe('train', () => {
  test('pulls the views towards the targets, and leaves events, previews and a checkpoint', async () => {
    const directory = await create('plain', {
      steps: 60,
      learningRate: 0.03,
      shadingShare: 0,
      background: 'black',
    });
    const seen: RunEvent[] = [];
    const run = await tinyRun(directory);
    const first = await run.field.query(new Float32Array(3), 1);
    const before = [...first.colour];
    const { outcome, step, droppedSteps, renderer } = await train({
      ...run,
      peakMemoryMiB: () => 100,
      onEvent: (e) => seen.push(e),
    });
    expect({ outcome, step, droppedSteps }).toEqual({ outcome: 'finished', step: 60, droppedSteps: 0 });
    const { colour } = await run.field.query(new Float32Array(3), 1);
    expect(colour[0]).toBeGreaterThan(before[0] + 0.2);
    expect(colour[1]).toBeLessThan(before[1] - 0.2);
    expect(renderer.occupancy.share).toBeGreaterThan(0);

    expect(await directory.readEvents()).toEqual(seen);
    expect(seen.filter((event) => event.type === 'update')).toHaveLength(60);
    expect(seen[0]).toMatchObject({ type: 'start', prompt: 'a thing', steps: 60, resumedFrom: 0 });
    const steps = seen.filter((event) => event.type === 'step');
    expect(steps.map((event) => event.step)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(steps[0].values).toMatchObject({
      progress: 0,
      resolution: 6,
      activeLevels: expect.closeTo(1.2, 6),
    });
    expect(steps[59].values).toMatchObject({ progress: 1, resolution: 8, activeLevels: 3 });
    for (const phase of ['renderMs', 'guidanceMs', 'backwardMs', 'optimiserMs', 'peakMemoryMiB']) {
      expect(steps[9].values[phase]).toBeGreaterThan(0);
    }
    for (const event of seen) {
      if (event.type === 'preview') expect(existsSync(join(directory.store.name, event.file))).toBe(true);
    }
    expect(seen.filter((event) => event.type === 'preview')).toHaveLength(10);
    expect(seen.at(-1)).toMatchObject({ type: 'checkpoint', step: 60 });
  });

  test('the first step is asked by itself, later ones beside some of its pictures, a little noisy', async () => {
    const asked: { views: number; known: number; first: Float32Array | undefined }[] = [];
    let targets = new Float32Array(0);
    const recording: Guidance = {
      name: 'recording',
      async gradient(images, context) {
        const result = await redGuidance.gradient(images, context);
        const { views, known } = context.condition;
        asked.push({ views: views.length, known: known?.views.length ?? 0, first: known?.pictures });
        if (targets.length === 0) targets = result.target.slice();
        return result;
      },
    };
    const options = { steps: 3, batch: '0:4 0.1:2 step', anchors: '0:0 0.1:3 step', anchorNoise: 0.01 };
    await train(await tinyRun(await create('anchored', options), recording));
    expect(asked.map(({ views, known }) => [views, known])).toEqual([
      [4, 0],
      [2, 3],
      [2, 3],
    ]);
    const each = targets.length / 4;
    const apart = (a: Float32Array, b: Float32Array) =>
      Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / each);
    for (const { first } of asked.slice(1)) {
      for (let k = 0; k < 3; k++) {
        const picture = first!.subarray(k * each, (k + 1) * each);
        const distances = [0, 1, 2, 3].map((i) => apart(picture, targets.subarray(i * each, (i + 1) * each)));
        expect(Math.min(...distances)).toBeGreaterThan(0.005);
        expect(Math.min(...distances)).toBeLessThan(0.015);
      }
    }
  });

  test('the model is asked about renders of their own resolution', async () => {
    const asked: Float32Array[] = [];
    const recording: Guidance = {
      name: 'recording',
      gradient(images, context) {
        asked.push(images.slice());
        return redGuidance.gradient(images, context);
      },
    };
    const options = { steps: 2, innerSteps: 2, resolution: 8 };
    for (const askResolution of [4, 8]) {
      await train(
        await tinyRun(await create(`asked-${askResolution}`, { ...options, askResolution }), recording),
      );
    }
    // Enlarged from a quarter of the pixels, neighbours differ less.
    const bend = (image: Float32Array) => {
      let sum = 0;
      for (let i = 0; i < 8 * 7 * 3; i++) sum += Math.abs(image[i + 3] - image[i]);
      return sum;
    };
    expect(asked).toHaveLength(4);
    expect(asked[1]).not.toEqual(asked[3]);
    expect(bend(asked[1])).toBeLessThan(bend(asked[3]));
  });

  test('opacity and points give a field its shape', async () => {
    /** A ball of radius 0.5, as its points and opacity are drawn; colours are as they are. */
    const { size } = TINY_DRAWING;
    const ball: Guidance = {
      name: 'ball',
      async gradient(images, { condition: { views } }) {
        const seen = await TINY_DRAWING.unpack(images, size);
        seen.opacity.fill(0);
        seen.points.fill(0);
        const { count, origins: o, directions: d } = viewRays(views, size, size);
        for (let ray = 0; ray < count; ray++) {
          const i = ray * 3;
          const along = -(o[i] * d[i] + o[i + 1] * d[i + 1] + o[i + 2] * d[i + 2]);
          const apart = o[i] ** 2 + o[i + 1] ** 2 + o[i + 2] ** 2 - along ** 2;
          if (apart > 0.25) continue;
          seen.opacity[ray] = 1;
          for (let c = 0; c < 3; c++)
            seen.points[i + c] = o[i + c] + (along - Math.sqrt(0.25 - apart)) * d[i + c];
        }
        const target = await TINY_DRAWING.pack(seen);
        return { target, gradient: images.map((x, i) => x - target[i]), diagnostics: {} };
      },
    };
    const options = {
      steps: 200,
      batch: 4,
      learningRate: 0.03,
      shadingShare: 0,
      resolution: 8,
      densityBias: 0,
    };
    const run = await tinyRun(
      await create('points', { ...options, activeLevels: 1, outlineContrast: 1 }),
      ball,
    );
    const { renderer } = await train(run);
    const [view] = aroundViews(1);
    const { opacity, points } = await renderer.renderPreview([view], 9, 9);
    const middle = 4 * 9 + 4;
    expect(opacity[middle]).toBeGreaterThan(0.8);
    const { azimuth, elevation } = view.camera;
    const towards = [
      Math.sin(azimuth) * Math.cos(elevation),
      Math.sin(elevation),
      Math.cos(azimuth) * Math.cos(elevation),
    ];
    const inFront = towards.reduce((sum, t, c) => sum + (t * points[middle * 3 + c]) / opacity[middle], 0);
    expect(inFront).toBeGreaterThan(0.2); // of 0.5: samples are 0.2 apart here
    expect(inFront).toBeLessThan(0.7);
    expect(opacity[0]).toBeLessThan(0.2);
  });

  test('a long step shows what it has come to, and is not changed by that', async () => {
    const options = { steps: 2, innerSteps: '0:7 0.1:2 step', previewEvery: 1 };
    const files: string[] = [];
    const shown = await create('shown', { ...options, previewUpdates: 3 });
    await train({
      ...(await tinyRun(shown)),
      onEvent: (event) => event.type === 'preview' && files.push(event.file),
    });
    expect(files).toEqual([
      ...['preview/step-000001-update-000003.png', 'preview/step-000001-update-000006.png'],
      ...['preview/step-000001.png', 'preview/step-000002.png'],
    ]);
    expect([...files].sort()).toEqual(files);
    const parameters = async (directory: Run) => (await directory.readCheckpoint())?.tensors;
    const unseen = await create('unseen', { ...options, previewUpdates: 0 });
    await train(await tinyRun(unseen));
    expect(await parameters(shown)).toBeDefined();
    expect(await parameters(shown)).toEqual(await parameters(unseen));
  });

  test('tells after every update what share of all updates is done', async () => {
    const updates: RunEvent[] = [];
    const run = await tinyRun(await create('updates', { steps: 3, innerSteps: '0:3 0.1:1 step' }));
    await train({ ...run, onEvent: (event) => event.type === 'update' && updates.push(event) });
    expect(updates).toMatchObject([
      { step: 1, share: 0.2 },
      { step: 1, share: 0.4 },
      { step: 1, share: expect.closeTo(0.6, 9) },
      { step: 2, share: 0.8 },
      { step: 3, share: 1 },
    ]);
  });

  test('logs those updates that complete another percent, however long they take', async () => {
    const updates: RunEvent[] = [];
    const directory = await create('percents', { steps: 3, innerSteps: '0:300 0.1:5 step' });
    const onEvent = (event: RunEvent) => event.type === 'update' && updates.push(event);
    await train({ ...(await tinyRun(directory)), onEvent });
    expect(updates).toHaveLength(310);
    const logged = (await directory.readEvents()).filter((event) => event.type === 'update');
    expect(logged.map(({ share }) => Math.floor(share * 100 + 1e-9))).toEqual(
      Array.from({ length: 100 }, (_, i) => i + 1),
    );
    expect(logged.slice(-5).map(({ step }) => step)).toEqual([1, 2, 2, 3, 3]);
    expect(updates).toEqual(expect.arrayContaining(logged));
  });

  test.each([3, 4, 9])('stopped after step %d and resumed, it ends as if never stopped', async (stop) => {
    const whole = await create(`whole-${stop}`);
    await train(await tinyRun(whole));
    const parted = await create(`parted-${stop}`);
    const abort = new AbortController();
    const onEvent = (event: RunEvent) => {
      if (event.type === 'step' && event.step === stop) abort.abort();
    };
    const stopped = await train({ ...(await tinyRun(parted)), onEvent, signal: abort.signal });
    expect(stopped).toMatchObject({ outcome: 'interrupted', step: stop });
    expect(checkpointOf(parted)).not.toBe(checkpointOf(whole));
    const resumed = await train(await tinyRun(await Run.open(parted.store)));
    expect(resumed).toMatchObject({ outcome: 'finished', step: 12 });
    expect(checkpointOf(parted)).toBe(checkpointOf(whole));
    const extra = (event: { type: string; step?: number }) =>
      !(event.type === 'checkpoint' && event.step === stop && stop % 4 !== 0);
    expect((await story(parted)).filter(extra)).toEqual(await story(whole));
    const times = (await parted.readEvents()).map((event) => event.time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('with patience, steps that lag do not count, also when it is stopped among them', async () => {
    const lagging: Guidance = {
      name: 'lagging',
      async gradient(images, context) {
        const result = await redGuidance.gradient(images, context);
        return { ...result, diagnostics: { ...result.diagnostics, lag: context.progress < 0.5 ? 3 : 1 } };
      },
    };
    const whole = await create('patient', { patience: 0.5 });
    expect(await train(await tinyRun(whole, lagging))).toMatchObject({ step: 18, waitedSteps: 6 });
    const progress = (await whole.readEvents()).flatMap((event) =>
      event.type === 'step' ? [Math.round(event.values.progress * 11)] : [],
    );
    expect(progress).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

    const parted = await create('patient-parted', { patience: 0.5 });
    const abort = new AbortController();
    const onEvent = ({ type }: RunEvent) => type === 'waited' && abort.abort();
    await train({ ...(await tinyRun(parted, lagging)), onEvent, signal: abort.signal });
    await train(await tinyRun(await Run.open(parted.store), lagging));
    expect(checkpointOf(parted)).toBe(checkpointOf(whole));
    const starts = (await parted.readEvents()).flatMap((event) =>
      event.type === 'start' ? [event.steps] : [],
    );
    expect(starts).toEqual([12, 13]);
  });

  test('killed at a random moment, again and again, and resumed, it ends as if never killed', async () => {
    const whole = await create('whole-killed', { steps: 40 });
    await train(await tinyRun(whole));
    const path = join(root, 'killed');
    const seed = Date.now();
    const rng = new Rng(seed);
    const child = (until: number | null) =>
      new Promise<NodeJS.Signals | null>((resolve, reject) => {
        const file = fileURLToPath(new URL('./train-child.fixture.ts', import.meta.url));
        const argv = ['--conditions=source', '--import', 'tsx', file, path];
        const running = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'inherit'] });
        const before = eventsIn(path);
        const watch = setInterval(() => {
          if (until !== null && eventsIn(path) >= before + until) running.kill('SIGKILL');
        }, 3);
        running.once('error', reject).once('exit', (code, signal) => {
          clearInterval(watch);
          if (code) reject(new Error(`the child exited with ${code}`));
          resolve(signal);
        });
      });
    for (let kill = 0; kill < 2; kill++) expect(await child(3 + rng.int(12))).toBe('SIGKILL');
    expect(await child(null)).toBeNull();
    const killed = await Run.open(new FolderStore(path));
    expect({ seed, checkpoint: checkpointOf(killed) }).toEqual({ seed, checkpoint: checkpointOf(whole) });
    expect(await story(killed)).toEqual(await story(whole));
  });

  test.each([1, 2])(
    'a target of %d updates that is not finite drops the step and harms nothing',
    async (updates) => {
      let calls = 0;
      const broken: Guidance = {
        name: 'broken',
        async gradient(images, context) {
          const result = await redGuidance.gradient(images, context);
          if (++calls === 5) result.target[7] = Number.NaN;
          return result;
        },
      };
      const directory = await create(`broken ${updates}`, { innerSteps: updates });
      const run = await tinyRun(directory, broken);
      const { droppedSteps } = await train(run);
      expect(droppedSteps).toBe(1);
      expect(await directory.readEvents()).toContainEqual(
        expect.objectContaining({ type: 'dropped', step: 5, reason: expect.stringContaining('not finite') }),
      );
      for (const { data, gradient } of run.field.parameters) {
        expect(data.every(Number.isFinite)).toBe(true);
        expect(gradient.every((g) => g === 0)).toBe(true);
      }
      const { metadata } = decodeSafetensors(
        readFileSync(join(directory.store.name, 'checkpoint.safetensors')),
      );
      expect(metadata).toMatchObject({ droppedSteps: '1', adamSteps: String(11 * updates) });
    },
  );

  test('a field that is not finite is not rendered towards anything', async () => {
    const run = await tinyRun(await create('nan field', { steps: 2 }));
    run.field.parameters[2].data[0] = Number.NaN;
    const training = train(run);
    await expect(training).rejects.toThrow(UserError);
    await expect(training).rejects.toThrow(
      /broken down: every step so far had to be dropped, because the render is not finite/,
    );
    expect(existsSync(join(run.run.store.name, 'checkpoint.safetensors'))).toBe(false);
  });

  test('twenty dropped steps in a row end the run', async () => {
    let calls = 0;
    const failing: Guidance = {
      name: 'failing',
      async gradient(images, context) {
        const result = await redGuidance.gradient(images, context);
        return ++calls > 3 ? { ...result, target: images.map(() => Number.NaN) } : result;
      },
    };
    const directory = await create('breaking down', { steps: 60 });
    const training = train(await tinyRun(directory, failing));
    await expect(training).rejects.toThrow(
      /each of the last 20 steps had to be dropped, because the guidance/,
    );
    expect((await directory.readEvents()).at(-1)).toMatchObject({ type: 'dropped', step: 23 });
  });

  test('inner steps go towards one target without asking the guidance again', async () => {
    let calls = 0;
    const counting: Guidance = {
      name: 'counting',
      gradient(images, context) {
        calls++;
        return redGuidance.gradient(images, context);
      },
    };
    const directory = await create('inner', { innerSteps: 3 });
    await train(await tinyRun(directory, counting));
    expect(calls).toBe(12);
    const { metadata } = decodeSafetensors(
      readFileSync(join(directory.store.name, 'checkpoint.safetensors')),
    );
    expect(metadata.adamSteps).toBe('36');
  });

  test('with an inner stride of 2 updates take a quarter of the samples', async () => {
    const samples = async (innerStride: number) => {
      const options = { innerSteps: 2, innerStride, steps: 1, shadingShare: 0 };
      const run = await tinyRun(await create(`stride ${innerStride}`, options));
      const counts: number[] = [];
      const forward = run.field.forward.bind(run.field);
      run.field.forward = (points, count) => {
        counts.push(count);
        return forward(points, count);
      };
      await train(run);
      return counts;
    };
    const [few, all] = [await samples(2), await samples(1)];
    expect([few.length, all.length]).toEqual([2, 2]);
    for (const [i, count] of few.entries()) {
      expect(count / all[i]).toBeGreaterThan(0.2);
      expect(count / all[i]).toBeLessThan(0.3);
    }
  });
});

describe('a checkpoint that does not fit is refused in one line', () => {
  /** A run of two steps, and the attempt to go on with it after something has happened to its files. */
  const resumed = async (name: string, meddle: (directory: Run) => void | Promise<void>, model = 'none') => {
    const directory = await create(name, { steps: 2 });
    await train(await tinyRun(directory));
    await meddle(directory);
    return train({ ...(await tinyRun(await Run.open(directory.store))), model });
  };
  const checkpointFile = ({ store }: Run) => join(store.name, 'checkpoint.safetensors');
  const expectRefusal = async (attempt: Promise<unknown>, message: RegExp) => {
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toThrow(UserError);
    await expect(attempt).rejects.not.toThrow(/\n/);
  };

  test.each([
    [{ version: '999' }, /has checkpoint version 999; this program reads version 4/],
    [{ format: 'pt' }, /is not a checkpoint of a training run/],
    [{ step: '1' }, /checkpoint\.safetensors is damaged: its checksum is wrong/],
  ])('%j', async (metadata, message) => {
    const attempt = resumed(`tampered ${Object.keys(metadata)}`, (directory) => {
      const file = decodeSafetensors(readFileSync(checkpointFile(directory)));
      Object.assign(file.metadata, metadata);
      directory.writeCheckpoint(encodeSafetensors(file));
    });
    await expectRefusal(attempt, message);
  });

  test('one byte of its tensors is wrong', async () => {
    const attempt = resumed('flipped', (directory) => {
      const bytes = readFileSync(checkpointFile(directory));
      bytes[bytes.length - 1000] ^= 1;
      directory.writeCheckpoint(bytes);
    });
    await expectRefusal(attempt, /checkpoint\.safetensors is damaged: its checksum is wrong/);
  });

  test('it is cut short', async () => {
    const attempt = resumed('cut', (directory) =>
      directory.writeCheckpoint(readFileSync(checkpointFile(directory)).subarray(0, 5000)),
    );
    await expectRefusal(attempt, /checkpoint\.safetensors is damaged/);
  });

  test('its config.json has been edited', async () => {
    const attempt = resumed('edited', ({ store }) => {
      const file = join(store.name, 'config.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('"batch": 2', '"batch": 3'));
    });
    await expectRefusal(attempt, /config\.json has been changed since the run was started/);
  });

  test('the configuration of another run has been put beside it', async () => {
    const attempt = resumed('put beside', async ({ store }) => {
      const other = await Run.create(new FolderStore(join(root, 'other')), tinyConfig({ batch: 3 }));
      copyFileSync(join(other.store.name, 'config.json'), join(store.name, 'config.json'));
    });
    await expectRefusal(attempt, /belongs to another configuration than the config\.json beside it/);
  });

  test('the model is another', async () => {
    const attempt = resumed('other model', () => {}, '0123456789abcdef');
    await expectRefusal(attempt, /another model: its SHA-256 began none, that of embedded begins 01234567;/);
  });
});
