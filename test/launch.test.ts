import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LAUNCHER, temporaryFolder } from './command-line.fixture.ts';

/**
 * Stands for Yarn: notes that it was called, and takes a while to install what the launcher loads before the
 * program: here, the program.
 */
const FAKE_YARN = `
import { appendFileSync, copyFileSync, mkdirSync } from 'node:fs';
appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
if (process.env.FAKE_OUTPUT) { console.error(process.env.FAKE_OUTPUT); process.exit(1); }
const tsx = 'node_modules/tsx/dist/esm/api';
mkdirSync(tsx, { recursive: true });
setTimeout(() => copyFileSync('bin/program.js', tsx + '/index.mjs'), 1000);
`;

/** Stands for the program: says what it got, and ends as it is told. */
const FAKE_PROGRAM = `
console.log(JSON.stringify(process.argv.slice(2)));
if (process.argv[3] !== 'wait') process.exit(Number(process.argv[3]));
process.on('SIGINT', () => process.exit(130));
await new Promise((resolve) => setTimeout(resolve, 60_000));
`;

let folder: ReturnType<typeof temporaryFolder>;
const write = (file: string, content: string) => {
  mkdirSync(dirname(join(folder.path, file)), { recursive: true });
  writeFileSync(join(folder.path, file), content);
};
const calls = () => readFileSync(join(folder.path, 'calls'), 'utf8').trim().split('\n');

beforeEach(() => {
  folder = temporaryFolder();
  write('yarn.lock', 'one');
  write('package.json', '{ "type": "module" }');
  write('bin/yarn.js', FAKE_YARN);
  write('bin/program.js', FAKE_PROGRAM);
  write('scripts/build-kernels.mjs', 'export async function buildKernels() {}');
  write('bin/package.json', '{ "type": "module" }');
  mkdirSync(join(folder.path, 'packages'));
  copyFileSync(LAUNCHER, join(folder.path, 'scripts/launch.mjs'));
});
afterEach(() => folder.remove());

/** @param wrapper a command that runs the launcher */
function launch(args: string[], env: NodeJS.ProcessEnv = {}, wrapper: string[] = []) {
  const command = [...wrapper, process.execPath, join(folder.path, 'scripts/launch.mjs'), ...args];
  const child = spawn(command[0], command.slice(1), {
    cwd: folder.path,
    env: { ...process.env, npm_execpath: join(folder.path, 'bin/yarn.js'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => {
    output.stdout += data;
  });
  child.stderr.on('data', (data) => {
    output.stderr += data;
  });
  const outcome = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, ...output }));
  });
  return { child, output, outcome };
}

test('the first use installs from the lockfile, quietly; the next does not; a new lockfile does again', async () => {
  const first = await launch(['doctor', '3']).outcome;
  expect(first).toMatchObject({ code: 3, stdout: '["doctor","3"]\n' });
  expect(first.stderr).toMatch(/^Setting up[^\n]*\n$/);
  expect(calls()).toEqual([expect.stringMatching(/^install --frozen-lockfile --ignore-scripts/)]);
  expect(await launch(['doctor', '0']).outcome).toEqual({ code: 0, stdout: '["doctor","0"]\n', stderr: '' });
  expect(calls()).toHaveLength(1);
  write('yarn.lock', 'two');
  expect((await launch(['doctor', '0']).outcome).stderr).toMatch(/^Setting up/);
  expect(calls()).toHaveLength(2);
});

test('two at once install once', async () => {
  const both = await Promise.all([launch(['doctor', '0']).outcome, launch(['doctor', '0']).outcome]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(calls()).toHaveLength(1);
});

test('a lock that a killed process left does not hold for ever', async () => {
  write('.cache/install.lock', '1');
  const both = await Promise.all([launch(['doctor', '0']).outcome, launch(['doctor', '0']).outcome]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(both[0].stderr).toMatch(/^Waiting for another process that is setting up\.\.\.\n/);
  expect(calls()).toHaveLength(1);
  expect(readdirSync(join(folder.path, '.cache'))).toEqual([]);
});

test('without a network one clear line; after another failure the end of its output', async () => {
  const offline = await launch(['doctor', '0'], { FAKE_OUTPUT: 'error getaddrinfo ENOTFOUND registry' })
    .outcome;
  expect(offline).toMatchObject({ code: 1, stdout: '' });
  expect(offline.stderr).toMatch(/\nmodeseek: the package registry cannot be reached[^\n]*\n$/);
  const broken = await launch(['doctor', '0'], { FAKE_OUTPUT: 'error disk full' }).outcome;
  expect(broken.stderr).toMatch(/error disk full[\s\S]*modeseek: setting up failed/);
  expect((await launch(['doctor', '0']).outcome).code).toBe(0);
});

test('Ctrl-C reaches the program, and its exit code comes back', async () => {
  const { child, output, outcome } = launch(['train', 'wait']);
  const deadline = Date.now() + 20_000;
  while (!output.stdout.includes('wait') && Date.now() < deadline) await sleep(20);
  child.kill('SIGINT');
  expect((await outcome).code).toBe(130);
});

test('an unknown script is refused', async () => {
  expect(await launch(['dance']).outcome).toEqual({
    code: 1,
    stdout: '',
    stderr: 'modeseek: unknown script dance\n',
  });
});

describe('in a checkout that cannot be written', () => {
  const script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && cd "$0" && exec "$@"';
  const readOnly = (path: string) => [
    'unshare',
    '--user',
    '--map-root-user',
    '--mount',
    'sh',
    '-c',
    script,
    path,
  ];
  const [unshare, ...rest] = readOnly(tmpdir());
  const possible = spawnSync(unshare, [...rest, 'true']).status === 0;
  const where = possible ? test : test.skip; // needs user namespaces, as most Linux systems have

  where('one line says that it was never set up', async () => {
    const { code, stdout, stderr } = await launch(['doctor', '0'], {}, readOnly(folder.path)).outcome;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^modeseek: [^\n]+ is not set up, and cannot be: EROFS[^\n]+\n$/);
  });

  where('one that was set up works', async () => {
    expect((await launch(['doctor', '0']).outcome).code).toBe(0);
    rmSync(join(folder.path, '.cache'), { recursive: true });
    const outcome = await launch(['doctor', '0'], {}, readOnly(folder.path)).outcome;
    expect(outcome).toEqual({ code: 0, stdout: '["doctor","0"]\n', stderr: '' });
  });
});

const limits = process.platform === 'linux' ? test : test.skip;

const within = (limit: number) => ['sh', '-c', `ulimit -v ${limit}; exec "$@"`, 'sh'];

limits.each([
  [4_000_000, 'doctor'],
  [4_000_000, 'train'],
  [40_000_000, 'train'],
])('too little address space is one line: %d KiB, %s', async (limit, name) => {
  const { code, stderr } = await launch([name, '0'], {}, within(limit)).outcome;
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^modeseek: WebAssembly gets no memory here; [^\n]+\n$/),
  });
});

limits.each([
  [4_000_000, 'format'],
  [40_000_000, 'doctor'],
])('what needs no more than there is works: %d KiB, %s', async (limit, name) => {
  write('node_modules/@biomejs/biome/bin/biome', '');
  expect((await launch([name, '0'], {}, within(limit)).outcome).code).toBe(0);
});
