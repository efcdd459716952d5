import { existsSync, linkSync, lstatSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RUN_FILES, RUN_FOLDERS } from '@modeseek/core';
import { FolderStore, isTemporaryFile, makeFolder, sweepTemporaryFiles } from '@modeseek/node';
import { Run } from '@modeseek/trainer';
import { ownFiles } from './own-files.ts';

// A run that is replaced lies in `previous-run/` of its folder until the one that replaces it is finished.
// On its way there, and back, it is in `previous-run.part/`, too: that is renamed when all of it is there. So
// one of the two runs is whole whenever the process is killed, and `settle` knows which: what the names say.
// Files get a second name (hard links) before they lose the first; where a file system has none they are
// moved, and a run that was on its way lies in two places until `settle` puts it together.

/** What a file system says that has no hard links. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

/** Where the run goes that is replaced in a folder. */
export function previousOf(folder: string): string {
  return join(folder, RUN_FOLDERS.previous);
}

/** Where it is on its way. */
export function partOf(folder: string): string {
  return `${previousOf(folder)}.part`;
}

/** Whether a folder was left, or is, while its run was being replaced. */
export function isBeingReplaced(folder: string): boolean {
  return isFolder(previousOf(folder)) || isFolder(partOf(folder));
}

/**
 * Puts the run in a folder aside; what is not the run's stays. One that was set aside before is kept, and
 * what is there, which has not been finished, goes.
 */
export function setAside(folder: string): void {
  if (!existsSync(join(folder, RUN_FILES.config))) return; // there is none
  if (!isFolder(previousOf(folder))) {
    nameAlso(folder, partOf(folder));
    renameSync(partOf(folder), previousOf(folder));
  }
  // Without its configuration it is no run any more, whenever the rest goes.
  rmSync(join(folder, RUN_FILES.config), { force: true });
  removeOwn(folder);
}

/**
 * Brings a folder in order that was left while its run was being replaced: a run that was half set aside, or
 * whose successor has never begun, is back where it was; one whose successor is finished is gone, and so are
 * folders of it in which nothing is left. Touches no file of anything but a run that this program has left there.
 */
export async function settle(folder: string): Promise<void> {
  for (const left of [previousOf(folder), partOf(folder)]) {
    if (isHollow(left)) rmSync(left, { recursive: true });
  }
  const isOwn = () => Run.isOwn(new FolderStore(folder));
  if (isFolder(partOf(folder)) && ((await isOwn()) || (await isOwnRun(partOf(folder))))) {
    nameAlso(partOf(folder), folder);
    removeOwn(partOf(folder));
  }
  if (!(await isOwnRun(previousOf(folder)))) return;
  if (existsSync(join(folder, RUN_FILES.config))) {
    if (existsSync(join(folder, RUN_FILES.summary))) await forget(folder);
    return;
  }
  removeOwn(folder);
  renameSync(previousOf(folder), partOf(folder));
  nameAlso(partOf(folder), folder);
  removeOwn(partOf(folder));
}

/** Removes the run that has been set aside. */
export async function forget(folder: string): Promise<void> {
  if (await isOwnRun(previousOf(folder))) removeOwn(previousOf(folder));
}

/** Whether a folder has nothing in it but such folders, as a removal leaves them that was cut short. */
export function isHollow(folder: string): boolean {
  return (
    isFolder(folder) &&
    readdirSync(folder, { withFileTypes: true }).every((entry) =>
      entry.isDirectory() ? isHollow(join(folder, entry.name)) : isTemporaryFile(entry.name),
    )
  );
}

/** Whether a folder, and no link to one, holds a run as this program leaves it. */
export async function isOwnRun(folder: string): Promise<boolean> {
  return isFolder(folder) && (await Run.isOwn(new FolderStore(folder)));
}

/** A link is somebody else's. */
function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Gives the files of a run a name in another folder, too, the configuration last. Others there stay. */
function nameAlso(from: string, to: string): void {
  for (const file of ownFiles(from)) {
    const [old, next] = [join(from, file), join(to, file)];
    makeFolder(dirname(next));
    try {
      linkSync(old, next);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (NO_LINKS.has(code)) renameSync(old, next);
      else if (code !== 'EEXIST') throw error;
    }
  }
}

/** Removes the files of a run, the configuration last, and the folders in which then nothing is left. */
function removeOwn(folder: string): void {
  const files = ownFiles(folder);
  for (const file of files) rmSync(join(folder, file), { force: true });
  const folders = new Set<string>([folder]);
  for (const file of files) {
    for (let at = dirname(file); at !== '.'; at = dirname(at)) folders.add(join(folder, at));
  }
  // Those within others first.
  for (const each of [...folders].sort((a, b) => b.length - a.length)) removeIfEmpty(each);
}

function removeIfEmpty(folder: string): void {
  if (!isFolder(folder)) return;
  sweepTemporaryFiles(folder);
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
