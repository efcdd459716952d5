import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Rng, RUN_FILES } from '@modeseek/core';
import { CALLS, type Call } from './fs-hook.ts';
import { PULL_SAYS, PULL_TINY, PULLED_FILES, serveTinyModel } from './pull-tiny.ts';
import { type Digest, difference, digestOf } from './run-digest.ts';
import { runProgram, runUndisturbed } from './run-program.ts';
import { checkSaid } from './said.ts';
import type { Sandbox } from './sandbox.ts';
import { ERRNOS } from './system-error.ts';
import { EXPORT_TINY, IMAGE_TINY, OTHER_SEED, TRAIN_TINY } from './tiny-run.ts';

/** A command that is to meet errors. */
interface FaultyCommand {
  name: string;
  args: readonly string[];
  /** Folder with what it finds. */
  before: string;
  /** The same when nothing went wrong. */
  after: string;
  /** What it leaves when nothing goes wrong. */
  should: Digest;
  /** Where that is, below its folder; all of it when absent. */
  made?: string;
  /** What it says on stderr however it ends. */
  says?: RegExp;
  /** How often it calls what. */
  calls: Partial<Record<Call, number>>;
  /** The command that goes on where an error ended it in this folder. */
  next(cwd: string): readonly string[];
}

export interface FaultCase {
  command: FaultyCommand;
  call: Call;
  nth: number;
  errno: string;
  forGood: boolean;
}

const RUN = 'run';
const isRun = (cwd: string) => existsSync(join(cwd, RUN, RUN_FILES.config));

const again = (start: readonly string[]) => (cwd: string) => (isRun(cwd) ? [...start, '--resume'] : start);

/** Training from the beginning. */
export function prepareTrain(sandbox: Sandbox): Promise<FaultyCommand> {
  const before = emptyFolder(sandbox, 'train-before');
  return prepare(sandbox, { name: 'train', args: TRAIN_TINY, before, next: again(TRAIN_TINY) });
}

/** Replacing a run that is finished. */
export function prepareOverwrite(sandbox: Sandbox, done: string): Promise<FaultyCommand> {
  const args = [...TRAIN_TINY, ...OTHER_SEED, '--overwrite'];
  return prepare(sandbox, { name: 'overwrite', args, before: done, next: () => args });
}

/** All commands that write. */
export async function prepareCommands(sandbox: Sandbox): Promise<FaultyCommand[]> {
  const train = await prepareTrain(sandbox);
  const done = train.after;
  // Killed when some of its files were there.
  const half = emptyFolder(sandbox, 'resume-before');
  const nth = Math.ceil(train.calls.rename! / 4);
  const kill = { under: half, call: 'rename', nth, errno: 'KILL' } as const;
  await runProgram(TRAIN_TINY, { cwd: half, env: sandbox.env, fault: kill });
  return [
    train,
    await prepare(sandbox, {
      name: 'resume',
      args: [...TRAIN_TINY, '--resume'],
      before: half,
      next: again(TRAIN_TINY),
    }),
    await prepare(sandbox, { name: 'export', args: EXPORT_TINY, before: done, next: () => EXPORT_TINY }),
    await prepareOverwrite(sandbox, done),
    await prepare(sandbox, {
      name: 'image',
      args: IMAGE_TINY,
      before: emptyFolder(sandbox, 'image-before'),
      next: again(IMAGE_TINY),
    }),
    await preparePull(sandbox),
  ];
}

/** Downloading a model. */
async function preparePull(sandbox: Sandbox): Promise<FaultyCommand> {
  await serveTinyModel(sandbox);
  const before = emptyFolder(sandbox, 'pull-before');
  const about = { made: PULLED_FILES, says: PULL_SAYS, next: () => PULL_TINY };
  return prepare(sandbox, { name: 'pull', args: PULL_TINY, before, ...about });
}

function emptyFolder(sandbox: Sandbox, name: string): string {
  const folder = sandbox.folder(name);
  mkdirSync(join(folder, 'made'));
  return folder;
}

async function prepare(
  sandbox: Sandbox,
  command: Omit<FaultyCommand, 'after' | 'should' | 'calls'>,
): Promise<FaultyCommand> {
  const after = sandbox.folder(`${command.name}-after`);
  cpSync(command.before, after, { recursive: true });
  const { calls } = await runUndisturbed(command.args, sandbox, after);
  return { ...command, after, should: madeBy(command, after), calls };
}

/** What is there of what a command makes. */
function madeBy({ made = '.' }: Pick<FaultyCommand, 'made'>, cwd: string): Digest {
  return digestOf(join(cwd, made));
}

/** Goes through all calls and errors; nothing where no command makes such a call. */
export function drawCase(n: number, rng: Rng, commands: readonly FaultyCommand[]): FaultCase | undefined {
  const call = CALLS[n % CALLS.length];
  const errno = ERRNOS[Math.floor(n / CALLS.length) % ERRNOS.length];
  const able = commands.filter(({ calls }) => calls[call]);
  if (able.length === 0) return undefined;
  const command = rng.pick(able);
  const count = command.calls[call]!;
  return {
    command,
    call,
    nth: rng.pick([1, rng.int(count) + 1, rng.int(count) + 1, count]),
    errno,
    forGood: rng.chance(0.3),
  };
}

/** What becomes of a case; missed: the call that was to fail did not come. */
export const VERDICTS = ['refused', 'tolerated', 'missed', 'wrong'] as const;
export type Verdict = (typeof VERDICTS)[number];

export async function tryCase(
  { command, ...fault }: FaultCase,
  sandbox: Sandbox,
  name: string,
): Promise<{ verdict: Verdict; problem?: string }> {
  const { env } = sandbox;
  const cwd = sandbox.folder(name);
  cpSync(command.before, cwd, { recursive: true });
  const fired = join(sandbox.root, `${name}.fired`);
  const wrong = (problem: string) => ({ verdict: 'wrong' as const, problem });
  const said = await runProgram(command.args, {
    cwd,
    env,
    fault: { under: cwd, fired, ...fault },
    killAfter: 120_000,
  });
  const hasFired = existsSync(fired);
  rmSync(fired, { force: true });
  if (said.signal) return wrong(`it did not end (${said.signal})`);
  try {
    const lines = said.stderr.split('\n').filter((line) => !command.says?.test(line));
    checkSaid({ ...said, stderr: lines.join('\n') }, command.args);
  } catch (error) {
    return wrong((error as Error).message);
  }
  if (said.code === 0) {
    const differs = difference(madeBy(command, cwd), command.should);
    if (differs) return wrong(`exit code 0, but ${differs}`);
    return { verdict: hasFired ? 'tolerated' : 'missed' };
  }
  const next = command.next(cwd);
  const end = await runProgram(next, { cwd, env });
  if (end.code !== 0)
    return wrong(
      `${said.stderr.trim()}; then ${next.slice(-2).join(' ')} ended with ${end.code}: ${end.stderr}`,
    );
  const differs = difference(madeBy(command, cwd), command.should);
  return differs ? wrong(`${said.stderr.trim()}; then ${differs}`) : { verdict: 'refused' };
}
