import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WITHOUT_TELEMETRY } from '@modeseek/node';

const require = createRequire(import.meta.url);

/** How long a probe may take, milliseconds: the first touch of a GPU driver can need seconds. */
const TIMEOUT = 20_000;
/** Starts the line of the answer: drivers print too. */
const ANSWER = 'modeseek-probe ';

/** Version of an installed package; null when it is not installed. */
export function installedVersion(name: string): string | null {
  for (const folder of require.resolve.paths(name) ?? []) {
    const manifest = join(folder, name, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).version;
  }
  return null;
}

/**
 * Asks a native package something in a child process, so that a broken driver can crash or hang only that.
 * @param script body of an async function of the package's `exports` that returns JSON data
 * @returns its result; null when the package is missing, or the child failed or took too long
 */
export async function probe<T>(name: string, script: string, timeout = TIMEOUT): Promise<T | null> {
  if (!installedVersion(name)) return null;
  return ask(pathToFileURL(require.resolve(name)).href, script, timeout);
}

/** As `probe`, of a module by its URL. */
export function ask<T>(module: string, script: string, timeout = TIMEOUT): Promise<T | null> {
  // The process ends at once: GPU objects would keep it alive. Drivers print to stdout too: the answer is the
  // last line.
  const program = `
    const exports = await import(${JSON.stringify(module)});
    const result = await (async () => { ${script} })();
    process.stdout.write('\\n${ANSWER}' + JSON.stringify(result) + '\\n', () => process.exit(0));
  `;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--input-type=module', '--eval', program],
      { timeout, killSignal: 'SIGKILL', env: { ...process.env, ...WITHOUT_TELEMETRY } },
      (error, stdout) => {
        const answer = stdout.split('\n').find((line) => line.startsWith(ANSWER));
        resolve(error || !answer ? null : JSON.parse(answer.slice(ANSWER.length)));
      },
    );
  });
}
