/**
 * What every script of the root package.json goes through: `node scripts/launch.mjs NAME [arguments]`. Makes
 * a fresh clone ready (packages from the lockfile, WebAssembly kernels), then runs NAME: the program itself
 * in this process, tools in processes of their own with the Node flags that they need. Plain Node without
 * dependencies, since it runs before anything is installed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { register } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const COMMANDS = ['train', 'image', 'export', 'check', 'view', 'doctor', 'models', 'prior', 'bench'];
const YARN = 'yarn@1.22.22';
/** Left by a complete installation: what it installed. */
const STAMP = join(ROOT, 'node_modules/.modeseek-lock');
/** What the words of Yarn and Node have in common when there is no network. */
const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ESOCKETTIMEDOUT|ENETUNREACH|trouble with your network/;

/** A lock that nobody has kept fresh for so many milliseconds was left by a killed process. */
const STALE = 10_000;

/** Makes packages resolve to each other's sources. */
const HOOKS = `export const resolve = (name, context, next) =>
  next(name, { ...context, conditions: [...context.conditions, 'source'] });`;

const urlOf = (path) => pathToFileURL(join(ROOT, path)).href;

// tsx keeps what it has translated in the system's temporary folder, under a name that others can take first.
process.env.TSX_DISABLE_CACHE = '1';

process.stderr.on('error', () => {}); // nobody reads: work goes on
process.exitCode = await main(process.argv[2], process.argv.slice(3));

async function main(name, args) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12)) {
    return fail(`Node 20.19, 22.12 or later is needed; this is Node ${process.versions.node}`);
  }
  const steps = COMMANDS.includes(name) ? [] : stepsOf(name, args);
  if (!steps) return fail(`unknown script ${name}`);
  if (!hasMemories(memoriesOf(name))) {
    return fail(
      'WebAssembly gets no memory here; lift the limit of the address space: ulimit -v unlimited',
      2,
    );
  }
  try {
    if (!installed() && !(await install())) return 1;
    const { buildKernels } = await import(urlOf('scripts/build-kernels.mjs'));
    await buildKernels(); // does nothing when they are up to date
  } catch (error) {
    if (error.syscall === undefined) throw error;
    return fail(
      `${ROOT} is not set up, and cannot be: ${error.message}; do it once where it can be written`,
      2,
    );
  }
  if (COMMANDS.includes(name)) return runProgram();
  for (const step of steps) {
    const code = await run(step);
    if (code !== 0) return code;
  }
  return 0;
}

/**
 * How many memories of WebAssembly a script cannot do without: those of tsx, or of the threads of a run, too.
 */
function memoriesOf(name) {
  if (['train', 'image', 'export', 'check', 'bench', 'test', 'test:fast', 'fuzz'].includes(name)) return 8;
  return [...COMMANDS, 'build'].includes(name) ? 2 : 0;
}

/** Whether there is room for so many, each of which sets much of the address space aside. */
function hasMemories(count) {
  try {
    return Array.from({ length: count }, () => new WebAssembly.Memory({ initial: 1 })).length === count;
  } catch {
    return false;
  }
}

/**
 * Runs the program from its sources, with this process's arguments, and resolves to its exit code. Here, so
 * that no process stands between it and signals.
 */
async function runProgram() {
  try {
    const tsx = await import(urlOf('node_modules/tsx/dist/esm/api/index.mjs'));
    tsx.register();
    register(`data:text/javascript,${encodeURIComponent(HOOKS)}`);
    await import(urlOf('packages/cli/src/main.ts')); // minds its own errors, once it is there
    return process.exitCode;
  } catch (error) {
    if (error.syscall === undefined) throw error;
    return fail(error.message, 2);
  }
}

/** Node's arguments for a tool, one list for each process to run in turn; nothing for an unknown name. */
function stepsOf(name, args) {
  const source = ['--conditions=source', '--import', urlOf('node_modules/tsx/dist/loader.mjs')];
  const tool = (path, ...rest) => [join(ROOT, 'node_modules', path), ...rest];
  const biome = (...rest) => tool('@biomejs/biome/bin/biome', 'check', ...rest, ROOT);
  const typeCheck = tool('typescript/bin/tsc', '-b', ROOT);
  switch (name) {
    case 'test':
      return [
        [
          '--experimental-vm-modules',
          '--no-warnings',
          ...tool('jest/bin/jest.js', '--rootDir', ROOT, ...args),
        ],
      ];
    // Without whole-program tests: for while one works.
    case 'test:fast':
      return stepsOf('test', ['--testPathIgnorePatterns', '<rootDir>/test/', ...args]);
    case 'fuzz':
      return [[...source, join(ROOT, 'scripts/fuzz/main.ts'), ...args]];
    case 'lint':
      return [biome(), typeCheck];
    case 'format':
      return [biome('--write')];
    case 'build': {
      const bundle = `import { bundleApp } from '${urlOf('packages/viewer/src/bundle.ts')}'; await bundleApp();`;
      return [typeCheck, [...source, '--input-type=module', '--eval', bundle]];
    }
    case 'docs':
      return [typeCheck, tool('typedoc/bin/typedoc', '--options', join(ROOT, 'typedoc.config.mjs'), ...args)];
  }
}

/** Runs Node in the foreground and resolves to its exit code. Signals reach it, whoever they were sent to. */
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

/** Hash of the lockfile and the names of our own packages, which are linked by the installation. */
function wanted() {
  const packages = readdirSync(join(ROOT, 'packages')).join();
  return createHash('sha256')
    .update(packages)
    .update(readFileSync(join(ROOT, 'yarn.lock')))
    .digest('hex');
}

function installed() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted();
}

/** Installs what the lockfile says. One launcher at a time: others wait, then find it done. */
async function install() {
  const release = await lock();
  try {
    if (installed()) return true;
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
    if (code === 0) {
      writeFileSync(STAMP, wanted());
      return true;
    }
    if (NO_NETWORK.test(output)) {
      fail(
        'the package registry cannot be reached; the first use needs a network connection (behind a proxy, set HTTPS_PROXY)',
      );
    } else {
      note(output.split('\n').slice(-20).join('\n'));
      fail('setting up failed; the end of its output is above');
    }
    return false;
  } finally {
    release();
  }
}

/** Runs a command with its output kept. */
function capture([command, ...args]) {
  return new Promise((resolve) => {
    const shell = process.platform === 'win32' && command === 'npx';
    const child = spawn(command, args, { cwd: ROOT, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let waiting = false;
    const keep = (data) => {
      output += data;
      if (!waiting && /trouble with your network/.test(output)) {
        waiting = true;
        note('The package registry does not answer; trying again for a minute or two...');
      }
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Waits for the right to install. Its holder keeps the file fresh. */
async function lock() {
  const path = join(ROOT, '.cache/install.lock');
  // Not `recursive`, which says of a file system that is read-only that there is no such folder.
  try {
    mkdirSync(dirname(path));
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  let seen = Number.NaN;
  let since = 0;
  for (let waiting = false; ; waiting = true) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const written = timeOf(path);
    // By how long we have watched it: after a computer's sleep, or on a file system whose clock is wrong, its
    // time says little.
    if (written !== seen) [seen, since] = [written, performance.now()];
    else if (performance.now() - since > STALE) removeLock(path, seen);
    if (!waiting) note('Waiting for another process that is setting up...');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const heartbeat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // Removed by somebody, or not to be written any more: the installation tells, if it minds.
    }
  }, 2000);
  return () => {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  };
}

/**
 * Removes a lock of this time. Of several that try, one alone gets it; where that one has got a newer lock,
 * it gives it back.
 */
function removeLock(path, time) {
  const taken = `${path}.${process.pid}`;
  try {
    renameSync(path, taken);
    if (timeOf(taken) !== time) linkSync(taken, path);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
  rmSync(taken, { force: true });
}

/** When a file was written; nothing where there is none. */
function timeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

function note(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text, code = 1) {
  note(`modeseek: ${text}`);
  return code;
}
