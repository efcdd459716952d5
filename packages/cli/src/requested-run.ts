import { UserError } from '@modeseek/core';
import { FolderStore } from '@modeseek/node';
import { Run, type RunConfig } from '@modeseek/trainer';
import { readConfigFile } from './config-file.ts';
import { configFromFlags } from './config-flags.ts';
import { checkNewRunPath, defaultRunPath, existingRunPath, removeRun } from './run-path.ts';

/** A run that is to be trained. */
export interface RequestedRun {
  path: string;
  config: RunConfig;
  /** Creates its folder, or opens it. */
  open(): Promise<Run>;
}

/** Flags that say which run is meant, beside the options of its configuration. */
export interface RunFlags {
  [flag: string]: unknown;
  config?: string;
  out?: string;
  resume: boolean;
  overwrite: boolean;
  /** Whether nothing is going to be written. */
  'dry-run': boolean;
}

/**
 * The run that flags ask for; writes nothing.
 * @throws UserError when there is none, or another is in its place
 */
export async function requestedRun(flags: RunFlags): Promise<RequestedRun> {
  const file = flags.config === undefined ? {} : readConfigFile(flags.config);
  if (flags.resume) return resumedRun(flags, file);
  const config = configFromFlags(flags, file);
  const path = flags.out ?? defaultRunPath(config);
  if (!flags['dry-run']) checkNewRunPath(path, flags.overwrite);
  const open = () => {
    if (flags.overwrite) removeRun(path);
    return Run.create(new FolderStore(path), config);
  };
  return { path, config, open };
}

async function resumedRun(flags: RunFlags, file: Record<string, unknown>): Promise<RequestedRun> {
  if (flags.overwrite) {
    throw new UserError('--resume goes on with a run and --overwrite replaces it; give one of them');
  }
  if (flags.out === undefined && flags.prompt === undefined && file.prompt === undefined) {
    throw new UserError('--resume needs the run: give its --prompt, or its folder with --out');
  }
  const path = flags.out ?? existingRunPath(configFromFlags(flags, file));
  const run = await Run.open(new FolderStore(path));
  const { config } = run;
  const wanted = configFromFlags(flags, { ...config, ...file });
  const names = Object.keys(config) as (keyof RunConfig)[];
  const changed = names.find((name) => wanted[name] !== config[name]);
  if (changed !== undefined) {
    throw new UserError(
      `${path} was started with ${changed} ${JSON.stringify(config[changed])}, which cannot change on the way; leave it out, or start a new run with --out`,
    );
  }
  return { path, config, open: async () => run };
}
