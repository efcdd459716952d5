import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { modeseek, modeseekHere, startModeseek, temporaryFolder } from './command-line.fixture.ts';

/** The command `view`, and the benchmark of what it withstands. */

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder.path, 'runs', 'a-cube'), { recursive: true });
  writeFileSync(join(folder.path, 'runs', 'a-cube', 'config.json'), '{}');
  writeFileSync(join(folder.path, 'runs', '.DS_Store'), '');
});
afterEach(() => folder.remove());

test.each(['', ' '])("--host '%s' is refused", async (host) => {
  const { code, stdout, stderr } = await modeseekHere(folder.path, 'view', `--host=${host}`, '--no-open');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^modeseek view: --host is empty: give an address of this machine[^\n]*\n$/);
});

test('an address that other machines reach has a token, and that is said', async () => {
  const { child, outcome } = startModeseek(folder.path, ['view', '--host', '0.0.0.0', '--no-open']);
  const [line] = await once(createInterface({ input: child.stdout! }), 'line');
  const [, port, token] = /^http:\/\/0\.0\.0\.0:(\d+)\/([\w-]{22})\/ shows runs; Ctrl-C ends it$/.exec(line)!;
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(403);
  expect((await fetch(`http://127.0.0.1:${port}/${token}/a-cube/files/config.json`)).status).toBe(200);
  child.kill();
  expect((await outcome).stderr).toMatch(/^Other machines reach it: whoever has the whole address[^\n]*\n$/);
});

test('bench viewer: nothing fails, and every fault is said', async () => {
  const flags = ['--readers', '20', '--requests', '60', '--json'];
  const { code, stdout, stderr } = await modeseek(folder.path, 'bench', 'viewer', ...flags);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { metrics, rows } = JSON.parse(stdout.trim().split('\n').at(-1)!);
  expect(metrics).toMatchObject({ failures: 0, faultsSaid: 42, slowestMs: expect.any(Number) });
  const answers = rows.map((row: { answers: number }) => row.answers);
  expect(answers.reduce((sum: number, count: number) => sum + count)).toBeGreaterThanOrEqual(60);
});
