import { execFile } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

interface FaultyFile {
  make(path: string): unknown;
  /** What is said of it. */
  words: string;
}

/** What may lie where a file of a run should be. */
export const FAULTY_FILES: Record<string, FaultyFile> = {
  folder: { make: (path) => mkdirSync(path), words: 'is a folder, where a file was expected' },
  circle: { make: (path) => symlinkSync(path, path), words: 'is a link that leads in a circle' },
  nowhere: {
    make: (path) => symlinkSync(`${path}-that-is-not-there`, path),
    words: 'is gone, or a link that leads nowhere',
  },
  outside: {
    make: (path) => symlinkSync(fileURLToPath(import.meta.url), path),
    words: 'is a link that leads out of the run',
  },
  device: { make: (path) => symlinkSync('/dev/zero', path), words: 'is a link that leads out of the run' },
  fifo: { make: (path) => promisify(execFile)('mkfifo', [path]), words: 'is no plain file' },
  huge: {
    make: (path) => {
      const file = openSync(path, 'w');
      ftruncateSync(file, 600e6);
      closeSync(file);
    },
    words: 'is too large: 573 MiB; at most ',
  },
};
