import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { addFile, makeFolder, readBoundedFile } from '@modeseek/node';
import type { Checksum } from './checksum.ts';
import { checksumOf, startSum } from './checksum.ts';
import { COMMIT, type ModelId } from './model-id.ts';

/**
 * The cache has the layout that the hub's own tools have, so that each finds what the other has downloaded:
 *
 *     models--ORGANISATION--NAME/
 *       blobs/CHECKSUM          contents
 *       refs/REVISION           the commit that a branch or tag was
 *       snapshots/COMMIT/PATH   links to blobs; copies where there are no links
 *     .locks/models--ORGANISATION--NAME/
 */

/** A model in the cache, at one commit. */
export interface Snapshot {
  id: string;
  commit: string;
  /** Branches and tags that were this commit when they were downloaded. */
  revisions: string[];
  folder: string;
}

/** Folder of a model in a cache. */
export function modelFolder(cache: string, id: string): string {
  return join(cache, `models--${id.replace('/', '--')}`);
}

/** Folder in which whoever changes a model's folder has a lock. */
export function lockFolderOf(cache: string, id: string): string {
  return join(cache, '.locks', `models--${id.replace('/', '--')}`);
}

/** Where the content of a file is. */
export function blobPath(cache: string, id: string, { hex }: Checksum): string {
  return join(modelFolder(cache, id), 'blobs', hex);
}

/** Folder with a model's files at a commit. */
export function snapshotFolder(cache: string, id: string, commit: string): string {
  return join(modelFolder(cache, id), 'snapshots', commit);
}

/** A model as it was downloaded; nothing where that revision was not. Opens no connection. */
export function findSnapshot(cache: string, { id, revision }: ModelId): string | undefined {
  const commit = COMMIT.test(revision) ? revision : readRef(modelFolder(cache, id), revision);
  if (commit === undefined) return undefined;
  const folder = snapshotFolder(cache, id, commit);
  return isFolder(folder) ? folder : undefined;
}

/** All models of a cache, in the order of their names. Opens no connection. */
export function listSnapshots(cache: string): Snapshot[] {
  return namesIn(cache).flatMap((name) => {
    const [, organisation, model] = /^models--(.+?)--(.+)$/.exec(name) ?? [];
    if (model === undefined) return [];
    const id = `${organisation}/${model}`;
    const folder = join(cache, name);
    const refs = namesBelow(join(folder, 'refs')).map((ref) => [ref, readRef(folder, ref)] as const);
    return namesIn(join(folder, 'snapshots'))
      .filter((commit) => COMMIT.test(commit))
      .map((commit) => ({
        id,
        commit,
        revisions: refs.filter(([, to]) => to === commit).map(([ref]) => ref),
        folder: join(folder, 'snapshots', commit),
      }));
  });
}

/** Bytes that the files of a model take in the cache, in all its commits. */
export function bytesOf(cache: string, id: string): number {
  return namesBelow(modelFolder(cache, id))
    .map((name) => lstatSync(join(modelFolder(cache, id), name)))
    .filter((stat) => stat.isFile())
    .reduce((sum, { size }) => sum + size, 0);
}

/** Removes a model from the cache, in all its commits. @throws the file system's error */
export function removeModel(cache: string, id: string): void {
  rmSync(modelFolder(cache, id), { recursive: true, force: true });
}

/** What a file system says that has no links of a kind, or lets only some users make them, as Windows. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV']);

/**
 * Lets a file of a snapshot be a blob: by a symbolic link, where there is none by a hard one, or as a copy.
 * @throws the file system's error
 */
export function linkIntoSnapshot(blob: string, path: string): void {
  makeFolder(dirname(path));
  rmSync(path, { force: true });
  const ways = [
    () => symlinkSync(relative(dirname(path), blob), path),
    () => linkSync(blob, path),
    () => copyFileSync(blob, path),
  ];
  for (const [i, make] of ways.entries()) {
    try {
      make();
      return;
    } catch (error) {
      if (i === ways.length - 1 || !NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

/** A file that is not what it was when it was downloaded. */
export interface DamagedFile {
  path: string;
  reason: string;
}

/**
 * Reads files of a snapshot and compares them with the checksums that their blobs are named after.
 * @param paths relative to the snapshot, with slashes
 * @returns those that are damaged, and how many have no checksum, as they are no links to blobs
 * @throws the file system's error
 */
export async function checkFiles(
  folder: string,
  paths: readonly string[],
): Promise<{ damaged: DamagedFile[]; unchecked: number }> {
  const damaged: DamagedFile[] = [];
  let unchecked = 0;
  for (const path of paths) {
    const file = join(folder, ...path.split('/'));
    const isLink = lstatSync(file).isSymbolicLink();
    const checksum = isLink ? checksumOf(basename(readlinkSync(file))) : undefined;
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) damaged.push({ path, reason: 'is a link to nothing' });
    else if (checksum === undefined) unchecked++;
    else if (!(await holds(file, stat.size, checksum))) {
      damaged.push({
        path,
        reason: `does not have the ${checksum.kind} checksum that it was downloaded with`,
      });
    }
  }
  return { damaged, unchecked };
}

/** Whether a file has a content. @throws the file system's error */
export async function holds(
  path: string,
  size: number,
  checksum: Checksum,
  onBytes?: (count: number) => void,
): Promise<boolean> {
  const sum = startSum(checksum, size);
  await addFile(sum, path, size, onBytes);
  return sum.digest('hex') === checksum.hex;
}

/** Paths of all that is no folder below one, with slashes, in order. Links to folders are not gone into. */
function namesBelow(folder: string): string[] {
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    return lstatSync(path).isDirectory() ? namesBelow(path).map((below) => `${name}/${below}`) : [name];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

function readRef(model: string, revision: string): string | undefined {
  const path = join(model, 'refs', ...revision.split('/'));
  if (!existsSync(path)) return undefined;
  const commit = readBoundedFile(path, 200).toString().trim();
  return COMMIT.test(commit) ? commit : undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
