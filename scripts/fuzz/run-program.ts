import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FsFault } from './fault-preload.ts';
import type { Call } from './fs-hook.ts';
import type { Said } from './said.ts';
import { FAULT_PRELOAD, PROGRAM, type Sandbox, SOURCE } from './sandbox.ts';

export interface ProgramOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** What is to go wrong, or to be looked at, in its calls of the file system. */
  fault?: FsFault;
  /** Milliseconds after which it is killed at once. */
  killAfter?: number;
  /** Milliseconds after which it is asked to end. */
  endAfter?: number;
}

export interface ProgramEnd extends Said {
  signal: NodeJS.Signals | null;
}

/** Runs `modeseek` in a process of its own. */
export async function runProgram(
  args: readonly string[],
  { cwd, env, fault, killAfter, endAfter }: ProgramOptions,
): Promise<ProgramEnd> {
  const preload = fault ? ['--import', FAULT_PRELOAD] : [];
  const child = spawn(process.execPath, [...SOURCE, ...preload, PROGRAM, ...args], {
    cwd,
    env: { ...env, ...(fault && { MODESEEK_FAULT: JSON.stringify(fault) }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text) => {
      said[name] += text;
    });
  }
  const later = (signal: NodeJS.Signals, ms?: number) =>
    ms === undefined ? undefined : setTimeout(() => child.kill(signal), ms);
  const timers = [later('SIGKILL', killAfter), later('SIGTERM', endAfter)];
  const [code, signal] = await once(child, 'close');
  for (const timer of timers) clearTimeout(timer);
  return { ...said, code, signal };
}

/** A command that was let run to its end: its time, and how often it called what of the file system. */
export interface Course {
  ms: number;
  calls: Partial<Record<Call, number>>;
}

/** @throws Error when the command does not end with 0 */
export async function runUndisturbed(
  args: readonly string[],
  { env, root }: Sandbox,
  cwd: string,
): Promise<Course> {
  const counts = join(root, 'counts.json');
  const began = performance.now();
  const end = await runProgram(args, { cwd, env, fault: { under: cwd, counts } });
  if (end.code !== 0) throw new Error(`modeseek ${args.join(' ')} ended with ${end.code}: ${end.stderr}`);
  const calls = JSON.parse(readFileSync(counts, 'utf8'));
  rmSync(counts);
  return { ms: performance.now() - began, calls };
}
