import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const packageRoot = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles the web app with Vite, needing no network, and returns the folder that holds it. The folder is named after
 * a hash of the sources, so a published package ships it ready and a checkout builds once after each change (under a
 * second). Vite runs in a process of its own: its native bundler and memory leave with it.
 */
export async function bundleApp(): Promise<string> {
  const builds = join(packageRoot, 'build');
  const folder = join(builds, sourceHash());
  if (existsSync(folder)) return folder;

  const temporary = `${folder}.${process.pid}.tmp`;
  const vite = createRequire(import.meta.url).resolve('vite/package.json');
  const command = join(dirname(vite), 'bin', 'vite.js');
  const options = [
    '--base',
    './',
    '--outDir',
    temporary,
    '--emptyOutDir',
    '--assetsInlineLimit',
    '0',
    '--logLevel',
    'error',
  ];
  mkdirSync(builds, { recursive: true });
  try {
    await promisify(execFile)(process.execPath, [
      command,
      'build',
      join(packageRoot, 'src', 'app'),
      ...options,
    ]);
    for (const name of readdirSync(builds)) {
      const old = join(builds, name) !== folder && !name.endsWith('.tmp');
      if (old) rmSync(join(builds, name), { recursive: true, force: true });
    }
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // another viewer that started beside this one may have built it
  }
  return folder;
}

/** Hash of what the bundle is made from: the app's files and the versions of what is bundled with them. */
function sourceHash(): string {
  const { dependencies } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  const hash = createHash('sha256').update(`three ${dependencies.three} vite ${dependencies.vite}`);
  const app = join(packageRoot, 'src', 'app');
  for (const name of readdirSync(app).sort()) {
    if (!name.endsWith('.test.ts')) hash.update(`\0${name}\0`).update(readFileSync(join(app, name)));
  }
  return hash.digest('hex').slice(0, 16);
}
