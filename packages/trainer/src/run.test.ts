import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type RunEvent, UserError } from '@modeseek/core';
import { FolderStore } from '@modeseek/node';
import { parseConfig } from './config.ts';
import { configHash } from './config-sections.ts';
import { Run } from './run.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'modeseek-run-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const config = parseConfig({ prompt: 'a boat' });
const start = (resumedFrom: number): RunEvent => ({
  type: 'start',
  time: 0,
  prompt: 'a boat',
  steps: 9,
  backend: 'cpu',
  resumedFrom,
});
const step = (n: number): RunEvent => ({ type: 'step', time: n, step: n, values: {} });
const update = (n: number): RunEvent => ({ type: 'update', time: n, step: n, share: n / 9 });
const checkpoint = (n: number): RunEvent => ({ type: 'checkpoint', time: n, step: n });

describe('Run', () => {
  test('opens with the configuration that it was created with', async () => {
    await Run.create(new FolderStore(join(root, 'deep', 'boat')), config);
    expect((await Run.open(new FolderStore(join(root, 'deep', 'boat')))).config).toEqual(config);
  });

  test('does not overwrite a run', async () => {
    await Run.create(new FolderStore(root), config);
    await expect(Run.create(new FolderStore(root), config)).rejects.toThrow(
      /already holds a run.*--resume.*--out/,
    );
  });

  test('says what is wrong with a place that cannot be written, and leaves nothing', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(Run.create(new FolderStore(join(root, 'file', 'run')), config)).rejects.toThrow(
      /cannot write to .*ENOTDIR/,
    );
    expect(readdirSync(root)).toEqual(['file']);
  });

  test('says when there is no run, or a damaged one', async () => {
    await expect(Run.open(new FolderStore(root))).rejects.toThrow(/holds no run/);
    writeFileSync(join(root, 'config.json'), '{"prompt":');
    await expect(Run.open(new FolderStore(root))).rejects.toThrow(UserError);
    await expect(Run.open(new FolderStore(root))).rejects.toThrow(/damaged/);
    writeFileSync(join(root, 'config.json'), '{"kind":{"toString":"train"}}');
    await expect(Run.open(new FolderStore(root))).rejects.toThrow(
      /holds a run of no known kind, and none of train$/,
    );
  });

  test('is known by its marks as long as nobody changes its options', async () => {
    const store = new FolderStore(root);
    expect(await Run.isOwn(store)).toBe(false);
    const path = join(root, 'config.json');
    writeFileSync(path, '{"name":"somebody else\'s"}');
    expect(await Run.isOwn(store)).toBe(false);
    rmSync(path);
    await Run.create(store, config);
    expect(await Run.isOwn(store)).toBe(true);
    writeFileSync(path, readFileSync(path, 'utf8').replace('a boat', 'a ship'));
    expect(await Run.isOwn(store)).toBe(false);
    await expect(Run.open(store)).rejects.toThrow(/config\.json has been changed since the run was started/);
  });

  test('rewinds events to a checkpoint, half-written lines and later sessions included', async () => {
    const directory = await Run.create(new FolderStore(root), config);
    const kept = [start(0), step(1), update(2), step(2), checkpoint(2)];
    for (const event of [...kept, start(2), update(3), step(3), checkpoint(4)])
      await directory.appendEvent(event);
    appendFileSync(join(root, 'events.jsonl'), '{"type":"st');
    expect(await directory.rewindEvents(2)).toEqual(kept);
    expect(await directory.readEvents()).toEqual(kept);
    expect(await directory.rewindEvents(0)).toEqual([]);
  });

  test('passes over damaged events', async () => {
    const directory = await Run.create(new FolderStore(root), config);
    await directory.appendEvent(step(1));
    appendFileSync(join(root, 'events.jsonl'), '{"type":"st\0\n\nnull\n[]\n{}\n');
    await directory.appendEvent(step(2));
    expect(await directory.readEvents()).toEqual([step(1), step(2)]);
  });

  test('is cleared of what a killed process left half-written', async () => {
    const directory = await Run.create(new FolderStore(root), config);
    const left = `${process.pid}.0123abcd.tmp`;
    writeFileSync(join(root, `mesh.glb.${left}`), '');
    mkdirSync(join(root, 'preview'));
    writeFileSync(join(root, 'preview', `step-000001.png.${left}`), '');
    await directory.prepare();
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(['config.json', 'preview']);
  });

  describe('of another version of the program', () => {
    const write = (options: object) => writeFileSync(join(root, 'config.json'), JSON.stringify(options));
    const { sampler, ...older } = config;

    test('opens without an option that has come since, but does not go on', async () => {
      write({ version: '0.0.9', ...older });
      const directory = await Run.open(new FolderStore(root));
      expect(directory.config).toEqual(config);
      expect(directory.configHash).toBe(await configHash(older));
      await expect(directory.prepare()).rejects.toThrow(
        /by modeseek 0\.0\.9, which had no option sampler, and this/,
      );
      await expect(directory.prepare()).rejects.toThrow(UserError);
    });

    test('goes on without one that says how results are written', async () => {
      const { turntableResolution, textureSize, ...before } = config;
      write({ version: '0.0.9', ...before });
      const directory = await Run.open(new FolderStore(root));
      await directory.prepare();
      expect(directory.config).toEqual(config);
    });

    test('with an option that is gone says who wrote it', async () => {
      write({ version: '9.0.0', ...config, colourfulness: 3 });
      await expect(Run.open(new FolderStore(root))).rejects.toThrow(
        /config\.json was written by modeseek 9\.0\.0, and this is .*: unknown option colourfulness/,
      );
    });
  });
});
