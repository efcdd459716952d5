import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readBoundedFile, readFileBeginning } from './read-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'modeseek-read-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'file');

test('reads what is there, up to the limit', () => {
  writeFileSync(path, 'four');
  expect(readBoundedFile(path, 4).toString()).toBe('four');
  expect(() => readBoundedFile(path, 3)).toThrow(`${path} has 4 bytes; a file of its kind has at most 3`);
});

test('reads the beginning of what is longer', () => {
  writeFileSync(path, 'four');
  expect(readFileBeginning(path, 3)).toEqual({ bytes: Buffer.from('fou'), size: 4 });
  expect(readFileBeginning(path, 9)).toEqual({ bytes: Buffer.from('four'), size: 4 });
});

test('what is no file is refused at once', () => {
  expect(() => readBoundedFile(folder, 9)).toThrow(expect.objectContaining({ code: 'EISDIR', path: folder }));
  expect(() => readBoundedFile(`${path}-none`, 9)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  if (process.platform === 'win32') return;
  expect(() => readBoundedFile('/dev/zero', 9)).toThrow('/dev/zero is no plain file');
  const fifo = join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  expect(() => readBoundedFile(fifo, 9)).toThrow(`${fifo} is no plain file`);
});
