import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { UserError } from '@modeseek/core';
import { namingFile } from './atomic.ts';

/**
 * Reads a whole file whose size is bounded: neither a fifo, which nobody may ever write to, nor a device
 * without an end can hold a program up, nor can a file of any size take its memory.
 * @param limit most bytes that a file of its kind has
 * @throws UserError when it is no regular file, or larger; the file system's error, with its `path`
 */
export function readBoundedFile(path: string, limit: number): Buffer {
  return withPlainFile(path, (file, size) => {
    if (size <= limit) return readBytes(file, size);
    throw new UserError(`${path} has ${size} bytes; a file of its kind has at most ${limit}`);
  });
}

/**
 * Reads the first bytes of a file, however large it is.
 * @param limit most bytes that are wanted
 * @returns the bytes, and how many the whole file has
 * @throws UserError when it is no regular file; the file system's error, with its `path`
 */
export function readFileBeginning(path: string, limit: number): { bytes: Buffer; size: number } {
  return withPlainFile(path, (file, size) => ({ bytes: readBytes(file, Math.min(size, limit)), size }));
}

function withPlainFile<T>(path: string, read: (file: number, size: number) => T): T {
  return namingFile(path, () => {
    // Not to wait for the other end of a fifo. Windows has no such flag, and no fifos among its files.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = fstatSync(file);
      if (stat.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
      if (!stat.isFile()) throw new UserError(`${path} is no plain file`);
      return read(file, stat.size);
    } finally {
      closeSync(file);
    }
  });
}

function readBytes(file: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let read = 0;
  for (let count = -1; count !== 0 && read < size; read += count) {
    count = readSync(file, bytes, read, size - read, read);
  }
  return bytes.subarray(0, read);
}
