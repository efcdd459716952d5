import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LAUNCHER, ROUGH_MESH, startCommand, TINY_MODEL, temporaryFolder } from './command-line.fixture.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const TRAIN = [
  ...['train', '--prompt', 'a red mug', '--model', TINY_MODEL, '--steps', '2', '--batch', '1', '--quiet'],
  ...['--resolution', '8', '--field-levels', '2', '--inner-steps', '2', '--sampler-steps', '1'],
  ...ROUGH_MESH,
];

/** Trains in the test's folder, after a line of a shell. */
const trainAfter = (line: string, ...flags: string[]) => {
  const script = `${line}; exec "$@"`;
  const command = [process.execPath, LAUNCHER, ...TRAIN, ...flags];
  return startCommand(folder.path, 'sh', ['-c', script, 'sh', ...command]).outcome;
};

const posix = process.platform === 'win32' ? describe.skip : describe;

posix('a system that says no is one line, and exit code 2', () => {
  test.each([
    ['links that lead in a circle', 'loop', 'ELOOP'],
    ['a folder behind them', 'loop/run', 'ELOOP'],
    ['a name that is too long', 'a'.repeat(300), 'ENAMETOOLONG'],
  ])('%s', async (_, out, code) => {
    symlinkSync('loop', join(folder.path, 'loop'));
    const refused = await trainAfter('true', '--out', out);
    const line = expect.stringMatching(new RegExp(`^modeseek train: [^\n]*\\(${code}\\)\n$`));
    expect(refused).toEqual({ code: 2, stdout: '', stderr: line });
    expect(existsSync(join(folder.path, out, 'config.json'))).toBe(false);
  });

  test('a file that may not grow so large; without the limit the run goes on', async () => {
    const refused = await trainAfter('ulimit -f 8', '--out', 'run');
    const line = expect.stringMatching(/^modeseek train: run\/[^\n:]+: [^\n]*\(EFBIG\)\n$/);
    expect(refused).toEqual({ code: 2, stdout: '', stderr: line });
    const { stderr } = await trainAfter('true', '--out', 'run', '--resume');
    expect(stderr).not.toContain('EFBIG');
    expect(existsSync(join(folder.path, 'run/summary.json'))).toBe(true);
  });

  test('too many open files', async () => {
    const refused = await trainAfter('ulimit -n 40', '--out', 'run');
    const line = expect.stringMatching(/^modeseek[^\n]*EMFILE[^\n]*\n$/);
    expect(refused).toEqual({ code: 2, stdout: '', stderr: line });
  });
});
