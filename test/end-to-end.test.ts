import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NodeIO } from '@gltf-transform/core';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { modeseek, ROUGH_MESH, startModeseek, TINY_MODEL, temporaryFolder } from './command-line.fixture.ts';
import { validateGlb } from './validate.fixture.ts';

const STEPS = 24;
const FLAGS = [
  '--model',
  TINY_MODEL,
  '--steps',
  String(STEPS),
  '--resolution',
  '16',
  '--batch',
  '4',
  '--inner-steps',
  '0:60 0.001:2 step',
  '--preview-every',
  '12',
  '--active-levels',
  '1',
  '--field-levels',
  '4',
  '--checkpoint-every',
  '4',
];
const PROMPT = ['--prompt', 'a red mug'];

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

const read = (file: string) => readFileSync(join(folder.path, file));
const eventsOf = (run: string) =>
  read(`${run}/events.jsonl`)
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const expectValid = (file: string) =>
  expect(validateGlb(join(folder.path, file)).issues.messages).toEqual([]);

describe('from a prompt to a mesh', () => {
  test('train leaves a complete run', async () => {
    const { code, stdout, stderr } = await modeseek(folder.path, 'train', ...PROMPT, ...FLAGS, '--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const said = JSON.parse(stdout.trim().split('\n').at(-1)!);
    const summary = JSON.parse(read('runs/a-red-mug-tiny-prior/summary.json').toString());
    expect(said).toEqual({ directory: join('runs', 'a-red-mug-tiny-prior'), ...summary });
    expect(summary).toMatchObject({ prompt: 'a red mug', seed: 0, steps: STEPS, droppedSteps: 0 });
    const { version: node } = process;
    expect(summary).toMatchObject({
      platform: expect.stringContaining(node.slice(1)),
      threads: expect.any(Number),
    });
    expect(summary.model).toMatch(/^[0-9a-f]{64}$/);
    expect(summary.config).toMatchObject({ prompt: 'a red mug', steps: STEPS });
    expect(Date.parse(summary.date)).toBeLessThanOrEqual(Date.now());
    for (const figure of ['secondsTrain', 'secondsTotal', 'peakMemoryMiB', 'longestBlockMs', 'triangles']) {
      expect(summary[figure]).toBeGreaterThan(0);
    }
    expect(summary.secondsTotal).toBeGreaterThan(summary.secondsTrain);
    expect(read('runs/a-red-mug-tiny-prior/turntable.webp').subarray(8, 12).toString()).toBe('WEBP');
    expect(read('runs/a-red-mug-tiny-prior/contact-sheet.png').subarray(1, 4).toString()).toBe('PNG');
    expectValid('runs/a-red-mug-tiny-prior/mesh.glb');
    expect(read('runs/a-red-mug-tiny-prior/thumbnail.png').subarray(1, 4).toString()).toBe('PNG');
    const report = JSON.parse(read('runs/a-red-mug-tiny-prior/mesh-report.json').toString());
    expect(report).toMatchObject({ file: 'mesh.glb', figures: { triangles: summary.triangles } });
    expect(report.field.unlit).toBeGreaterThan(10);

    const events = eventsOf('runs/a-red-mug-tiny-prior');
    expect(events[0]).toMatchObject({ type: 'start', prompt: 'a red mug', steps: STEPS, resumedFrom: 0 });
    expect(events.filter(({ type }) => type === 'step').map(({ step }) => step)).toEqual(
      Array.from({ length: STEPS }, (_, i) => i + 1),
    );
    expect(events.at(-1)).toMatchObject({ type: 'finish', summary });
    expect(stderr).toContain(`step ${STEPS}/${STEPS}  100 %`);
  });

  test('export makes other meshes of it', async () => {
    const settings = [
      '--resolution',
      '48',
      '--texture-size',
      '0',
      '--max-triangles',
      '500',
      '--out',
      'small.glb',
    ];
    const { code, stdout } = await modeseek(
      folder.path,
      'export',
      'runs/a-red-mug-tiny-prior',
      ...settings,
      '--json',
    );
    expect(code).toBe(0);
    const made = JSON.parse(stdout);
    expect(made).toMatchObject({ file: 'small.glb', bytes: statSync(join(folder.path, 'small.glb')).size });
    expect(made.triangles).toBeGreaterThan(100);
    expect(made.triangles).toBeLessThanOrEqual(500);
    expectValid('small.glb');
    const report = JSON.parse(read('small-report.json').toString());
    expect(made.report).toEqual(report);
    expect(report).toMatchObject({ file: 'small.glb', figures: { triangles: made.triangles, charts: null } });
    expect(report.gltf).toMatchObject({ errors: 0, warnings: 0, infos: 0 });
  });

  test('which stand on the ground, as large as is usual or asked for, and tell what they were made of', async () => {
    const glb = read('runs/a-red-mug-tiny-prior/mesh.glb');
    const { accessors, asset } = JSON.parse(glb.toString('utf8', 20, 20 + glb.readUInt32LE(12)));
    const { min, max } = accessors.find((accessor: { min?: number[] }) => accessor.min?.length === 3);
    expect(Math.max(...max.map((high: number, axis: number) => high - min[axis]))).toBeCloseTo(0.1, 4);
    expect(min[1]).toBe(0);
    expect(asset.extras).toMatchObject({ prompt: 'a red mug', seed: 0, model: 'tiny 1' });

    const flags = ['--out', 'small.OBJ', '--size', '60mm', '--max-triangles', '500', '--texture-size', '64'];
    const { code, stdout } = await modeseek(
      folder.path,
      ...['export', 'runs/a-red-mug-tiny-prior', ...flags, '--resolution', '48', '--json'],
    );
    expect(code).toBe(0);
    const { files, bytes } = JSON.parse(stdout);
    expect(files).toEqual(['small.obj', 'small.mtl', 'small.png']);
    expect(bytes).toBe(files.reduce((sum: number, file: string) => sum + read(file).length, 0));
    const points = [
      ...read('small.obj')
        .toString()
        .matchAll(/^v (\S+) (\S+) (\S+)$/gm),
    ];
    const edges = [1, 2, 3].map((axis) => {
      const values = points.map((point) => Number(point[axis]));
      return Math.max(...values) - Math.min(...values);
    });
    expect(Math.max(...edges)).toBeCloseTo(0.06, 4);
  });
});

describe('benchmarks of a finished run', () => {
  const bench = async (name: string, ...args: string[]) => {
    const run = ['bench', name, 'runs/a-red-mug-tiny-prior', ...args, '--json'];
    const { code, stdout } = await modeseek(folder.path, ...run);
    expect(code).toBe(0);
    return JSON.parse(stdout.trim().split('\n').at(-1)!);
  };

  test('its mesh is as its report says', async () => {
    const { metrics, rows } = await bench('meshes', '--views', '8');
    const { figures, field, sound } = JSON.parse(
      read('runs/a-red-mug-tiny-prior/mesh-report.json').toString(),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ triangles: figures.triangles, charts: figures.charts });
    const { unlit, lit, silhouette } = metrics;
    expect({ unlit, lit, silhouette }).toEqual({
      unlit: expect.closeTo(field.unlit, 3),
      lit: expect.closeTo(field.lit, 3),
      silhouette: expect.closeTo(field.silhouette, 3),
    });
    expect(metrics.sound).toBe(sound ? 1 : 0);
  });

  test('exporting it takes time and memory', async () => {
    const { metrics } = await bench('export', '--parts', 'default');
    expect(metrics).toEqual({ defaultSeconds: expect.any(Number), defaultMiB: expect.any(Number) });
    expect(metrics.defaultMiB).toBeGreaterThan(100);
  });
});

describe('a prompt of two objects', () => {
  const prompt = 'two ducks on a red chair';
  const documentOf = (file: string) => new NodeIO().read(join(folder.path, file));
  const nodesOf = async (file: string) =>
    (await documentOf(file))
      .getRoot()
      .listNodes()
      .map((node) => node.getName());
  const extrasOf = async (file: string) => (await documentOf(file)).getRoot().getAsset().extras;

  test('has each made by itself, and shows all', async () => {
    const args = ['train', '--prompt', prompt, ...FLAGS, ...ROUGH_MESH, '--out', 'pair'];
    const { code, stderr } = await modeseek(folder.path, ...args);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain('Each by itself, then together: duck, red chair');
    for (const name of ['duck', 'red-chair']) {
      expect(existsSync(join(folder.path, 'pair/objects', name, 'checkpoint.safetensors'))).toBe(true);
    }
    expect(existsSync(join(folder.path, 'pair/checkpoint.safetensors'))).toBe(false);
    expectValid('pair/mesh.glb');
    expect(await nodesOf('pair/mesh.glb')).toEqual(['duck 1', 'duck 2', 'red chair']);
    const summary = JSON.parse(read('pair/summary.json').toString());
    expect(summary).toMatchObject({ prompt, steps: 2 * STEPS, droppedSteps: 0 });
    expect(summary.triangles).toBeGreaterThan(0);
    expect(summary.triangles).toBeLessThanOrEqual(3 * 500);
    // What was told when they were laid out is among what was told.
    for (const warning of summary.warnings) expect(stderr).toContain(`Warning: ${warning}`);
    // Its log is that of its objects.
    const steps = eventsOf('pair').filter(({ type }) => type === 'step');
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 2 * STEPS }, (_, i) => i + 1));
    expect(stderr).toContain(`step ${2 * STEPS}/${2 * STEPS}  100 %`);
  });

  test('can be exported again, in metres by its largest object', async () => {
    const flags = ['--texture-size', '0', '--out', 'pair.glb'];
    const { code, stdout } = await modeseek(folder.path, 'export', 'pair', ...flags, '--json');
    expect(code).toBe(0);
    // As fine as the run was told.
    const { triangles } = JSON.parse(read('pair/summary.json').toString());
    expect(JSON.parse(stdout)).toMatchObject({ triangles });
    expectValid('pair.glb');
    expect(await nodesOf('pair.glb')).toEqual(['duck 1', 'duck 2', 'red chair']);
    const { metresPerUnit } = JSON.parse(read('pair/layout.json').toString());
    expect(await extrasOf('pair.glb')).toMatchObject({ metresPerUnit });
  });

  test('an object of it can be exported', async () => {
    const { code } = await modeseek(
      folder.path,
      'export',
      'pair/objects/duck',
      '--texture-size',
      '0',
      '--quiet',
    );
    expect(code).toBe(0);
    expectValid('pair/objects/duck/mesh.glb');
  });
});

test('a field in which nothing is left has pictures, and no mesh', async () => {
  const nothing = { densityBias: -30, blobRadius: 100, samplesPerDiagonal: 8 };
  writeFileSync(join(folder.path, 'empty.json'), JSON.stringify({ prompt: 'a red mug', ...nothing }));
  const small = ['--resolution', '8', '--batch', '1', '--inner-steps', '1'];
  const flags = ['--model', TINY_MODEL, '--steps', '1', ...small];
  const args = ['--config', 'empty.json', '--out', 'empty', '--quiet', ...flags];
  const { code, stderr } = await modeseek(folder.path, 'train', ...args);
  expect({ code, stderr }).toEqual({
    code: 3,
    stderr: expect.stringContaining('No mesh was made: the field is empty'),
  });
  expect(existsSync(join(folder.path, 'empty/mesh.glb'))).toBe(false);
  expect(existsSync(join(folder.path, 'empty/contact-sheet.png'))).toBe(true);
  expect(JSON.parse(read('empty/summary.json').toString())).toMatchObject({ triangles: 0 });
});

describe('a run that is stopped', () => {
  /** Starts a run, and waits until it has written something that was waited for. */
  async function startUntil(out: string, ready: () => boolean) {
    const started = startModeseek(folder.path, ['train', ...PROMPT, ...FLAGS, '--out', out]);
    const deadline = Date.now() + 90_000;
    while (!ready() && Date.now() < deadline && started.child.exitCode === null) await sleep(5);
    return started;
  }
  const stepsIn = (run: string) => {
    try {
      return eventsOf(run).filter(({ type }) => type === 'step').length;
    } catch {
      return 0; // not there yet, or a line is being written
    }
  };

  test('by kill -9 at a random step ends, resumed, in the checkpoint of one that was not', async () => {
    const seed = Date.now();
    const step = 2 + new Rng(seed).int(STEPS - 6);
    const { child, outcome } = await startUntil('killed', () => stepsIn('killed') >= step);
    child.kill('SIGKILL');
    await outcome;
    expect(stepsIn('killed')).toBeLessThan(STEPS);
    const resumed = await modeseek(folder.path, 'train', '--resume', '--out', 'killed', '--quiet');
    expect(resumed).toEqual({ code: 0, stdout: '', stderr: '' });

    for (const file of ['checkpoint.safetensors', 'mesh.glb']) {
      const same = read(`killed/${file}`).equals(read(`runs/a-red-mug-tiny-prior/${file}`));
      expect({ seed, file, same }).toEqual({ seed, file, same: true });
    }
    const steps = eventsOf('killed').filter(({ type }) => type === 'step');
    expect(steps.map((event) => event.step)).toEqual(Array.from({ length: STEPS }, (_, i) => i + 1));
  });

  test('by Ctrl-C finishes its step, writes a checkpoint, and says how to go on', async () => {
    const { child, outcome } = await startUntil('stopped', () => stepsIn('stopped') >= 2);
    child.kill('SIGINT');
    const { code, stderr } = await outcome;
    const advice = expect.stringContaining('yarn train --resume --out stopped');
    expect({ code, stderr }).toEqual({ code: 130, stderr: advice });
    expect(eventsOf('stopped').at(-1).type).toBe('checkpoint');
  });
});
