import { UserError } from '@modeseek/core';
import { unzipSync } from 'fflate';

/** Most bytes that a package unpacks to, and most files in it. */
const MOST_BYTES = 2 ** 30;
const MOST_FILES = 10_000;

/**
 * Files of a ZIP file, by name. No more is unpacked than the file says beforehand.
 * @param wanted whether a file of a name is
 * @throws UserError where it is damaged or unpacks to too much
 */
export function unzipped(bytes: Uint8Array, wanted: (name: string) => boolean): Map<string, Uint8Array> {
  let [total, count] = [0, 0];
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!wanted(name)) return false;
        total += originalSize;
        count++;
        if (total > MOST_BYTES || count > MOST_FILES) {
          throw new UserError('it is too large: it unpacks to more than is allowed');
        }
        return true;
      },
    });
  } catch (error) {
    throw error instanceof UserError ? error : new UserError('it is a damaged ZIP file');
  }
  return new Map(Object.entries(files));
}
