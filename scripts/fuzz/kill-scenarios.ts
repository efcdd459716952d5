import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Rng, RUN_FILES } from '@modeseek/core';
import type { Call } from './fs-hook.ts';
import { PULL_TINY, PULLED, serveTinyModel } from './pull-tiny.ts';
import { type Digest, difference, digestOf } from './run-digest.ts';
import {
  type Course,
  type ProgramEnd,
  type ProgramOptions,
  runProgram,
  runUndisturbed,
} from './run-program.ts';
import type { Sandbox } from './sandbox.ts';
import { EXPORT_TINY, IMAGE_TINY, OTHER_SEED, TINY_SCENE, TRAIN_TINY } from './tiny-run.ts';

/** Kills one thing several times in a row and lets it finish, in a folder of this name. */
export type Scenario = (name: string, rng: Rng) => Promise<{ kills: number; problems: string[] }>;

/** Most kills before it may finish. */
const KILLS_IN_A_ROW = 10;

/** What changes a disk. */
const WRITING: readonly Call[] = ['write', 'append', 'rename', 'fsync', 'close', 'mkdir', 'unlink'];

const RUN = 'run';
const NEW = [...TRAIN_TINY, ...OTHER_SEED];

export function prepareRun(sandbox: Sandbox): Promise<Scenario> {
  return prepareMaking(sandbox, TRAIN_TINY);
}

export function prepareScene(sandbox: Sandbox): Promise<Scenario> {
  return prepareMaking(sandbox, ['train', ...TINY_SCENE, '--out', RUN]);
}

export function prepareImage(sandbox: Sandbox): Promise<Scenario> {
  return prepareMaking(sandbox, IMAGE_TINY);
}

export async function preparePull(sandbox: Sandbox): Promise<Scenario> {
  await serveTinyModel(sandbox);
  return prepareMaking(sandbox, PULL_TINY, PULLED);
}

async function prepareMaking(
  sandbox: Sandbox,
  start: readonly string[],
  made: string = RUN,
): Promise<Scenario> {
  const reference = sandbox.folder('reference');
  const course = await runUndisturbed(start, sandbox, reference);
  const should = digestOf(join(reference, made));
  return (name, rng) => {
    const cwd = sandbox.folder(name);
    return killAgainAndAgain(
      rng,
      course,
      { cwd, env: sandbox.env },
      {
        next: () => (existsSync(join(cwd, RUN, RUN_FILES.config)) ? [...start, '--resume'] : start),
        should,
        folder: join(cwd, made),
      },
    );
  };
}

export async function prepareOverwrite(sandbox: Sandbox): Promise<Scenario> {
  const old = sandbox.folder('old');
  await runUndisturbed(TRAIN_TINY, sandbox, old);
  const oldDigest = digestOf(join(old, RUN));
  const reference = sandbox.folder('reference');
  const course = await runUndisturbed(NEW, sandbox, reference);
  const should = digestOf(join(reference, RUN));
  return (name, rng) => {
    const cwd = sandbox.folder(name);
    cpSync(old, cwd, { recursive: true });
    return killAgainAndAgain(
      rng,
      course,
      { cwd, env: sandbox.env },
      {
        next: () => [...NEW, seedOf(join(cwd, RUN)) === Number(OTHER_SEED[1]) ? '--resume' : '--overwrite'],
        should,
        folder: join(cwd, RUN),
        between: () => {
          const places = foldersBelow(cwd).map(digestOf);
          const whole = (wanted: Digest) =>
            places.some((is) => Object.keys(wanted).every((file) => is[file] === wanted[file]));
          return whole(oldDigest) || whole(should)
            ? undefined
            : 'the old run is lost, and the new one is not there';
        },
      },
    );
  };
}

export async function prepareExport(sandbox: Sandbox): Promise<Scenario> {
  const reference = sandbox.folder('export');
  await runUndisturbed(TRAIN_TINY, sandbox, reference);
  mkdirSync(join(reference, 'made'));
  const course = await runUndisturbed(EXPORT_TINY, sandbox, reference);
  const should = digestOf(reference);
  return (name, rng) => {
    const cwd = sandbox.folder(name);
    cpSync(reference, cwd, { recursive: true });
    rmSync(join(cwd, 'made'), { recursive: true });
    mkdirSync(join(cwd, 'made'));
    return killAgainAndAgain(
      rng,
      course,
      { cwd, env: sandbox.env },
      {
        next: () => EXPORT_TINY,
        should,
        folder: cwd,
        between: () => {
          const mesh = digestOf(cwd)['made/mesh.glb'];
          return mesh === undefined || mesh === should['made/mesh.glb']
            ? undefined
            : 'a part of a mesh is there';
        },
      },
    );
  };
}

interface Killed {
  /** The command to go on with. */
  next(): readonly string[];
  /** What `folder` holds at the end. */
  should: Digest;
  folder: string;
  /** After each kill: what is wrong. */
  between?(): string | undefined;
}

async function killAgainAndAgain(
  rng: Rng,
  course: Course,
  options: ProgramOptions,
  { next, should, folder, between }: Killed,
): Promise<{ kills: number; problems: string[] }> {
  const problems: string[] = [];
  const moments: string[] = [];
  let kills = 0;
  for (let left = rng.int(KILLS_IN_A_ROW) + 1; left > 0; left--) {
    const args = next();
    const calls = WRITING.filter((call) => course.calls[call]);
    let end: ProgramEnd;
    if (rng.chance(0.5)) {
      const killAfter = rng.uniform(0.1, 1) * course.ms;
      moments.push(`${Math.round(killAfter)} ms`);
      end = await runProgram(args, { ...options, killAfter });
    } else {
      const call = rng.pick(calls);
      const nth = rng.int(course.calls[call]!) + 1;
      moments.push(`${call} ${nth}`);
      end = await runProgram(args, { ...options, fault: { under: options.cwd, call, nth, errno: 'KILL' } });
    }
    if (end.signal !== 'SIGKILL') {
      // It was done before.
      if (end.code !== 0) problems.push(`after ${moments.join(', ')}: exit code ${end.code}: ${end.stderr}`);
      break;
    }
    kills++;
    const wrong = between?.();
    if (wrong)
      problems.push(
        `${wrong}, after kills at ${moments.join(', ')}; there is ${Object.keys(digestOf(options.cwd)).join(' ')}`,
      );
  }
  const end = await runProgram(next(), options);
  if (end.code !== 0)
    problems.push(`kills at ${moments.join(', ')}; then exit code ${end.code}: ${end.stderr}`);
  else {
    const wrong = difference(digestOf(folder), should);
    if (wrong) problems.push(`kills at ${moments.join(', ')}: ${wrong}`);
  }
  return { kills, problems };
}

function seedOf(run: string): number | undefined {
  try {
    return JSON.parse(readFileSync(join(run, RUN_FILES.config), 'utf8')).seed;
  } catch {
    return undefined;
  }
}

function foldersBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
}
