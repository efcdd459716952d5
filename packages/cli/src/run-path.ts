import { existsSync, readdirSync, rmSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RUN_FILES, RUN_FOLDERS, UserError } from '@modeseek/core';
import { FORMAT_NAMES } from '@modeseek/mesh';
import { isTemporaryFile, sweepTemporaryFiles } from '@modeseek/node';
import type { RunConfig } from '@modeseek/trainer';
import { fileNameOf } from './file-name.ts';

/**
 * All that a run directory ever holds, checkpoint first: without it a half-removed run is none that could be
 * resumed.
 */
const OWN: readonly string[] = [
  RUN_FILES.checkpoint,
  RUN_FILES.events,
  ...Object.values(RUN_FOLDERS),
  RUN_FILES.turntable,
  RUN_FILES.contactSheet,
  ...FORMAT_NAMES.map((format) => `mesh.${format}`),
  RUN_FILES.summary,
  RUN_FILES.config,
];

/**
 * The folder of a run that is given none: `runs/`, the prompt in lower case, words joined by hyphens, at most
 * 60 characters, and what else tells runs of one prompt apart, where it is not the default: seed, guidance,
 * quality and model, such as `runs/a-red-mug-seed3-sds`.
 */
export function defaultRunPath({ prompt, seed, guidance, quality, model }: RunIdentity): string {
  const parts = [
    fileNameOf(prompt) || 'run',
    ...(seed === 0 ? [] : [`seed${seed}`]),
    ...(guidance === 'msd' ? [] : [guidance]),
    ...(quality === 'standard' ? [] : [quality]),
    ...(model === 'embedded' ? [] : [fileNameOf(basename(model)) || 'model']),
  ];
  return join('runs', parts.join('-'));
}

/**
 * The same of a run that is there.
 * @throws UserError when it is not, but others of its prompt are
 */
export function existingRunPath(identity: RunIdentity): string {
  const path = defaultRunPath(identity);
  const holdsRun = (folder: string) => existsSync(join(folder, RUN_FILES.config));
  if (holdsRun(path) || !existsSync(dirname(path))) return path;
  const stem = fileNameOf(identity.prompt) || 'run';
  const others = readdirSync(dirname(path))
    .filter((name) => name === stem || name.startsWith(`${stem}-`))
    .map((name) => join(dirname(path), name))
    .filter(holdsRun);
  if (others.length === 0) return path;
  throw new UserError(
    `${path} holds no run; there is ${others.join(', ')}: give its seed and the like, or its folder with --out`,
  );
}

type RunIdentity = Pick<RunConfig, 'prompt' | 'seed' | 'guidance' | 'quality' | 'model'>;

/**
 * Makes sure that a new run may go to `path`; writes nothing.
 * @param overwrite whether a run that is there may be replaced
 * @throws UserError when something else is there, or a run that may not be replaced
 */
export function checkNewRunPath(path: string, overwrite: boolean): void {
  const stat = existing(path);
  if (!stat) return;
  if (!stat.isDirectory()) throw new UserError(`${path} is a file; choose a folder with --out`);
  if (existsSync(join(path, RUN_FILES.config))) {
    if (overwrite) return;
    throw new UserError(
      `${path} already holds a run; go on with it by --resume, replace it by --overwrite, or choose another folder with --out`,
    );
  }
  const foreign = readdirSync(path).find((name) => !OWN.includes(name) && !isTemporaryFile(name));
  if (foreign !== undefined) {
    throw new UserError(
      `${path} is not empty and holds no run (there is ${foreign}); choose another folder with --out`,
    );
  }
}

/**
 * What is at a path; nothing also where a part of the path is a file, which creating the folder will tell.
 */
function existing(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Removes a run's own files from its folder, and nothing else. */
export function removeRun(path: string): void {
  if (!existsSync(path)) return;
  sweepTemporaryFiles(path);
  for (const name of OWN) rmSync(join(path, name), { recursive: true, force: true });
}
