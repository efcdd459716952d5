import { existsSync, linkSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RUN_FILES, RUN_FOLDERS } from '@modeseek/core';
import { makeFolder, sweepTemporaryFiles, writeFileAtomic } from '@modeseek/node';
import { ownFiles } from './own-files.ts';

/** What a file system says that has no hard links. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

// A run that is replaced lies in `previous/` of its folder until the one that replaces it is finished.
// Whenever the process is killed, one of the two is whole, in one place: files get a second name in the other
// place (hard links; copies where a file system has none) before they lose the first. `settle` finds out how
// far that had come by the two configurations.

/** Puts the run in a folder aside; what is not the run's stays. */
export function setAside(folder: string): void {
  const previous = join(folder, RUN_FOLDERS.previous);
  if (!holdsConfig(previous)) linkOwn(folder, previous);
  removeOwn(folder, 'first');
}

/**
 * Brings a folder in order that was left while its run was being replaced: a run that was half set aside, or
 * whose successor has never begun, is back where it was; one whose successor is finished is gone.
 */
export function settle(folder: string): void {
  const previous = join(folder, RUN_FOLDERS.previous);
  if (!existsSync(previous)) return;
  if (!holdsConfig(previous)) {
    removeOwn(previous, 'last'); // the run itself is still where it was
  } else if (!holdsConfig(folder)) {
    removeOwn(folder, 'last');
    linkOwn(previous, folder);
    removeOwn(previous, 'last');
  } else if (existsSync(join(folder, RUN_FILES.summary))) forget(folder);
}

/** Removes the run that has been set aside. */
export function forget(folder: string): void {
  removeOwn(join(folder, RUN_FOLDERS.previous), 'last');
}

function holdsConfig(folder: string): boolean {
  return existsSync(join(folder, RUN_FILES.config));
}

/** Gives the files of a run a name in another folder, too, the configuration last. Others there stay. */
function linkOwn(from: string, to: string): void {
  for (const file of ownFiles(from)) {
    const [old, next] = [join(from, file), join(to, file)];
    makeFolder(dirname(next));
    try {
      linkSync(old, next);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (NO_LINKS.has(code)) writeFileAtomic(next, readFileSync(old));
      else if (code !== 'EEXIST') throw error;
    }
  }
}

/** @param config when it goes */
function removeOwn(folder: string, config: 'first' | 'last'): void {
  const files = ownFiles(folder);
  if (config === 'first') files.unshift(...files.splice(-1));
  for (const file of files) rmSync(join(folder, file), { force: true });
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
