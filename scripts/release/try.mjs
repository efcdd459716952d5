// Publishes all packages to a registry of its own (verdaccio), by Lerna as a release does, and installs them
// from there as a user would: with each package manager in an empty project, on each version of Node. There
// the command makes a tiny object, exports it and shows it. Says what an installation weighs, and what
// publint and are-the-types-wrong find. Needs the npm registry. `node scripts/release/try.mjs [--managers
// npm,pnpm,yarn] [--nodes 20,22,24,26] [--keep]`
import { execFileSync, spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { publish } from './publish.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Tools of this script alone, pinned. */
const TOOLS = {
  verdaccio: '6.0.5',
  publint: '0.3.25',
  '@arethetypeswrong/cli': '0.18.5',
  pnpm: '10.24.0',
  yarn: '1.22.22',
};
const PORT = 40_000 + (process.pid % 20_000);
const REGISTRY = `http://127.0.0.1:${PORT}/`;
const PROMPT = [
  '--prompt',
  'a mug',
  '--steps',
  '2',
  '--batch',
  '2',
  '--inner-steps',
  '4',
  '--sampler-steps',
  '2',
];

const { values } = parseArgs({
  options: {
    managers: { type: 'string', default: 'npm,pnpm,yarn' },
    nodes: { type: 'string', default: '20,22,24,26' },
    keep: { type: 'boolean', default: false },
  },
});

const work = mkdtempSync(join(tmpdir(), 'modeseek-release-'));
const say = (text) => process.stderr.write(`${text}\n`);
/** Runs a program and gives what it prints; its errors are ours. */
const run = (program, args, options = {}) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], ...options });
const tool = (name, ...args) => ['--yes', `${name}@${TOOLS[name]}`, ...args];

const publishable = readdirSync(join(ROOT, 'packages'))
  .map((folder) => ({
    folder,
    manifest: JSON.parse(readFileSync(join(ROOT, 'packages', folder, 'package.json'))),
  }))
  .filter(({ manifest }) => !manifest.private);

const registry = await startRegistry();
try {
  say('== building and publishing');
  await publish(REGISTRY, work, `//127.0.0.1:${PORT}/:_authToken=nobody\n`);
  const found = { sizes: {}, problems: [] };
  for (const { manifest } of publishable) found.problems.push(...problemsOf(manifest.name));
  for (const version of values.nodes.split(',')) {
    const node = nodeOf(version);
    for (const manager of values.managers.split(',')) {
      found.sizes[`${manager}, Node ${version}`] = tryOut(manager, version, node);
    }
  }
  console.log(JSON.stringify(found, null, 2));
  if (found.problems.length > 0) process.exitCode = 1;
} finally {
  registry.kill();
  if (!values.keep) rmSync(work, { recursive: true, force: true });
}

/** Ours are published here, all others come from the registry that npm is set to. */
async function startRegistry() {
  const config = join(work, 'verdaccio.yaml');
  const upstream = run('npm', ['config', 'get', 'registry'], { cwd: work }).trim();
  writeFileSync(
    config,
    `storage: ${join(work, 'storage')}
uplinks: { npm: { url: '${upstream}' } }
packages:
  '@modeseek/*': { access: $all, publish: $all }
  'modeseek': { access: $all, publish: $all }
  '**': { access: $all, proxy: npm }
max_body_size: 100mb
log: { type: stdout, level: error }
`,
  );
  // One of its dependencies asks for a tag of another package, which not every mirror has.
  const tools = join(work, 'tools');
  mkdirSync(tools);
  writeFileSync(join(tools, 'package.json'), '{ "overrides": { "node-fetch": "2.7.0" } }');
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  run('npm', ['install', ...quietly, `verdaccio@${TOOLS.verdaccio}`], { cwd: tools });
  const verdaccio = join(tools, 'node_modules/verdaccio/bin/verdaccio');
  const child = spawn(process.execPath, [verdaccio, '--config', config, '--listen', `127.0.0.1:${PORT}`], {
    stdio: ['ignore', 'inherit', 'inherit'],
    cwd: work,
  });
  for (let tries = 0; tries < 240; tries++) {
    if (child.exitCode !== null) break; // the port may be somebody else's
    const answer = await fetch(`${REGISTRY}-/ping`).catch(() => null);
    if (answer?.ok) return child;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  child.kill();
  throw new Error('the registry does not start');
}

/** What publint and are-the-types-wrong say of a package as it was published. */
function problemsOf(name) {
  const folder = mkdtempSync(join(work, 'tarball-'));
  const [tarball] = run('npm', ['pack', '--registry', REGISTRY, name], { cwd: folder })
    .trim()
    .split('\n')
    .slice(-1);
  const checks = [['publint', 'run', tarball, '--strict']];
  if (name !== 'modeseek' && name !== '@modeseek/cli') {
    checks.push(['@arethetypeswrong/cli', tarball, '--profile', 'esm-only']);
  }
  return checks.flatMap(([program, ...args]) => {
    try {
      run('npx', tool(program, ...args), { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
      return [];
    } catch (error) {
      return [`${name}: ${program}: ${error.stdout}${error.stderr}`];
    }
  });
}

/** Folder of the programs of a version of Node, which comes from the registry like everything else. */
function nodeOf(version) {
  if (process.versions.node.startsWith(`${version}.`)) return linked(version);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = join(work, `node-${version}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{}');
  run('npm', ['install', '--ignore-scripts', '--silent', `${name}@${version}`], { cwd: folder });
  return join(folder, 'node_modules', name, 'bin');
}

/** This Node and its npm alone: beside them may be what a user does not need, such as Python. */
function linked(version) {
  const folder = join(work, `node-${version}`);
  mkdirSync(folder);
  for (const name of ['node', 'npm', 'npx']) {
    symlinkSync(realpathSync(join(process.execPath, '..', name)), join(folder, name));
  }
  return folder;
}

/** Installs `modeseek` with a package manager and uses it. @returns MiB of the installation */
function tryOut(manager, version, node) {
  say(`== ${manager}, Node ${version}`);
  const folder = join(work, `project-${manager}-${version}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "project", "private": true }');
  writeFileSync(join(folder, '.npmrc'), `registry=${REGISTRY}\n`);
  writeFileSync(join(folder, '.yarnrc'), `registry "${REGISTRY}"\n`);
  const env = { ...process.env, PATH: `${node}:${process.env.PATH}`, npm_config_cache: join(work, 'cache') };
  const options = { cwd: folder, env };
  const install = {
    npm: ['npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', 'modeseek']],
    pnpm: ['npx', tool('pnpm', 'add', '--ignore-scripts', '--silent', 'modeseek')],
    yarn: [
      'npx',
      tool('yarn', 'add', '--ignore-scripts', '--silent', '--cache-folder', join(work, 'yarn'), 'modeseek'),
    ],
  }[manager];
  run(...install, options);
  const modeseek = (...args) => run(join(folder, 'node_modules/.bin/modeseek'), args, options);
  modeseek('train', ...PROMPT, '--quiet', '--out', 'run');
  modeseek('export', 'run', '--texture-size', '64', '--out', 'again.glb');
  if (!JSON.parse(modeseek('models', '--json')).models.length) throw new Error('there is no model');
  const { machine } = JSON.parse(modeseek('doctor', '--json'));
  if (!machine.node.startsWith(`${version}.`)) throw new Error(`it ran on Node ${machine.node}`);
  viewedPage(join(folder, 'node_modules/.bin/modeseek'), options);
  const size = Number(run('du', ['-sm', 'node_modules'], options).split('\t')[0]);
  rmSync(join(folder, 'node_modules'), { recursive: true });
  return size;
}

/** Starts the viewer, waits for its address, and ends it. */
function viewedPage(command, options) {
  const script = `
    const { spawn } = require('node:child_process');
    const child = spawn(${JSON.stringify(command)}, ['view', 'run', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', async (text) => {
      const [url] = String(text).match(/http:[^ ]+/);
      const page = await (await fetch(url)).text();
      child.kill();
      process.exit(page.includes('<canvas') || page.includes('script') ? 0 : 1);
    });
  `;
  run('node', ['-e', script], { ...options, timeout: 60_000 });
}
