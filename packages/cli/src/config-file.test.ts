import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { readConfigFile } from './config-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'modeseek-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'config.json');

function expectMistake(file: string, message: string): void {
  expect(() => readConfigFile(file)).toThrow(UserError);
  expect(() => readConfigFile(file)).toThrow(message);
}

test('options by name, without the version of who wrote them', () => {
  writeFileSync(path, '{"version":"0.1.0","steps":3,"prompt":"a mug"}');
  expect(readConfigFile(path)).toEqual({ steps: 3, prompt: 'a mug' });
});

test.each(['null', '[]', '[{"steps":3}]', '3', '"steps"'])('%s holds no options', (text) => {
  writeFileSync(path, text);
  expectMistake(path, `${path} must hold one JSON object`);
});

test('what is no JSON, no file or too large', () => {
  writeFileSync(path, 'steps: 3');
  expectMistake(path, `${path} is not JSON`);
  truncateSync(path, 2 ** 33);
  expectMistake(path, `${path} has 8589934592 bytes; a file of its kind has at most 1048576`);
  expectMistake(folder, `cannot read ${folder} (EISDIR)`);
  expectMistake(`${path}-none`, '(ENOENT); --config needs a JSON file');
});

(process.platform === 'win32' ? test.skip : test)('devices and fifos are not waited for', () => {
  expectMistake('/dev/zero', '/dev/zero is no plain file');
  const fifo = join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  expectMistake(fifo, `${fifo} is no plain file`);
});
