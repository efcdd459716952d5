import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it that are missing. Ours, not mkdir's `recursive`: that never comes back
 * where a file system has no such folders, as /proc.
 * @throws the file system's error, with its `path`
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  let folder = resolve(path);
  for (; !isFolder(folder) && dirname(folder) !== folder; folder = dirname(folder)) missing.unshift(folder);
  for (const each of missing) {
    try {
      mkdirSync(each);
    } catch (error) {
      if (isFolder(each)) continue; // another process has made it
      const inItsPlace = (error as NodeJS.ErrnoException).code === 'EEXIST';
      throw inItsPlace ? Object.assign(error as Error, { code: 'ENOTDIR' }) : error;
    }
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // making it tells why
  }
}
