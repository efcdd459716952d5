// Publishes all packages by Lerna, from what their manifests say: `node scripts/release/publish.mjs
// [--registry URL]`, after `lerna version`. From a copy of the checkout, since manifests change on the way:
// dependencies on native libraries become those on one platform's. What is there in this version is passed over.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { splitNatives } from './natives.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LERNA = 'lerna@9.0.7';
const COPIED = ['packages', 'assets', 'scripts', 'package.json', 'lerna.json', 'LICENSE', 'README.md'];

/**
 * @param registry its URL
 * @param work folder for the copy
 * @param npmrc more lines of the copy's .npmrc, such as a token
 */
export async function publish(registry, work, npmrc = '') {
  const run = (program, args, options) =>
    execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options });
  // What earlier builds have left would be published, too.
  for (const name of readdirSync(join(ROOT, 'packages'))) {
    for (const left of ['dist', 'tsconfig.tsbuildinfo']) {
      rmSync(join(ROOT, 'packages', name, left), { recursive: true, force: true });
    }
  }
  run(process.execPath, [join(ROOT, 'scripts/launch.mjs'), 'build'], { cwd: ROOT });
  const copy = join(work, 'checkout');
  for (const name of COPIED) {
    cpSync(join(ROOT, name), join(copy, name), {
      recursive: true,
      filter: (path) => !/[/\\](node_modules|\.cache)([/\\]|$)/.test(path.slice(ROOT.length - 1)),
    });
  }
  await splitNatives(copy, ROOT);
  hideSources(copy);
  writeFileSync(join(copy, '.npmrc'), `registry=${registry}\n${npmrc}`);
  run('git', ['init', '--quiet'], { cwd: copy });
  const flags = ['from-package', '--yes', '--no-git-reset', '--no-verify-access', '--registry', registry];
  run('npx', ['--yes', LERNA, 'publish', ...flags], {
    cwd: copy,
    env: { ...process.env, NX_DAEMON: 'false', CI: 'true' },
  });
}

/** Files by their paths are for tests, benchmarks and scripts of a checkout. */
function hideSources(copy) {
  for (const name of readdirSync(join(copy, 'packages'))) {
    const file = join(copy, 'packages', name, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    delete manifest.exports?.['./src/*'];
    writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { registry: { type: 'string', default: 'https://registry.npmjs.org/' } },
  });
  const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  const { version } = JSON.parse(readFileSync(join(ROOT, 'lerna.json'), 'utf8'));
  if (
    git('status', '--porcelain') !== '' ||
    !git('tag', '--points-at', 'HEAD').split('\n').includes(`v${version}`)
  ) {
    throw new Error(`a release is a clean checkout of the tag v${version}`);
  }
  const work = mkdtempSync(join(tmpdir(), 'modeseek-publish-'));
  try {
    await publish(values.registry, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
