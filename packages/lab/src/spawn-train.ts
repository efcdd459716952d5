import { type StdioOptions, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { NO_MESH, UserError } from '@modeseek/core';
import type { RunConfig } from '@modeseek/trainer';

const LAUNCHER = fileURLToPath(new URL('../../../scripts/launch.mjs', import.meta.url));

/** What a run would be made of. */
export interface PlannedRun {
  config: RunConfig;
  /** SHA-256 of the image model. */
  model: string;
}

/** A benchmark's own arguments, and those after `--`, which go to `train`. */
export function splitArguments(args: readonly string[]): { own: string[]; flags: string[] } {
  const split = args.includes('--') ? args.indexOf('--') : args.length;
  return { own: args.slice(0, split), flags: args.slice(split + 1) };
}

/** Flags of `train` with those of a benchmark's own that are not among them: no flag may be given twice. */
export function overriding(own: readonly string[], flags: readonly string[]): string[] {
  const given = new Set(flags.filter(isFlag).map((flag) => flag.split('=')[0]));
  const kept = own.filter((_, i) => {
    const flag = own.slice(0, i + 1).findLast(isFlag);
    return flag === undefined || !given.has(flag);
  });
  return [...kept, ...flags];
}

const isFlag = (argument: string) => argument.startsWith('--');

/**
 * Has `train` check these flags; writes nothing.
 * @throws UserError in train's own words when it refuses them
 */
export async function planRun(flags: readonly string[]): Promise<PlannedRun> {
  const { code, stdout, stderr } = await spawnCommand(
    'train',
    ['--dry-run', ...flags],
    ['ignore', 'pipe', 'pipe'],
  );
  if (code === 0) return JSON.parse(stdout);
  if (code === 2)
    throw new UserError((stderr.trim().split('\n').at(-1) ?? '').replace('modeseek train: ', ''));
  throw new Error(`train ended with exit code ${code}:\n${stderr}`);
}

/**
 * Trains, in a process of its own. What it says goes to stderr, where stdout is for the benchmark's result
 * alone. A run that has no mesh is a run.
 * @throws UserError when it ends with a mistake of the user's
 */
export async function train(flags: readonly string[]): Promise<void> {
  const { code } = await spawnCommand('train', flags, ['ignore', 2, 2]);
  if (code === 2) throw new UserError('train refused this, as it says above');
  if (code !== 0 && code !== NO_MESH) throw new Error(`train ended with exit code ${code}`);
}

/** Runs a command as `yarn` does; resolves to its exit code and what it printed to pipes. */
export function spawnCommand(
  command: string,
  flags: readonly string[],
  stdio: StdioOptions,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [LAUNCHER, command, ...flags], { stdio });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
