import { closeSync, fstatSync, ftruncateSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { RUN_FILES, UserError } from '@modeseek/core';
import { makeFolder } from './make-folder.ts';
import { openOwn } from './open-own.ts';

/**
 * How often it is tried with a lock file that was removed meanwhile. Some file systems of a network give a
 * file another number each time, so that it never seems to be the one that is there.
 */
const TRIES = 100;

/** What a file system says that has no locks, as some of a network. */
const NO_LOCKS = new Set(['ENOLCK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL']);

/**
 * Takes a folder, which is made where there is none, for this process alone. The lock is the operating
 * system's: it goes when the process ends, however it ends, so that none is ever stale. Where a file system
 * has no locks, there is none.
 * @param what it is, for messages
 * @returns what gives it back
 * @throws UserError when another process, or this one, has it; the file system's error
 */
export function lockFolder(folder: string, what = folder): () => void {
  makeFolder(folder);
  const path = join(folder, RUN_FILES.lock);
  for (let tries = 1; ; tries++) {
    const file = openOwn(path, 'r+');
    try {
      if (!take(file)) throw new UserError(`${what} is in use by another process${processOf(path)}`);
      // One that gave it back has removed the file meanwhile: a newer one may be there.
      if (!isAt(file, path) && tries < TRIES) {
        closeSync(file);
        continue;
      }
      ftruncateSync(file);
      writeSync(file, String(process.pid), 0);
    } catch (error) {
      closeSync(file);
      throw error;
    }
    return () => {
      rmSync(path, { force: true });
      closeSync(file);
    };
  }
}

function take(file: number): boolean {
  try {
    return library().tryLock(file);
  } catch (error) {
    if (NO_LOCKS.has((error as NodeJS.ErrnoException).code ?? '')) return true;
    throw error;
  }
}

/** The part that we use of a library that comes without types. */
interface Locks {
  /** Takes an exclusive lock on an open file, if nobody has it; whether it did. @throws the system's error */
  tryLock(descriptor: number): boolean;
}

/** Loaded when it is needed: it is native. Where there is none for this machine, there are no locks. */
function library(): Locks {
  try {
    return createRequire(import.meta.url)('fs-native-extensions');
  } catch {
    return { tryLock: () => true };
  }
}

/** Whether an open file is the one at a path. */
function isAt(file: number, path: string): boolean {
  const [open, there] = [fstatSync(file), statSync(path, { throwIfNoEntry: false })];
  return open.ino === there?.ino && open.dev === there.dev;
}

/** In words, which process a lock file names; nothing where it cannot be read, as on Windows. */
function processOf(path: string): string {
  try {
    const [pid] = /^\d{1,10}$/.exec(readFileSync(path, 'utf8')) ?? [];
    return pid === undefined ? '' : ` (${pid})`;
  } catch {
    return '';
  }
}
