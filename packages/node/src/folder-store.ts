import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { breathe, type Images, RUN_FOLDERS, type RunStore } from '@modeseek/core';
import { namingFile, sweepTemporaryFiles, writeFileAtomic } from './atomic.ts';
import { encodePng } from './png.ts';

/** A folder as the store of a run. Errors are the file system's, with the `path` of the file. */
export class FolderStore implements RunStore {
  /** @param name path of the folder, which is made when something is written */
  constructor(readonly name: string) {}

  async read(file: string) {
    const path = join(this.name, file);
    return existsSync(path) ? namingFile(path, () => readFileSync(path)) : null;
  }

  async write(file: string, content: Uint8Array | string) {
    writeFileAtomic(this.placeOf(file), content);
  }

  async writePicture(file: string, image: Images) {
    const bytes = encodePng(image);
    await breathe();
    await this.write(file, bytes);
  }

  async append(file: string, text: string) {
    const path = this.placeOf(file);
    namingFile(path, () => appendFileSync(path, text));
  }

  async secure(file: string) {
    const path = join(this.name, file);
    namingFile(path, () => {
      const opened = openSync(path, 'a');
      fsyncSync(opened);
      closeSync(opened);
    });
  }

  async list(folder: string) {
    const path = join(this.name, folder);
    return existsSync(path) ? readdirSync(path).sort() : [];
  }

  within(folder: string) {
    return new FolderStore(join(this.name, folder));
  }

  async tidy() {
    for (const folder of [this.name, join(this.name, RUN_FOLDERS.previews)]) {
      if (existsSync(folder)) sweepTemporaryFiles(folder);
    }
  }

  /** The path of a file whose folder is there. */
  private placeOf(file: string): string {
    const path = join(this.name, file);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  }
}
