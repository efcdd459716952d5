import { appendFileSync, closeSync, fsyncSync, lstatSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { breathe, type Images, RUN_FILES, RUN_FOLDERS, type RunStore, UserError } from '@modeseek/core';
import { namingFile, sweepTemporaryFiles, writeFileAtomic } from './atomic.ts';
import { makeFolder } from './make-folder.ts';
import { openOwn } from './open-own.ts';
import { encodePng } from './png.ts';
import { readBoundedFile } from './read-file.ts';

const MIB = 2 ** 20;
/** Most bytes of files of a run, by their names; of others, such as pictures, the last. */
const LIMITS: Record<string, number> = {
  [RUN_FILES.config]: MIB,
  [RUN_FILES.events]: 256 * MIB,
  [RUN_FILES.checkpoint]: 2048 * MIB,
};
const OTHER_LIMIT = 64 * MIB;

/**
 * A folder as the store of a run. Errors are the file system's, with the `path` of the file; `UserError`s
 * where something else is in a file's place. Names cannot lead out of the folder, nor can links in it.
 */
export class FolderStore implements RunStore {
  /** @param name path of the folder, which is made when something is written */
  constructor(
    readonly name: string,
    /** The folder that nothing in this one's path below may lead out of. */
    private readonly root = name,
  ) {}

  async read(file: string) {
    try {
      return readBoundedFile(this.placeOf(file), LIMITS[file] ?? OTHER_LIMIT);
    } catch (error) {
      return nothingIfMissing(error, null);
    }
  }

  async write(file: string, content: Uint8Array | string) {
    writeFileAtomic(this.madePlaceOf(file), content);
  }

  async writePicture(file: string, image: Images) {
    const bytes = encodePng(image);
    await breathe();
    await this.write(file, bytes);
  }

  async append(file: string, text: string) {
    const path = this.madePlaceOf(file);
    namingFile(path, () => {
      const opened = openOwn(path, 'a');
      try {
        appendFileSync(opened, text);
      } finally {
        closeSync(opened);
      }
    });
  }

  async secure(file: string) {
    const path = this.placeOf(file);
    namingFile(path, () => {
      const opened = openOwn(path, 'a');
      try {
        fsyncSync(opened);
      } finally {
        closeSync(opened);
      }
    });
  }

  async list(folder: string) {
    const path = this.placeOf(folder);
    try {
      return readdirSync(path).sort();
    } catch (error) {
      return nothingIfMissing(error, []);
    }
  }

  within(folder: string) {
    this.placeOf(folder);
    return new FolderStore(join(this.name, folder), this.root);
  }

  async tidy() {
    for (const folder of ['', RUN_FOLDERS.previews]) {
      try {
        sweepTemporaryFiles(this.placeOf(folder));
      } catch (error) {
        nothingIfMissing(error, undefined);
      }
    }
  }

  /**
   * The path of a file.
   * @throws UserError when a folder on the way is a link, by which it could lie anywhere
   */
  private placeOf(file: string): string {
    const path = join(this.name, file);
    const below = relative(this.root, path).split(/[/\\]/);
    if (below.includes('..')) throw new UserError(`${path} would lie outside of ${this.root}`);
    for (let depth = 1; depth < below.length; depth++) {
      const folder = join(this.root, ...below.slice(0, depth));
      if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
        throw new UserError(`${folder} is a link; a run keeps its files in its own folder`);
      }
    }
    return path;
  }

  /** The same of a file whose folder is there. */
  private madePlaceOf(file: string): string {
    const path = this.placeOf(file);
    makeFolder(dirname(path));
    return path;
  }
}

function nothingIfMissing<T>(error: unknown, nothing: T): T {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return nothing;
  throw error;
}
