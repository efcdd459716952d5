import { realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { UserError } from '@modeseek/core';
import { readBoundedFile } from '@modeseek/node';
import type { NamedFile } from '../formats/format.ts';
import { type Beside, READ_LIMITS } from '../read/reader.ts';

/** Most bytes of all files that one names. */
const MOST_BYTES = 2 * READ_LIMITS.bytes;

/**
 * Files beside one: in its folder, or in folders there. No link leads elsewhere, no address of a network is
 * followed, and nothing is read but plain files up to a size.
 * @param path of the file that names them
 */
export function filesBeside(path: string): Beside {
  let total = 0;
  return {
    open(name) {
      const shown = name.slice(0, 100);
      if (!isWithin(name)) throw new UserError(`it names ${shown}, which is not beside it`);
      const folder = realpathSync(dirname(path));
      let real: string;
      try {
        real = realpathSync(join(folder, name));
      } catch {
        throw new UserError(`it names ${shown}, which is not there`);
      }
      if (!real.startsWith(folder + sep)) throw new UserError(`it names ${shown}, which is not beside it`);
      const bytes = readBoundedFile(real, READ_LIMITS.bytes);
      total += bytes.length;
      if (total > MOST_BYTES) throw new UserError('the files that it names are too large');
      return bytes;
    },
  };
}

/** The same of files in memory. */
export function namedFiles(files: readonly NamedFile[]): Beside {
  return {
    open(wanted) {
      const file = files.find(({ name }) => name === wanted);
      if (file) return file.bytes;
      throw new UserError(`it names ${wanted.slice(0, 100)}, which is not there`);
    },
  };
}

/** Whether a path leads from a folder to what is in it, on any system. */
function isWithin(path: string): boolean {
  const parts = path.split(/[/\\]/);
  return path !== '' && !/^[a-z][a-z0-9+.-]*:|\0/i.test(path) && parts[0] !== '' && !parts.includes('..');
}
