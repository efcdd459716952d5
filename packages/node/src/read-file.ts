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
  return namingFile(path, () => {
    // Not to wait for the other end of a fifo. Windows has no such flag, and no fifos among its files.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = fstatSync(file);
      if (stat.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
      if (!stat.isFile()) throw new UserError(`${path} is no plain file`);
      if (stat.size > limit) {
        throw new UserError(`${path} has ${stat.size} bytes; a file of its kind has at most ${limit}`);
      }
      const bytes = Buffer.alloc(stat.size);
      let read = 0;
      for (let count = -1; count !== 0 && read < bytes.length; read += count) {
        count = readSync(file, bytes, read, bytes.length - read, read);
      }
      return bytes.subarray(0, read);
    } finally {
      closeSync(file);
    }
  });
}
