import { accessSync, constants, lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { UserError } from '@modeseek/core';
import { sweepTemporaryFiles, writeFileAtomic } from '@modeseek/node';
import { isNeededByRun } from './own-files.ts';

/**
 * Makes sure that a file may be written where a user wants it; writes nothing.
 * @param run folder of the run that it is made of, whose own files it may not replace
 * @throws UserError when there is something else than a plain file, or no folder for it; the file system's
 *   error where it cannot be written
 */
export function checkOutputFile(path: string, run?: string): void {
  const refuse = (why: string) => new UserError(`${path} ${why}; choose another file with --out`);
  if (path.trim() === '') throw new UserError('--out is empty; give the name of a file');
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(`${folder} is no folder; choose another file with --out`);
  }
  lstatSync(`${path}.4194304.00000000.tmp`, { throwIfNoEntry: false }); // its name while it is written
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there && !there.isFile()) throw refuse(kindOf(there));
  if (run !== undefined) {
    const name = relative(realpathSync(run), join(realpathSync(folder), basename(path)));
    if (isNeededByRun(name)) throw refuse('is a file of the run itself');
  }
  accessSync(folder, constants.W_OK);
}

/** Writes such a file; what a process that was killed has left of it goes. */
export function writeOutputFile(path: string, content: Uint8Array): void {
  sweepTemporaryFiles(dirname(path), basename(path));
  writeFileAtomic(path, content);
}

function kindOf(stat: Stats): string {
  if (stat.isDirectory()) return 'is a folder';
  return stat.isSymbolicLink() ? 'is a link, which is not followed' : 'is no plain file';
}
