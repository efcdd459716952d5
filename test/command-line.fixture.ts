import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = [
  '--conditions=source',
  '--import',
  pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href,
  join(ROOT, 'packages/cli/src/main.ts'),
];

/** A model small enough for tests, whose pictures mean nothing. */
export const TINY_MODEL = join(ROOT, 'packages/priors/fixtures/tiny-prior');

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts the program in a folder, as the launcher does once everything is installed. */
export function startModeseek(
  cwd: string,
  args: readonly string[],
): { child: ChildProcess; outcome: Promise<Outcome> } {
  const child = spawn(process.execPath, [...PROGRAM, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, outcome };
}

export function modeseek(cwd: string, ...args: string[]): Promise<Outcome> {
  return startModeseek(cwd, args).outcome;
}

/** An empty folder, and what removes it. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'modeseek-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
