import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LAUNCHER, ROUGH_MESH, startCommand, TINY_MODEL, temporaryFolder } from './command-line.fixture.ts';

/** A run of short steps, and more of them than a test waits for. */
const TRAIN = [
  ...['train', '--prompt', 'a red mug', '--model', TINY_MODEL, '--out', 'run', '--steps', '100000'],
  ...['--batch', '1', '--resolution', '8', '--field-levels', '2', '--inner-steps', '2'],
  ...['--sampler-steps', '1', '--preview-resolution', '16', '--checkpoint-every', '100000'],
];
/** The same with an end. */
const SHORT = [...TRAIN.map((word) => (word === '100000' ? '2' : word)), ...ROUGH_MESH];

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const at = (file: string) => join(folder.path, file);
const read = (file: string) => (existsSync(at(file)) ? readFileSync(at(file), 'utf8') : '');
const lastEvent = () => JSON.parse(read('run/events.jsonl').trim().split('\n').at(-1)!).type;

const start = (command: string, args: readonly string[]) => startCommand(folder.path, command, args);

/** Waits until something is so. */
async function until(is: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; !is(); await sleep(20)) {
    if (Date.now() > deadline) throw new Error('it did not come to that');
  }
}

const training = () => until(() => read('run/events.jsonl').includes('"type":"step"'));
/** Words for a shell. */
const shell = (args: readonly string[]) =>
  [process.execPath, LAUNCHER, ...args].map((word) => `'${word}'`).join(' ');
const sh = (script: string) => start('sh', ['-c', script]);

const posix = process.platform === 'win32' ? describe.skip : describe;

posix('a run that is told to end writes its checkpoint, and has the exit code of the signal', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s: %d', async (signal, expected) => {
    const { child, outcome } = start(process.execPath, [LAUNCHER, ...TRAIN]);
    await training();
    child.kill(signal);
    const { code, stderr } = await outcome;
    expect({ code, stderr }).toEqual({ code: expected, stderr: expect.stringContaining('To go on: ') });
    expect(lastEvent()).toBe('checkpoint');
  });
});

posix('a run that is told to end in its last step', () => {
  test('ends then, without a mesh, and makes that when it goes on', async () => {
    const last = TRAIN.map((word, i) =>
      TRAIN[i - 1] === '--steps' ? '1' : TRAIN[i - 1] === '--inner-steps' ? '2000' : word,
    );
    const { child, outcome } = start(process.execPath, [LAUNCHER, ...last, ...ROUGH_MESH]);
    await until(() => read('run/events.jsonl').includes('"type":"update"'));
    child.kill('SIGTERM');
    const { code, stderr } = await outcome;
    expect({ code, stderr }).toEqual({ code: 143, stderr: expect.stringContaining('To go on: ') });
    expect(existsSync(at('run/mesh.glb'))).toBe(false);
    const resumed = await start(process.execPath, [LAUNCHER, 'train', '--resume', '--out', 'run', '--quiet'])
      .outcome;
    expect(resumed).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(at('run/mesh.glb'))).toBe(true);
  });
});

posix('nothing is left behind', () => {
  /** Starts a package manager, as far as the program can tell, that runs a script as they do. */
  async function startManaged(args: readonly string[]) {
    mkdirSync(at('bin'));
    // The shell has something to do afterwards, so that it does not give its process to the program.
    const script = JSON.stringify(`${shell(args)}; true`);
    writeFileSync(
      at('bin/yarn.js'),
      `require('node:child_process').spawn('sh', ['-c', ${script}], { stdio: 'inherit' });`,
    );
    return start(process.execPath, [at('bin/yarn.js')]);
  }

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'of a run whose Yarn gets %s: it writes its checkpoint',
    async (signal) => {
      const { child, outcome } = await startManaged(TRAIN);
      await training();
      child.kill(signal);
      expect((await outcome).stderr).toContain('To go on: ');
      expect(lastEvent()).toBe('checkpoint');
    },
  );

  test('of a server whose Yarn is killed', async () => {
    mkdirSync(at('runs/one'), { recursive: true });
    writeFileSync(at('runs/one/config.json'), '{}');
    const { child, outcome, said } = await startManaged(['view', 'runs', '--no-open']);
    await until(() => said().includes('http://'));
    child.kill('SIGKILL');
    expect((await outcome).stderr).toBe('');
  });
});

posix('a closed terminal', () => {
  const possible = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

  (possible ? test : test.skip)('ends in a checkpoint, and exit code 129', async () => {
    // As the user's shell does: it has the terminal, and tells what runs there of its end.
    const script = `${shell(TRAIN)} < /dev/tty & child=$!
      trap 'kill -HUP $child' HUP
      wait $child; wait $child; echo $? > code`;
    writeFileSync(at('session.sh'), script);
    const { child } = start('script', ['-qec', 'sh session.sh', '/dev/null']);
    await training();
    child.kill('SIGKILL');
    await until(() => read('code') !== '');
    expect(read('code')).toBe('129\n');
    expect(lastEvent()).toBe('checkpoint');
  });
});

posix('output that nobody reads any more', () => {
  test.each([
    ['models', ['models']],
    ['--help', ['train', '--help']],
  ])('%s ends as if it were read', async (_, args) => {
    await sh(`{ ${shell(args)}; echo $? > code; } 2> said | head -1`).outcome;
    expect({ code: read('code'), said: read('said') }).toEqual({ code: '0\n', said: '' });
  });

  test('a run goes on to its end', async () => {
    await sh(`{ ${shell(SHORT)} 2>&1; echo $? > code; } | head -1`).outcome;
    expect(read('code')).toMatch(/^[03]\n$/); // without a mesh, where there is nothing to be seen
    expect(lastEvent()).toBe('finish');
  });

  (existsSync('/dev/full') ? test : test.skip)('but a result that cannot be written is told', async () => {
    const { code, stderr } = await sh(`${shell(['models', '--json'])} > /dev/full`).outcome;
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^modeseek: standard output: [^\n]*ENOSPC\)\n$/),
    });
  });
});

const FIRST = [
  '-rpf',
  process.execPath,
  '--conditions=source',
  '--import',
  'tsx',
  '--input-type=module',
  '--eval',
];
const alone = spawnSync('unshare', ['-rpf', 'true']).status === 0;

(alone ? test : test.skip)(
  'the first process of a container ends by a signal before anything minds it (needs `unshare -rpf`: Linux)',
  async () => {
    const module = JSON.stringify(new URL('../packages/cli/src/interrupt.ts', import.meta.url).pathname);
    const script = `(await import(${module})).mindSignals(); console.log('ready'); setInterval(() => {}, 1000);`;
    const { child, outcome, said } = startCommand(process.cwd(), 'unshare', [...FIRST, script]);
    await until(() => said().includes('ready'));
    const inside = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
    process.kill(Number(inside), 'SIGTERM');
    expect((await outcome).code).toBe(143);
  },
);
