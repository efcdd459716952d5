import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { UserError } from '@modeseek/core';
import { namingFile } from './atomic.ts';

const FLAGS = {
  /** To add to the end. */
  a: constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT,
  /** To read and to write anywhere. */
  'r+': constants.O_RDWR | constants.O_CREAT,
};

/**
 * Opens a file of ours to be written in place, and makes it where there is none. A link that somebody has put
 * in its place is not followed, and nothing waits at a fifo.
 * @returns its descriptor
 * @throws UserError when it is no plain file; the file system's error, with its `path`
 */
export function openOwn(path: string, flags: keyof typeof FLAGS): number {
  return namingFile(path, () => {
    // Windows has neither flag.
    const file = openSync(path, FLAGS[flags] | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    if (fstatSync(file).isFile()) return file;
    closeSync(file);
    throw new UserError(`${path} is no plain file`);
  });
}
