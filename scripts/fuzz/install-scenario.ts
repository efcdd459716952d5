import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rng } from '@modeseek/core';
import type { Scenario } from './kill-scenarios.ts';
import { difference, digestOf } from './run-digest.ts';
import type { Sandbox } from './sandbox.ts';

const LAUNCHER = fileURLToPath(new URL('../launch.mjs', import.meta.url));
const INSTALL_MS = 1200;

/** Stands for Yarn: copies what there is to install, slowly and not atomically, as Yarn does. */
const YARN = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const whole = readFileSync('bin/tool.js');
mkdirSync('node_modules/jest/bin', { recursive: true });
for (let part = 1; part <= 8; part++) {
  writeFileSync('node_modules/jest/bin/jest.js', whole.subarray(0, (whole.length * part) / 8));
  await new Promise((resolve) => setTimeout(resolve, ${INSTALL_MS / 16}));
}
`;

/** The launcher's installation, with a registry that is not there. */
export async function prepareInstall(sandbox: Sandbox): Promise<Scenario> {
  const files: Record<string, string> = {
    'yarn.lock': 'one',
    'package.json': '{ "type": "module" }',
    'bin/yarn.js': YARN,
    'bin/tool.js': `console.log('whole'); ${'// '.padEnd(5000, 'x')}`,
    'bin/package.json': '{ "type": "module" }',
    'scripts/build-kernels.mjs': 'export async function buildKernels() {}',
    'packages/none/package.json': '{}',
  };
  const fresh = (name: string) => {
    const cwd = sandbox.folder(name);
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), content);
    }
    copyFileSync(LAUNCHER, join(cwd, 'scripts/launch.mjs'));
    return cwd;
  };
  const reference = fresh('install');
  const { code, said } = await launch(reference, sandbox.env).end;
  if (code !== 0) throw new Error(`the launcher does not install: ${said}`);
  const should = digestOf(reference);
  return async (name, rng) => {
    const cwd = fresh(name);
    let kills = 0;
    for (let left = rng.int(2) + 1; left > 0; left--) kills += Number(await killOne(rng, cwd, sandbox.env));
    const { code, said } = await launch(cwd, sandbox.env).end;
    const wrong = code === 0 ? difference(digestOf(cwd), should) : `exit code ${code}: ${said}`;
    const locks = readdirSync(join(cwd, '.cache')).join();
    return {
      kills,
      problems: [wrong, locks && `there is ${locks}`].filter((problem) => !!problem) as string[],
    };
  };
}

/** The launcher alone, or all that it has started, too. @returns whether it had not ended before */
async function killOne(rng: Rng, cwd: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const { child, end } = launch(cwd, env);
  await new Promise((resolve) => setTimeout(resolve, rng.uniform(0.05, 1) * INSTALL_MS));
  try {
    process.kill(rng.chance(0.5) ? -child.pid! : child.pid!, 'SIGKILL');
  } catch {
    // It has ended.
  }
  return (await end).signal === 'SIGKILL';
}

function launch(cwd: string, env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [join(cwd, 'scripts/launch.mjs'), 'test'], {
    cwd,
    env: { ...env, npm_execpath: join(cwd, 'bin/yarn.js') },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true, // with a process group of its own
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  return { child, end: once(child, 'exit').then(([code, signal]) => ({ code, signal, said })) };
}
