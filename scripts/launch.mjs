/**
 * What every script of the root package.json goes through: `node scripts/launch.mjs NAME [arguments]`.
 * Makes a fresh clone ready (packages from the lockfile, WebAssembly kernels), then runs NAME with the Node flags that it
 * needs. Plain Node without dependencies, since it runs before anything is installed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const COMMANDS = ['train', 'export', 'view', 'doctor', 'models', 'prior', 'bench'];
const YARN = 'yarn@1.22.22';

const [name, ...args] = process.argv.slice(2);
process.exitCode = await main();

async function main() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) return fail(`Node 20 or later is needed; this is Node ${process.versions.node}`);
  const steps = stepsOf(name, args);
  if (!steps) return fail(`unknown script ${name}`);
  const ready = await prepare();
  if (ready !== 0) return ready;
  for (const step of steps) {
    const code = await run(step);
    if (code !== 0) return code;
  }
  return 0;
}

/** Node's arguments, one list for each process to run in turn; nothing for an unknown name. */
function stepsOf(name, args) {
  const tool = (path, ...rest) => [join(ROOT, 'node_modules', path), ...rest];
  const typeCheck = tool('typescript/bin/tsc', '-b', ROOT);
  const biome = (...rest) => tool('@biomejs/biome/bin/biome', 'check', ...rest, ROOT);
  if (COMMANDS.includes(name)) {
    const tsx = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;
    const cli = join(ROOT, 'packages/cli/src/main.ts');
    return [['--conditions=source', '--import', tsx, cli, name, ...args]];
  }
  switch (name) {
    case 'test':
      return [
        [
          '--experimental-vm-modules',
          '--no-warnings',
          ...tool('jest/bin/jest.js', '--rootDir', ROOT, ...args),
        ],
      ];
    case 'lint':
      return [biome(), typeCheck];
    case 'format':
      return [biome('--write')];
    case 'build':
      return [typeCheck, tool('vite/bin/vite.js', 'build', join(ROOT, 'packages/viewer'))];
  }
}

/** Runs Node in the foreground and resolves to its exit code. Signals reach it, however they were sent. */
function run(nodeArguments) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, nodeArguments, { stdio: 'inherit' });
    const forward = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    child.on('close', (code, signal) => {
      for (const each of signals) process.off(each, forward);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** Installs packages and builds kernels where missing or stale. One launcher at a time: others wait, then find it done. */
async function prepare() {
  const todo = () => [packages(), kernels()].filter((part) => part.stale());
  if (todo().length === 0) return 0;
  const release = await lock();
  try {
    for (const part of todo()) {
      const code = await part.make();
      if (code !== 0) return code;
      writeFileSync(part.stamp, part.hash());
    }
    return 0;
  } finally {
    release();
  }
}

/** The packages of yarn.lock, and the links to our own. */
function packages() {
  return stamped(
    join(ROOT, 'node_modules/.modeseek-lock'),
    () => [join(ROOT, 'yarn.lock')],
    async () => {
      note('Setting up (once, about a minute)...');
      // Under `npx yarn`, npm_execpath names npm: then npx has Yarn in its cache.
      const parent = process.env.npm_execpath ?? '';
      const yarn = /\byarn[^/\\]*\.c?js$/.test(parent) ? [process.execPath, parent] : ['npx', '--yes', YARN];
      const flags = [
        '--frozen-lockfile',
        '--ignore-scripts',
        '--non-interactive',
        '--no-progress',
        '--production=false',
      ];
      const { code, output } = await capture([...yarn, 'install', ...flags]);
      if (code === 0) return 0;
      if (/ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|trouble with your network/.test(output)) {
        return fail(
          'the package registry cannot be reached; the first use needs a network connection (or a proxy set)',
        );
      }
      process.stderr.write(`${output.split('\n').slice(-20).join('\n')}\n`);
      return fail('setting up failed (see above)');
    },
  );
}

/** The WebAssembly kernels of packages/nerf. */
function kernels() {
  const nerf = join(ROOT, 'packages/nerf');
  return stamped(
    join(nerf, 'build/.modeseek-kernels'),
    () => [
      join(nerf, 'build-kernels.mjs'),
      ...filesBelow(join(nerf, 'src')).filter((f) => f.includes('wasm')),
    ],
    async () => {
      const { code, output } = await capture([process.execPath, join(nerf, 'build-kernels.mjs')]);
      if (code === 0) return 0;
      process.stderr.write(output);
      return fail('building the WebAssembly kernels failed (see above)');
    },
  );
}

/** Something made from sources; stale unless its stamp file holds their hash, as file times say nothing after a git checkout. */
function stamped(stamp, sources, make) {
  const hash = () => {
    const sum = createHash('sha256').update(readdirSync(join(ROOT, 'packages')).join());
    for (const source of sources()) sum.update(source).update(readFileSync(source));
    return sum.digest('hex');
  };
  const stale = () => !existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash();
  return { stamp, hash, stale, make };
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

/** Runs a command with its output kept. */
function capture([command, ...rest]) {
  return new Promise((resolve) => {
    const shell = process.platform === 'win32' && command === 'npx';
    const child = spawn(command, rest, { cwd: ROOT, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Waits for the right to prepare. The holder keeps its lock file fresh, so one left by a killed process goes stale. */
async function lock() {
  const path = join(ROOT, '.cache/prepare.lock');
  mkdirSync(dirname(path), { recursive: true });
  let waiting = false;
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 10_000) rmSync(path, { force: true });
      else {
        if (!waiting) note('Waiting for another process that is setting up...');
        waiting = true;
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
  }
  const heartbeat = setInterval(() => utimesSync(path, new Date(), new Date()), 2000);
  return () => {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  };
}

function note(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  note(`modeseek: ${text}`);
  return 1;
}
