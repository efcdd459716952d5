import { appendFileSync, closeSync, fsyncSync, lstatSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import {
  breathe,
  type Images,
  RUN_FILE_LIMITS,
  RUN_FILES,
  RUN_FOLDERS,
  type RunStore,
  UserError,
} from '@modeseek/core';
import { namingFile, sweepTemporaryFiles, writeFileAtomic } from './atomic.ts';
import { makeFolder } from './make-folder.ts';
import { openOwn } from './open-own.ts';
import { encodePng } from './png.ts';
import { readBoundedFile } from './read-file.ts';

/** Most bytes of files of a run, by their names. */
const LIMITS: Record<string, number> = {
  [RUN_FILES.config]: RUN_FILE_LIMITS.config,
  [RUN_FILES.layout]: RUN_FILE_LIMITS.layout,
  [RUN_FILES.events]: RUN_FILE_LIMITS.events,
  [RUN_FILES.checkpoint]: RUN_FILE_LIMITS.checkpoint,
};

/**
 * A folder as the store of a run. Errors are the file system's, with the `path` of the file; `UserError`s
 * where something else is in a file's place. Names cannot lead out of the folder, nor can links to other
 * folders in it; files are read through links, but never written.
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
      return readBoundedFile(this.placeOf(file), LIMITS[file] ?? RUN_FILE_LIMITS.other);
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
    const path = this.folderOf(folder);
    try {
      return readdirSync(path).sort();
    } catch (error) {
      return nothingIfMissing(error, []);
    }
  }

  within(folder: string) {
    this.folderOf(folder);
    return new FolderStore(join(this.name, folder), this.root);
  }

  async tidy() {
    for (const folder of ['', RUN_FOLDERS.previews]) {
      try {
        sweepTemporaryFiles(this.folderOf(folder));
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
    this.folderOf(dirname(file));
    return join(this.name, file);
  }

  /** The same of a folder. */
  private folderOf(folder: string): string {
    const path = join(this.name, folder);
    const below = relative(this.root, path).split(/[/\\]/);
    if (below.includes('..')) throw new UserError(`${path} would lie outside of ${this.root}`);
    let at = this.root; // may be a link itself
    for (const part of below.filter((part) => part !== '')) {
      at = join(at, part);
      if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) {
        throw new UserError(`${at} is a link; a run keeps its files in its own folder`);
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

/** Calls that look for a name. What others say, of a file that is open, does not tell that it is missing. */
const LOOKUPS = ['open', 'lstat', 'scandir'];

function nothingIfMissing<T>(error: unknown, nothing: T): T {
  const { code, syscall = '' } = error as NodeJS.ErrnoException;
  if ((code === 'ENOENT' || code === 'ENOTDIR') && LOOKUPS.includes(syscall)) return nothing;
  throw error;
}
