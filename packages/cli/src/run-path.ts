import { accessSync, constants, existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileNameOf, previewFile, RUN_FILES, RUN_FOLDERS, UserError } from '@modeseek/core';
import { FolderStore, isTemporaryFile } from '@modeseek/node';
import { OBJECT_RUN, Run, type RunConfig, type RunKind } from '@modeseek/trainer';
import { isHollow, isOwnRun, partOf, previousOf } from './replaced-run.ts';

/** As long as any path in a run's folder is: that of a preview of an object, before it has its name. */
const LONGEST = [
  RUN_FOLDERS.previous,
  RUN_FOLDERS.objects,
  'o'.repeat(60),
  `${previewFile('step', 0, 0)}.4194304.00000000.tmp`,
].join('/');

/**
 * The folder of a run that is given none: `runs/`, the prompt in lower case, words joined by hyphens, at most
 * 60 characters, and what else tells runs of one prompt apart, where it is not the default: kind, seed,
 * guidance, quality and model, such as `runs/a-red-mug-seed3-sds` or `runs/a-red-mug-image`.
 */
export function defaultRunPath(
  { prompt, seed, guidance, quality = 'standard', model }: RunIdentity,
  kind: RunKindName = OBJECT_RUN,
): string {
  const parts = [
    fileNameOf(prompt) || 'run',
    ...(kind.name === OBJECT_RUN.name ? [] : [kind.name]),
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
export async function existingRunPath(
  identity: RunIdentity,
  kind: RunKindName = OBJECT_RUN,
): Promise<string> {
  const path = defaultRunPath(identity, kind);
  if (holdsRun(path) || !existsSync(dirname(path))) return path;
  const stem = fileNameOf(identity.prompt) || 'run';
  const ofPrompt = readdirSync(dirname(path))
    .filter((name) => name === stem || name.startsWith(`${stem}-`))
    .map((name) => join(dirname(path), name))
    .filter(holdsRun);
  const others: string[] = [];
  for (const each of ofPrompt) {
    if (await Run.isOfKind(new FolderStore(each), kind)) others.push(each);
  }
  if (others.length === 0) return path;
  throw new UserError(
    `${path} holds no run; there is ${others.join(', ')}: give its seed and the like, or its folder with --out`,
  );
}

type RunIdentity = Pick<RunConfig, 'prompt' | 'seed' | 'guidance' | 'model'> &
  Partial<Pick<RunConfig, 'quality'>>;
type RunKindName = Pick<RunKind<never>, 'name'>;

/**
 * Makes sure that a new run may go to `path`; writes nothing.
 * @param overwrite whether a run that is there may be replaced
 * @throws UserError when something else is there, or a run that may not be replaced, or nothing can be
 */
export async function checkNewRunPath(path: string, overwrite: boolean): Promise<void> {
  if (path.trim() === '') throw new UserError('--out is empty; give a folder, such as runs/a-mug');
  checkPlace(path);
  if (!existsSync(path)) return;
  if (holdsRun(path)) {
    if (holdsConfig(path) && !(await Run.isOwn(new FolderStore(path)))) {
      throw new UserError(
        `${path} holds a ${RUN_FILES.config} that this version of the program has not written, or that was changed since; choose another folder with --out`,
      );
    }
    const previous = previousOf(path);
    if (isAnything(previous) && !isHollow(previous) && !(await isOwnRun(previous))) {
      throw new UserError(
        `${previous} is where a run that is replaced goes, and something else is there; choose another folder with --out`,
      );
    }
    if (overwrite) return;
    throw new UserError(
      `${path} already holds a run; go on with it by --resume, replace it by --overwrite, or choose another folder with --out`,
    );
  }
  const foreign = readdirSync(path).find((name) => name !== RUN_FILES.lock && !isTemporaryFile(name));
  if (foreign !== undefined) {
    throw new UserError(
      `${path} is not empty and holds no run (there is ${foreign}); choose another folder with --out`,
    );
  }
}

/** Whether a folder has a configuration, as a run has from its beginning. */
function holdsConfig(folder: string): boolean {
  return existsSync(join(folder, RUN_FILES.config));
}

/** Whether a folder has a run in it, which may be one that is just being replaced. */
function holdsRun(folder: string): boolean {
  return [folder, previousOf(folder), partOf(folder)].some(holdsConfig);
}

/** @throws the file system's error when what a run writes could not be in this place */
function checkPlace(path: string): void {
  try {
    lstatSync(join(resolve(path), LONGEST));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENAMETOOLONG') throw Object.assign(error as Error, { path });
  }
  let folder = path;
  while (!isAnything(folder) && dirname(folder) !== folder) folder = dirname(folder);
  if (!statSync(folder).isDirectory()) throw new UserError(`${folder} is a file; choose a folder with --out`);
  accessSync(folder, constants.W_OK);
}

/** Whether there is a file, a folder, or a link that may lead nowhere. */
function isAnything(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // a part of the path is none either
  }
}
