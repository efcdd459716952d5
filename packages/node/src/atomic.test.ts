import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isTemporaryFile, sweepTemporaryFiles, writeFileAtomic } from './atomic.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'modeseek-atomic-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('replaces a file and leaves nothing else', () => {
  const path = join(folder, 'file');
  writeFileAtomic(path, 'old');
  writeFileAtomic(path, Uint8Array.of(110, 101, 119));
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a failure names the file, and leaves nothing', () => {
  const path = join(folder, 'none/file');
  expect(() => writeFileAtomic(path, '')).toThrow(expect.objectContaining({ code: 'ENOENT', path }));
  expect(readdirSync(folder)).toEqual([]);
});

test("sweeps dead processes' temporary files, and no others", () => {
  const dead = spawnSync(process.execPath, ['--eval', '']).pid;
  const alive = `a.png.${process.ppid}.0123abcd.tmp`;
  const kept = [alive, 'notes.tmp', 'config.json'].sort();
  for (const name of [...kept, `a.png.${dead}.0123abcd.tmp`, `a.png.${process.pid}.0123abcd.tmp`]) {
    writeFileSync(join(folder, name), '');
  }
  sweepTemporaryFiles(folder);
  expect(readdirSync(folder).sort()).toEqual(kept);
  expect(kept.filter(isTemporaryFile)).toEqual([alive]);
});
