import { UserError } from '@modeseek/core';
import { FolderStore, lockFolder } from '@modeseek/node';
import { Run, type RunConfig, type RunKind, type StepOptions } from '@modeseek/trainer';
import { readConfigFile } from './config-file.ts';
import { configFromFlags } from './config-flags.ts';
import { pullMissing } from './missing-model.ts';
import { forget, isBeingReplaced, setAside, settle } from './replaced-run.ts';
import { checkNewRunPath, defaultRunPath, existingRunPath } from './run-path.ts';

/** A run that is to be made. */
export interface RequestedRun<C extends StepOptions> {
  path: string;
  config: C;
  /**
   * Creates its folder, or opens it.
   * @throws UserError when another process works on it, or has meanwhile
   */
  open(): Promise<OpenRun<C>>;
}

/** A run that is this process's alone. */
export interface OpenRun<C extends StepOptions> {
  run: Run<C>;
  /** Removes what it replaces. To be called when it is finished. */
  finished(): Promise<void>;
  /** Lets others have it. */
  dispose(): Promise<void>;
}

/** Options that every command has which makes runs. */
export type RunOptions = StepOptions & Pick<RunConfig, 'guidance' | 'backend' | 'threads'>;

/** Flags that say which run is meant, beside the options of its configuration. */
export interface RunFlags {
  [flag: string]: unknown;
  config?: string;
  out?: string;
  resume: boolean;
  overwrite: boolean;
  /** Whether nothing is going to be written. */
  'dry-run': boolean;
  quiet: boolean;
  /** Whether a model that is missing is downloaded without asking. */
  yes: boolean;
}

/**
 * The run that flags ask for. Writes nothing, but to bring back a run that was left half replaced, and a model
 * that is missing.
 * @throws UserError when there is none, or another is in its place
 */
export async function requestedRun<C extends RunOptions>(
  flags: RunFlags,
  kind: RunKind<C>,
): Promise<RequestedRun<C>> {
  const file = flags.config === undefined ? {} : readConfigFile(flags.config);
  if (!flags['dry-run']) await pullMissing(flags.model ?? file.model, flags);
  if (flags.resume) return resumedRun(flags, file, kind);
  const config = configFromFlags(flags, file, kind);
  const path = flags.out ?? defaultRunPath(config, kind);
  await checkNewRunPath(path, flags.overwrite || flags['dry-run']);
  const open = () =>
    holding(path, async () => {
      await settle(path);
      await checkNewRunPath(path, flags.overwrite);
      if (flags.overwrite) setAside(path);
      return Run.create(new FolderStore(path), config, kind);
    });
  return { path, config, open };
}

async function resumedRun<C extends RunOptions>(
  flags: RunFlags,
  file: Record<string, unknown>,
  kind: RunKind<C>,
): Promise<RequestedRun<C>> {
  if (flags.overwrite) {
    throw new UserError('--resume goes on with a run and --overwrite replaces it; give one of them');
  }
  if (flags.out === undefined && flags.prompt === undefined && file.prompt === undefined) {
    throw new UserError('--resume needs the run: give its --prompt, or its folder with --out');
  }
  const path = flags.out ?? (await existingRunPath(configFromFlags(flags, file, kind), kind));
  // A run that another process replaces at this moment is none to go on with: the lock tells.
  if (!flags['dry-run'] && isBeingReplaced(path)) await settled(path);
  const { config, configHash } = await Run.open(new FolderStore(path), kind);
  const wanted = configFromFlags(flags, { ...config, ...file }, kind);
  const names = Object.keys(config) as (keyof C & string)[];
  const changed = names.find((name) => wanted[name] !== config[name]);
  if (changed !== undefined) {
    throw new UserError(
      `${path} was started with ${changed} ${JSON.stringify(config[changed])}, which cannot change on the way; leave it out, or start a new run with --out`,
    );
  }
  const open = () =>
    holding(path, async () => {
      const run = await Run.open(new FolderStore(path), kind);
      if (run.configHash === configHash) return run;
      throw new UserError(`${path} was replaced by another process just now`);
    });
  return { path, config, open };
}

/** Does something with a run's folder that is this process's alone, and keeps it so. */
async function holding<C extends StepOptions>(
  path: string,
  action: () => Promise<Run<C>>,
): Promise<OpenRun<C>> {
  const release = lockFolder(path);
  try {
    const run = await action();
    return { run, finished: () => forget(path), dispose: async () => release() };
  } catch (error) {
    await settle(path).catch(() => {}); // what has failed is told
    release();
    throw error;
  }
}

async function settled(path: string): Promise<void> {
  const release = lockFolder(path);
  try {
    await settle(path);
  } finally {
    release();
  }
}
