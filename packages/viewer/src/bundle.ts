import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BUILDS = fileURLToPath(new URL('../build', import.meta.url));
const APP = fileURLToPath(new URL('../src/app', import.meta.url));
/** What a published package brings. */
const PUBLISHED = join(BUILDS, 'app');

/**
 * The folder of the bundled web app. A published package brings it; a checkout makes it with Vite, needing no
 * network, once after each change (under a second), in a folder named after a hash of the sources.
 */
export async function bundledApp(): Promise<string> {
  if (!import.meta.url.endsWith('.ts')) return PUBLISHED;
  const folder = join(BUILDS, sourceHash());
  if (existsSync(folder)) return folder;
  await bundleApp(folder);
  for (const name of readdirSync(BUILDS)) {
    const old = join(BUILDS, name) !== folder && !name.endsWith('.tmp');
    if (old) rmSync(join(BUILDS, name), { recursive: true, force: true });
  }
  return folder;
}

/**
 * Bundles the web app into a folder. Vite runs in a process of its own: its native bundler and memory leave
 * with it.
 */
export async function bundleApp(folder = PUBLISHED): Promise<void> {
  const temporary = `${folder}.${process.pid}.tmp`;
  const vite = createRequire(import.meta.url).resolve('vite/package.json');
  const command = join(dirname(vite), 'bin', 'vite.js');
  mkdirSync(BUILDS, { recursive: true });
  try {
    await promisify(execFile)(process.execPath, [command, 'build', APP, '--outDir', temporary]);
    if (folder === PUBLISHED) rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // another viewer that started beside this one may have built it
  }
}

/**
 * Hash of what the bundle is made from: the app's files, those of core, and the versions of what is bundled
 * with them.
 */
function sourceHash(): string {
  const { devDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const hash = createHash('sha256').update(JSON.stringify(devDependencies));
  const core = dirname(createRequire(import.meta.url).resolve('@modeseek/core/package.json'));
  for (const folder of [APP, join(core, 'src')]) {
    for (const name of readdirSync(folder).sort()) {
      if (!/\.test\.ts$/.test(name)) hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
