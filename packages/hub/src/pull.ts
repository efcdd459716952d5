import { statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '@modeseek/core';
import { lockFolder, makeFolder, sweepTemporaryFiles, writeFileAtomic } from '@modeseek/node';
import { blobPath, linkIntoSnapshot, lockFolderOf, modelFolder, snapshotFolder } from './cache.ts';
import type { HubConnection } from './connection.ts';
import { downloadFile, partPath } from './download.ts';
import type { HubFile, Repository } from './repository.ts';

/** How far a download is. */
export interface PullProgress {
  /** The file that is being fetched, or checked where it is there already. */
  path: string;
  /** Bytes of all files that are there. */
  done: number;
  /** Bytes of all files. */
  total: number;
}

/** Bytes that would be downloaded, without the parts that are there. */
export function missingBytes(cache: string, { id }: Repository, files: readonly HubFile[]): number {
  return files
    .map(({ size, checksum }) => {
      const blob = blobPath(cache, id, checksum);
      const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      return sizeOf(blob) === size ? 0 : size - Math.min(size, sizeOf(partPath(blob)));
    })
    .reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * Downloads files of a model into the cache, what is there left out, one process at a time. What was
 * downloaded when it ends early, however it ends, is kept for the next time; the revision is written down
 * when all files are there.
 * @returns the folder with the files
 * @throws UserError when a file cannot be had, another process works on the model, or the disk is too small;
 *   the file system's error, with its `path`
 */
export async function pullFiles(
  hub: HubConnection,
  repository: Repository,
  files: readonly HubFile[],
  onProgress: (progress: PullProgress) => void = () => {},
): Promise<string> {
  const { cache } = hub;
  const { id, commit, revision } = repository;
  const release = lockFolder(lockFolderOf(cache, id), `${id} in ${cache}`);
  try {
    makeFolder(modelFolder(cache, id));
    checkSpace(cache, missingBytes(cache, repository, files));
    const folder = snapshotFolder(cache, id, commit);
    const total = files.reduce((sum, { size }) => sum + size, 0);
    let before = 0;
    for (const file of files) {
      const { path, size } = file;
      await downloadFile(hub, repository, file, (bytes) => onProgress({ path, done: before + bytes, total }));
      linkIntoSnapshot(blobPath(cache, id, file.checksum), join(folder, ...path.split('/')));
      before += size;
    }
    if (revision !== commit) {
      const ref = join(modelFolder(cache, id), 'refs', ...revision.split('/'));
      makeFolder(dirname(ref));
      sweepTemporaryFiles(dirname(ref));
      writeFileAtomic(ref, commit);
    }
    return folder;
  } finally {
    release();
  }
}

/** @throws UserError when a disk has no room for so many bytes */
function checkSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (bytes <= free) return;
  const gigabytes = (count: number) => (count / 1e9).toFixed(1);
  throw new UserError(
    `${folder} has room for ${gigabytes(free)} GB, and ${gigabytes(bytes)} GB are missing: make room, or set HF_HUB_CACHE to a folder on another disk`,
  );
}
