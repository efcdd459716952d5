import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type RunEvent, UserError } from '@modeseek/core';
import { parseConfig } from './config.ts';
import { configHash } from './config-sections.ts';
import { RunDirectory } from './run-directory.ts';

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
const checkpoint = (n: number): RunEvent => ({ type: 'checkpoint', time: n, step: n });

describe('RunDirectory', () => {
  test('opens with the configuration that it was created with', () => {
    RunDirectory.create(join(root, 'deep', 'boat'), config);
    expect(RunDirectory.open(join(root, 'deep', 'boat')).config).toEqual(config);
  });

  test('does not overwrite a run', () => {
    RunDirectory.create(root, config);
    expect(() => RunDirectory.create(root, config)).toThrow(/already holds a run.*--resume.*--out/);
  });

  test('says what is wrong with a place that cannot be written, and leaves nothing', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => RunDirectory.create(join(root, 'file', 'run'), config)).toThrow(/cannot write to .*ENOTDIR/);
    expect(readdirSync(root)).toEqual(['file']);
  });

  test('says when there is no run, or a damaged one', () => {
    expect(() => RunDirectory.open(root)).toThrow(/holds no run/);
    writeFileSync(join(root, 'config.json'), '{"prompt":');
    expect(() => RunDirectory.open(root)).toThrow(UserError);
    expect(() => RunDirectory.open(root)).toThrow(/damaged/);
  });

  test('rewinds events to a checkpoint, half-written lines and later sessions included', () => {
    const directory = RunDirectory.create(root, config);
    const kept = [start(0), step(1), step(2), checkpoint(2)];
    for (const event of [...kept, start(2), step(3), checkpoint(4)]) directory.appendEvent(event);
    appendFileSync(join(root, 'events.jsonl'), '{"type":"st');
    expect(directory.rewindEvents(2)).toEqual(kept);
    expect(directory.readEvents()).toEqual(kept);
    expect(directory.rewindEvents(0)).toEqual([]);
  });

  test('passes over damaged events', () => {
    const directory = RunDirectory.create(root, config);
    directory.appendEvent(step(1));
    appendFileSync(join(root, 'events.jsonl'), '{"type":"st\0\n\nnull\n[]\n{}\n');
    directory.appendEvent(step(2));
    expect(directory.readEvents()).toEqual([step(1), step(2)]);
  });

  test('is cleared of what a killed process left half-written', () => {
    const directory = RunDirectory.create(root, config);
    const left = `${process.pid}.0123abcd.tmp`;
    writeFileSync(join(root, `mesh.glb.${left}`), '');
    writeFileSync(join(root, 'preview', `step-000001.png.${left}`), '');
    directory.prepare();
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(['config.json', 'preview']);
  });

  describe('of another version of the program', () => {
    const write = (options: object) => writeFileSync(join(root, 'config.json'), JSON.stringify(options));
    const { sampler, ...older } = config;

    test('opens without an option that has come since, but does not go on', () => {
      write({ version: '0.0.9', ...older });
      const directory = RunDirectory.open(root);
      expect(directory.config).toEqual(config);
      expect(directory.configHash).toBe(configHash(older));
      expect(() => directory.prepare()).toThrow(/by modeseek 0\.0\.9, which had no option sampler, and this/);
      expect(() => directory.prepare()).toThrow(UserError);
    });

    test('with an option that is gone says who wrote it', () => {
      write({ version: '9.0.0', ...config, colourfulness: 3 });
      expect(() => RunDirectory.open(root)).toThrow(
        /config\.json was written by modeseek 9\.0\.0, and this is .*: unknown option colourfulness/,
      );
    });
  });
});
