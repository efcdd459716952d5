import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { modeseek, ROUGH_MESH, startModeseek, TINY_MODEL, temporaryFolder } from './command-line.fixture.ts';

const SMALL = [
  ...['--resolution', '16', '--batch', '2', '--inner-steps', '4', '--field-levels', '4'],
  ...ROUGH_MESH,
];
const PROMPT = ['train', '--prompt', 'a red mug', '--out', 'run', '--model', TINY_MODEL, ...SMALL];
const QUICK = [...PROMPT, '--steps', '4', '--quiet'];
/** Goes on until it is stopped. */
const ENDLESS = [...PROMPT, '--steps', '10000', '--checkpoint-every', '1', '--preview-every', '1'];

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(async () => {
  folder = temporaryFolder();
  expect(await modeseek(folder.path, ...QUICK)).toEqual({ code: 0, stdout: '', stderr: '' });
});
afterAll(() => folder.remove());

const read = (file: string) => readFileSync(join(folder.path, 'run', file));
const has = (file: string) => existsSync(join(folder.path, 'run', file));

/** Starts something in the run's folder, and waits until it has come so far. */
async function startUntil(args: readonly string[], ready: () => boolean) {
  const started = startModeseek(folder.path, args);
  while (!ready() && started.child.exitCode === null) await sleep(5);
  expect(started.child.exitCode).toBeNull();
  return started;
}

test('a run that is replaced is kept until the new one is finished; others may not touch it meanwhile', async () => {
  const [config, checkpoint, mesh] = ['config.json', 'checkpoint.safetensors', 'mesh.glb'].map(read);
  writeFileSync(join(folder.path, 'run', 'notes.txt'), 'mine');
  const over = [...ENDLESS, '--overwrite'];
  const { child, outcome } = await startUntil(
    over,
    () => has('checkpoint.safetensors') && has('previous-run/config.json'),
  );

  const second = {
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^modeseek train: run is in use by another process \(\d+\)\n$/),
  };
  for (const flags of [
    [...QUICK, '--overwrite'],
    [...PROMPT.slice(0, 5), '--resume', '--quiet'],
  ]) {
    expect(await modeseek(folder.path, ...flags)).toEqual(second);
  }
  const beside = await modeseek(
    folder.path,
    'export',
    'run',
    '--resolution',
    '32',
    '--threshold',
    '0.1',
    '--out',
    'beside.glb',
    '--quiet',
  );
  expect(beside).toMatchObject({ code: 0 });

  child.kill('SIGKILL');
  await outcome;
  const previous = ['config.json', 'checkpoint.safetensors', 'mesh.glb'].map((file) =>
    read(`previous-run/${file}`),
  );
  expect(previous).toEqual([config, checkpoint, mesh]);

  // One that is replaced before it is finished: the finished one before it stays until another is.
  expect(await modeseek(folder.path, ...QUICK, '--overwrite')).toMatchObject({ code: 0 });
  expect(read('checkpoint.safetensors')).toEqual(checkpoint);
  expect(read('mesh.glb')).toEqual(mesh);
  expect(read('notes.txt').toString()).toBe('mine');
  expect(readdirSync(join(folder.path, 'run')).filter((name) => /previous|lock|tmp/.test(name))).toEqual([]);
});

test("export refuses a checkpoint that is not of the run's configuration", async () => {
  const other = [...QUICK.map((word) => (word === 'run' ? 'other' : word)), '--seed', '1'];
  expect(await modeseek(folder.path, ...other)).toMatchObject({ code: 0 });
  writeFileSync(join(folder.path, 'other', 'checkpoint.safetensors'), read('checkpoint.safetensors'));
  const { code, stderr } = await modeseek(folder.path, 'export', 'other', '--quiet');
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('another configuration') });
  rmSync(join(folder.path, 'other'), { recursive: true });
});
