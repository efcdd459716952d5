import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { makeFolder } from './make-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'modeseek-folder-'));
afterAll(() => rmSync(root, { recursive: true }));

test('makes what is missing, and nothing where all is there', () => {
  const folder = join(root, 'a', 'b', 'c');
  makeFolder(folder);
  makeFolder(folder);
  expect(existsSync(folder)).toBe(true);
});

test('says where it cannot be', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(() => makeFolder(join(file, 'a', 'b'))).toThrow(
    expect.objectContaining({ code: 'ENOTDIR', path: file }),
  );
  // That of Node comes back never.
  if (process.platform === 'linux') expect(() => makeFolder('/proc/none/a')).toThrow(/ENOENT|EPERM|EACCES/);
});
