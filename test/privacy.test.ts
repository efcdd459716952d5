import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TINY_MODEL, temporaryFolder } from './command-line.fixture.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FIXTURE = join(ROOT, 'test/privacy.fixture.mjs');

/** Runs a command in a network of its own, in which there is this machine and nothing else. */
const ALONE = ['unshare', '-rn', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
const canBeAlone = spawnSync(ALONE[0], [...ALONE.slice(1), 'true']).status === 0;

let folder: ReturnType<typeof temporaryFolder>;
let outcome: { train: string; mesh: string; page: string; counted: number; sent: number };

beforeAll(() => {
  folder = temporaryFolder();
  const [home, temporary, work] = ['home', 'temporary', 'work'].map((name) => join(folder.path, name));
  for (const path of [home, temporary, work]) mkdirSync(path);
  const { PATH, SystemRoot } = process.env;
  // Nothing else: with CI or ORT_DISABLE_TELEMETRY in the environment the program had nothing to do.
  const env = {
    PATH,
    SystemRoot,
    HOME: home,
    USERPROFILE: home,
    LOCALAPPDATA: home,
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
  };
  const [program, ...args] = [...(canBeAlone ? ALONE : []), process.execPath, FIXTURE, TINY_MODEL];
  outcome = JSON.parse(execFileSync(program, args, { cwd: work, env, encoding: 'utf8' }));
});
afterAll(() => folder.remove());

const filesIn = (name: string) => readdirSync(join(folder.path, name), { recursive: true }) as string[];

test('a run, an export and a look at it leave nothing outside the run', () => {
  expect(outcome).toMatchObject({ train: 'done', mesh: 'done', page: 'done' });
  expect({ home: filesIn('home'), temporary: filesIn('temporary') }).toEqual({ home: [], temporary: [] });
  expect(readdirSync(join(folder.path, 'work')).sort()).toEqual(['run', 'small-report.json', 'small.glb']);
});

(canBeAlone ? test : test.skip)(
  'and send nothing (needs a network namespace: Linux, `unshare -rn` and `ip`)',
  () => {
    expect(outcome.counted).toBeGreaterThanOrEqual(2);
    expect(outcome.sent).toBe(0);
  },
);

test('connections are opened in one place, to pull models when a user asks for it', () => {
  const opens = /(?<![\w.])fetch\(|from '(node:)?(https?|http2|net|tls|dgram|undici)'/;
  const isProgram = (name: string) => /\.ts$/.test(name) && !/\.(test|fixture)\.ts$/.test(name);
  const sources = (readdirSync(join(ROOT, 'packages'), { recursive: true }) as string[])
    .filter((name) => isProgram(name) && !/(^|[\\/])(node_modules|dist|build)[\\/]/.test(name))
    .filter((name) => opens.test(readFileSync(join(ROOT, 'packages', name), 'utf8')))
    .map((name) => name.split(sep).join('/'));
  // The viewer listens, and its page asks it.
  expect(sources.filter((name) => !name.startsWith('viewer/'))).toEqual(['hub/src/connection.ts']);
});

test('all who need ONNX Runtime load it in one place, with telemetry off', () => {
  const loads =
    /^import (?!type\b)[^;]*from 'onnxruntime-node'|(?<!typeof )\b(import|require)\('onnxruntime-node'\)/m;
  const sources = ['packages', 'scripts', 'test', 'examples'].flatMap((top) =>
    (readdirSync(join(ROOT, top), { recursive: true }) as string[])
      .filter((name) => /\.m?[jt]s$/.test(name) && !/(^|[\\/])(node_modules|dist|build)[\\/]/.test(name))
      .map((name) => join(top, name)),
  );
  const loading = sources.filter((name) => loads.test(readFileSync(join(ROOT, name), 'utf8')));
  expect(loading).toEqual([join('packages', 'graph', 'src', 'node', 'onnxruntime.ts')]);
});
