import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RUN_FILES, RUN_FOLDERS } from '@modeseek/core';
import { makeFolder, sweepTemporaryFiles } from '@modeseek/node';
import { ownFiles } from './own-files.ts';

// A run that is replaced lies in `previous/` of its folder until the one that replaces it is finished.
// Whenever the process is killed, one of the two is whole, and `settle` finds out which by their
// configurations, each of which is moved last (or removed last, or brought back first).

/** Puts the run in a folder aside; what is not the run's stays. */
export function setAside(folder: string): void {
  const previous = join(folder, RUN_FOLDERS.previous);
  if (existsSync(join(previous, RUN_FILES.config))) removeOwn(folder);
  else moveOwn(folder, previous);
}

/**
 * Brings a folder in order that was left while its run was being replaced: a run that was half set aside, or
 * whose successor has never begun, is back where it was; one whose successor is finished is gone.
 */
export function settle(folder: string): void {
  const previous = join(folder, RUN_FOLDERS.previous);
  if (!existsSync(previous)) return;
  if (existsSync(join(previous, RUN_FILES.config))) {
    if (existsSync(join(folder, RUN_FILES.config))) {
      if (existsSync(join(folder, RUN_FILES.summary))) forget(folder);
      return;
    }
    removeOwn(folder);
    renameSync(join(previous, RUN_FILES.config), join(folder, RUN_FILES.config));
  }
  moveOwn(previous, folder);
}

/** Removes the run that has been set aside. */
export function forget(folder: string): void {
  removeOwn(join(folder, RUN_FOLDERS.previous));
}

function moveOwn(from: string, to: string): void {
  for (const file of ownFiles(from)) {
    makeFolder(dirname(join(to, file)));
    renameSync(join(from, file), join(to, file));
  }
  removeEmpty(from);
}

function removeOwn(folder: string): void {
  for (const file of ownFiles(folder)) rmSync(join(folder, file), { force: true });
  removeEmpty(folder);
}

/** Removes the folders of a run in which nothing is left; its own if it is one that was set aside. */
function removeEmpty(folder: string): void {
  const objects = join(folder, RUN_FOLDERS.objects);
  const each = existsSync(objects) ? readdirSync(objects).map((name) => join(objects, name)) : [];
  for (const object of each) removeIfEmpty(join(object, RUN_FOLDERS.previews));
  const folders = [...each, objects, join(folder, RUN_FOLDERS.previews), folder];
  for (const each of folders) removeIfEmpty(each);
}

function removeIfEmpty(folder: string): void {
  try {
    sweepTemporaryFiles(folder);
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
  }
}
