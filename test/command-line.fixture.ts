import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { jest } from '@jest/globals';
import { runCommandLine } from '@modeseek/cli/src/command-line.ts';
import { flagName } from '@modeseek/cli/src/flags.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What Node is told so that it runs TypeScript, and packages resolve to each other's sources. */
const SOURCE = [
  '--conditions=source',
  '--import',
  pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href,
];

/** What the scripts of package.json call. */
export const LAUNCHER = join(ROOT, 'scripts/launch.mjs');

/** A model small enough for tests, whose pictures mean nothing. */
export const TINY_MODEL = join(ROOT, 'packages/priors/fixtures/tiny-prior');

/** Options of a run for a mesh and turntable that take no time, for tests that look at neither. */
export const ROUGH = { meshResolution: 32, maxTriangles: 500, textureSize: 64, turntableResolution: 16 };
/** The same as flags. */
export const ROUGH_MESH = Object.entries(ROUGH).flatMap(([name, value]) => [
  `--${flagName(name)}`,
  String(value),
]);

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Started {
  child: ChildProcess;
  /** Once its streams have ended: those of all that it has started, too. */
  outcome: Promise<Outcome>;
  /** What it has said so far on stdout. */
  said(): string;
}

/** Starts the program in a folder, as the launcher does once everything is installed. */
export function startModeseek(cwd: string, args: readonly string[]): Started {
  return startScript(cwd, join(ROOT, 'packages/cli/src/main.ts'), args);
}

/** Starts a script of TypeScript in a folder. */
export function startScript(cwd: string, script: string, args: readonly string[] = []): Started {
  return startCommand(cwd, process.execPath, [...SOURCE, script, ...args]);
}

/** Starts a command in a folder. */
export function startCommand(cwd: string, command: string, args: readonly string[]): Started {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
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
  return { child, outcome, said: () => stdout };
}

export function modeseek(cwd: string, ...args: string[]): Promise<Outcome> {
  return startModeseek(cwd, args).outcome;
}

/**
 * The same without a process of its own, which takes seconds to start: for what is refused before any work
 * begins.
 */
export async function modeseekHere(cwd: string, ...args: string[]): Promise<Outcome> {
  const home = process.cwd();
  const collect = (stream: NodeJS.WriteStream) => {
    const said: string[] = [];
    const spy = jest.spyOn(stream, 'write').mockImplementation((data) => {
      said.push(String(data));
      return true;
    });
    return { said, spy };
  };
  const [out, err] = [process.stdout, process.stderr].map(collect);
  // Commands set the exit code of the process: it must not be taken for that of the next one.
  const codeBefore = process.exitCode;
  process.exitCode = 0;
  process.chdir(cwd);
  try {
    const code = await runCommandLine(args);
    return { code, stdout: out.said.join(''), stderr: err.said.join('') };
  } finally {
    process.chdir(home);
    process.exitCode = codeBefore;
    for (const { spy } of [out, err]) spy.mockRestore();
  }
}

/** An empty folder, and what removes it. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'modeseek-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
