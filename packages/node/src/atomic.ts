import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './is-alive.ts';

/** Names of temporary files: that of the file to be, the process that writes it, and chance. */
const TEMPORARY = /\.(\d+)\.[0-9a-f]{8}\.tmp$/;

/**
 * Writes a file so that a reader, or a crash, sees the old content or the new and nothing between: temporary
 * file beside it, fsync, rename. Ours, not write-file-atomic: its temporary files do not say whose they are,
 * so that none could sweep those of killed processes, and on a full disk it takes a file cut short for a
 * whole one.
 * @throws the file system's error, whose `path` is the file's
 */
export function writeFileAtomic(path: string, content: Uint8Array | string): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  namingFile(path, () => {
    try {
      const file = openSync(temporary, 'wx');
      try {
        let written = 0;
        while (written < bytes.length) written += writeSync(file, bytes, written);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, path);
    } catch (error) {
      discard(temporary);
      throw error;
    }
  });
}

/** Removes a file, if that can be: what went wrong before is what is to be told. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Swept later.
  }
}

/**
 * Does something with a file. An error gets its `path`: those of reading and writing have none, a full disk's
 * among them.
 */
export function namingFile<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw Object.assign(error as Error, { path });
  }
}

/** Whether a file of this name is one that `writeFileAtomic` has not finished. */
export function isTemporaryFile(name: string): boolean {
  return TEMPORARY.test(name);
}

/**
 * Removes what `writeFileAtomic` left in a folder (not below it) when its process was killed. Files of other
 * processes that live stay.
 * @param file name of the file to be, when only what was left of it is to go
 */
export function sweepTemporaryFiles(folder: string, file?: string): void {
  for (const name of readdirSync(folder)) {
    const [suffix, writer] = TEMPORARY.exec(name) ?? [''];
    if (file !== undefined && name !== `${file}${suffix}`) continue;
    const pid = Number(writer);
    // This process has none under way here: writing is synchronous. Its number may be that of a dead one, as
    // in containers.
    if (pid > 0 && (pid === process.pid || !isAlive(pid))) rmSync(join(folder, name), { force: true });
  }
}
