import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { lockFolder } from './lock.ts';

const root = mkdtempSync(join(tmpdir(), 'modeseek-lock-'));
afterAll(() => rmSync(root, { recursive: true }));

test('one at a time has a folder, and leaves nothing in it', () => {
  const folder = join(root, 'new', 'folder');
  const release = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(`${folder} is in use by another process (${process.pid})`);
  release();
  expect(readdirSync(folder)).toEqual([]);
  lockFolder(folder)();
});

test('another process has it until it is killed', async () => {
  const folder = join(root, 'killed');
  const module = fileURLToPath(new URL('./lock.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [
      '--conditions=source',
      '--import=tsx',
      '--input-type=module',
      '--eval',
      `const { lockFolder } = await import(${JSON.stringify(module)}); lockFolder(${JSON.stringify(folder)}); console.log('taken'); setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  expect(() => lockFolder(folder)).toThrow(`in use by another process (${child.pid})`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockFolder(folder)();
  expect(readdirSync(folder)).toEqual([]);
});

test('a link in the place of the lock is not followed', () => {
  const victim = join(root, 'victim');
  writeFileSync(victim, 'precious');
  symlinkSync(victim, join(root, 'run.lock'));
  expect(() => lockFolder(root)).toThrow(expect.objectContaining({ path: join(root, 'run.lock') }));
  expect(readFileSync(victim, 'utf8')).toBe('precious');
});
