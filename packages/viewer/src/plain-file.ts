import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Why a file or folder of a run is not shown, in words that follow its name. */
export class Fault extends Error {}

/** What a file system says no with, in words. */
const REFUSALS: Record<string, string> = {
  EACCES: 'may not be read by this program',
  EPERM: 'may not be read by this program',
  ELOOP: 'is a link that leads in a circle',
  ENOENT: 'is gone, or a link that leads nowhere',
  ENOTDIR: 'is no folder',
  EMFILE: 'cannot be read now: too many files are open',
  ENFILE: 'cannot be read now: too many files are open',
};

/** One line that says what is wrong with a file or folder. */
export function faultLine(name: string, error: unknown): string {
  if (error instanceof Fault) return `${name} ${error.message}`;
  const { code = String(error) } = error as NodeJS.ErrnoException;
  return `${name} ${REFUSALS[code] ?? `cannot be read (${code})`}`;
}

/**
 * Where a plain file of a run really is, and what the file system says of it; nothing is opened, and nothing
 * waits.
 * @param root the run's folder, or the one that it may not lead out of, by its real path
 * @param folder within `root`, by its real path
 * @param limit most bytes that a file of its kind has
 * @returns undefined where there is none
 * @throws Fault when it is no plain file, larger, or leads out of the run; the file system's error
 */
export async function findPlainFile(
  root: string,
  folder: string,
  name: string,
  limit: number,
): Promise<{ path: string; stat: Stats } | undefined> {
  let path = join(folder, name);
  let stat: Stats;
  try {
    stat = await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  if (stat.isSymbolicLink()) {
    path = await realpath(path);
    if (!isInside(root, path)) throw new Fault('is a link that leads out of the run');
    stat = await lstat(path);
  }
  assertPlain(stat, limit);
  return { path, stat };
}

/**
 * Opens a plain file of a run to be read. Neither a fifo, which nobody may ever write to, nor a device is
 * opened; a file that is exchanged meanwhile is refused.
 * @param directory of the run
 * @param name with slashes between folders
 * @returns undefined where there is none
 * @throws as `findPlainFile`
 */
export async function openPlainFile(
  directory: string,
  name: string,
  limit: number,
): Promise<{ file: FileHandle; stat: Stats } | undefined> {
  const root = await realpath(directory);
  const [base, ...folders] = name.split('/').reverse();
  const folder = folders.length > 0 ? await realFolder(root, folders.reverse().join('/')) : root;
  const found = folder === undefined ? undefined : await findPlainFile(root, folder, base, limit);
  if (!found) return undefined;
  // Windows has neither flag.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
  const file = await open(found.path, flags);
  try {
    const stat = await file.stat();
    if (stat.ino !== found.stat.ino || stat.dev !== found.stat.dev) throw new Fault('was just exchanged');
    assertPlain(stat, limit);
    return { file, stat };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * The real path of a folder in a run, itself where the name is empty; undefined where there is none.
 * @param root the run's folder, by its real path
 * @throws Fault when it is a link that leads out of the run; the file system's error
 */
export async function realFolder(root: string, name: string): Promise<string | undefined> {
  const folder = join(root, name);
  try {
    const real = await realpath(folder);
    if (real !== root && !isInside(root, real)) throw new Fault('is a link that leads out of the run');
    return real;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (await lstat(folder).catch(() => undefined)) throw error; // a link that leads nowhere
    return undefined;
  }
}

/**
 * Reads a plain file of a run whole.
 * @param limit most bytes that a file of its kind has
 * @returns undefined where there is none
 * @throws as `findPlainFile`
 */
export async function readPlainFile(
  directory: string,
  name: string,
  limit: number,
): Promise<string | undefined> {
  const opened = await openPlainFile(directory, name, limit);
  if (!opened) return undefined;
  try {
    const bytes = Buffer.alloc(opened.stat.size);
    const { bytesRead } = await opened.file.read(bytes, 0, bytes.length, 0);
    return bytes.toString('utf8', 0, bytesRead);
  } finally {
    await opened.file.close();
  }
}

function assertPlain(stat: Stats, limit: number): void {
  if (stat.isDirectory()) throw new Fault('is a folder, where a file was expected');
  if (!stat.isFile()) throw new Fault('is no plain file');
  if (stat.size > limit) {
    throw new Fault(`is too large: ${mebibytes(stat.size)}; at most ${mebibytes(limit)} are shown`);
  }
}

function isInside(root: string, path: string): boolean {
  return path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MiB`;
}
