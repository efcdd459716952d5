import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RunConfig } from '@modeseek/trainer';
import { checkNewRunPath, defaultRunPath, removeRun } from './run-path.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'modeseek-run-path-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** A folder that holds these, the ones ending in a slash as folders with a file. */
function folderOf(name: string, entries: readonly string[]): string {
  const path = join(root, name);
  mkdirSync(path);
  for (const entry of entries) {
    if (entry.endsWith('/')) mkdirSync(join(path, entry));
    writeFileSync(join(path, entry.endsWith('/') ? `${entry}file` : entry), '');
  }
  return path;
}

const RUN = ['config.json', 'events.jsonl', 'checkpoint.safetensors', 'preview/', 'objects/', 'mesh.glb'];

test('a run is named after its prompt, and after what is not as by default', () => {
  const nameOf = (options: Partial<RunConfig>) => {
    const defaults = { seed: 0, guidance: 'msd', quality: 'standard', model: 'embedded' } as const;
    return defaultRunPath({ prompt: 'A red Café, please!', ...defaults, ...options });
  };
  expect(nameOf({})).toBe(join('runs', 'a-red-cafe-please'));
  expect(nameOf({ prompt: '?' })).toBe(join('runs', 'run'));
  expect(nameOf({ seed: 3, guidance: 'sds' })).toBe(join('runs', 'a-red-cafe-please-seed3-sds'));
  expect(nameOf({ quality: 'high' })).toBe(join('runs', 'a-red-cafe-please-high'));
  expect(nameOf({ model: '/models/Tiny One/' })).toBe(join('runs', 'a-red-cafe-please-tiny-one'));
});

test('all of a run is removed, its objects too, and nothing else', () => {
  const path = folderOf('run', [...RUN, 'notes.txt']);
  removeRun(path);
  expect(readdirSync(path)).toEqual(['notes.txt']);
});

test('what is there is not written over', () => {
  const run = folderOf('there', RUN);
  expect(() => checkNewRunPath(run, false)).toThrow('already holds a run');
  expect(() => checkNewRunPath(run, true)).not.toThrow();
  const half = folderOf('half-removed', ['objects/', 'mesh.glb']);
  expect(() => checkNewRunPath(half, false)).not.toThrow();
  const foreign = folderOf('foreign', ['notes.txt']);
  expect(() => checkNewRunPath(foreign, true)).toThrow('there is notes.txt');
  expect(existsSync(join(foreign, 'notes.txt'))).toBe(true);
});
