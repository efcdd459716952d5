import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkOutputFile, writeOutputFile } from './output-file.ts';

let root: string;
let run: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'modeseek-output-'));
  run = join(root, 'run');
  mkdirSync(join(run, 'preview'), { recursive: true });
  for (const name of ['config.json', 'checkpoint.safetensors', 'mesh.glb'])
    writeFileSync(join(run, name), '');
});
afterAll(() => rmSync(root, { recursive: true }));

test('a new file, and one that is there, in the run and elsewhere', () => {
  for (const path of [
    join(root, 'a.glb'),
    join(run, 'mesh.glb'),
    join(run, 'mesh.gltf'),
    join(run, 'b.glb'),
  ]) {
    checkOutputFile(path, run);
  }
  expect(readdirSync(root)).toEqual(['run']);
});

test.each([
  'config.json',
  'checkpoint.safetensors',
  'events.jsonl',
  'run.lock',
  'preview/x.png',
  'preview/../summary.json',
])('not what the run needs: %s', (name) => {
  expect(() => checkOutputFile(join(run, name), run)).toThrow('is a file of the run itself');
  symlinkSync(run, join(root, 'alias'));
  expect(() => checkOutputFile(join(root, 'alias', name), run)).toThrow('is a file of the run itself');
  rmSync(join(root, 'alias'));
});

test('not in the place of something else', () => {
  expect(() => checkOutputFile('', run)).toThrow('--out is empty');
  expect(() => checkOutputFile(join(root, 'none', 'a.glb'))).toThrow('is no folder');
  expect(() => checkOutputFile(run)).toThrow('is a folder');
  const link = join(root, 'link.glb');
  symlinkSync(join(root, 'elsewhere'), link);
  expect(() => checkOutputFile(link)).toThrow('is a link');
  if (process.platform === 'win32') return;
  expect(() => checkOutputFile('/dev/full')).toThrow('/dev/full is no plain file');
  expect(() => checkOutputFile(join(root, 'x'.repeat(250)))).toThrow(/ENAMETOOLONG/);
});

test('what a killed process has left of a file goes with the next', () => {
  const dead = spawnSync(process.execPath, ['--eval', '']).pid;
  const [left, other] = ['c.glb', 'd.glb'].map((name) => `${name}.${dead}.0123abcd.tmp`);
  for (const name of [left, other]) writeFileSync(join(root, name), '');
  writeOutputFile(join(root, 'c.glb'), Uint8Array.of(1));
  expect(readdirSync(root)).toEqual(expect.arrayContaining(['c.glb', other]));
  expect(readdirSync(root)).not.toContain(left);
});
