import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '@modeseek/core';
import { addFile, makeFolder, namingFile, openOwn } from '@modeseek/node';
import { blobPath, holds } from './cache.ts';
import { startSum } from './checksum.ts';
import { type HubConnection, Interrupted, persist, request } from './connection.ts';
import { fileAddress, type HubFile, type Repository, whatOf } from './repository.ts';

/** How often a file is fetched from its beginning because it came as another. */
const FRESH_STARTS = 3;

/**
 * Downloads a file into the cache, unless it is there. What an earlier try has left, killed or cut, is gone
 * on with; a file whose checksum is not the one of the hub's listing is never taken.
 * @param onSize is told how many bytes are there, also when they become fewer
 * @throws UserError when it cannot be had; the file system's error, with its `path`
 */
export async function downloadFile(
  hub: HubConnection,
  repository: Repository,
  file: HubFile,
  onSize: (bytes: number) => void,
): Promise<void> {
  const blob = blobPath(hub.cache, repository.id, file.checksum);
  if (await isWhole(blob, file, onSize)) return;
  makeFolder(dirname(blob));
  const part = await Part.open(partPath(blob), file, onSize);
  try {
    await fill(part, hub, repository);
    part.become(blob);
  } finally {
    part.close();
  }
}

/**
 * Where a file is until it is finished. The hub's own tools have a name of theirs for that, and trust what is there.
 */
export function partPath(blob: string): string {
  return `${blob}.modeseek-part`;
}

/** Whether a file is there as it should be. One that is damaged is replaced. */
async function isWhole(blob: string, file: HubFile, onSize: (bytes: number) => void): Promise<boolean> {
  const stat = statSync(blob, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size !== file.size) return false;
  let read = 0;
  return holds(blob, file.size, file.checksum, (count) => {
    read += count;
    onSize(read);
  });
}

/** Asks for what is missing of a file until all is there and right. */
async function fill(part: Part, hub: HubConnection, repository: Repository): Promise<void> {
  const { path, size, checksum } = part.file;
  const what = whatOf(repository, path);
  const address = fileAddress(hub, repository, path);
  const { host } = new URL(address);
  /** Of the content that the part is from, as its server calls it. */
  let tag: string | undefined;
  let freshStarts = 0;
  const startAfresh = (why: string): Interrupted => {
    part.restart();
    tag = undefined;
    if (++freshStarts === FRESH_STARTS) throw new UserError(`${why}, again and again; it is not taken`);
    return new Interrupted(why);
  };
  // A server that goes on where it should begin anew makes no progress.
  let furthest = 0;
  await persist(
    hub,
    async () => {
      if (part.size < size) {
        const answer = await request(hub, address, what, {
          ...(part.size > 0 && { range: `bytes=${part.size}-` }),
          ...(part.size > 0 && tag !== undefined && { 'if-range': tag }),
        });
        const begin = answer.status === 206 ? beginOf(answer.headers, size) : 0;
        const newTag = strongTag(answer.headers);
        if (answer.status === 416 || (begin !== part.size && begin !== 0)) {
          throw startAfresh(`${host} does not send the part of ${what} that it was asked for`);
        }
        if (begin > 0 && tag !== undefined && newTag !== tag) {
          throw startAfresh(`${host} has changed ${what} on the way`);
        }
        if (begin !== part.size) part.restart();
        tag = newTag;
        for await (const chunk of answer.chunks) {
          if (part.size + chunk.length > size) {
            throw startAfresh(`${host} sends more for ${what} than the ${size} bytes of its own listing`);
          }
          part.add(chunk);
          furthest = Math.max(furthest, part.size);
        }
        if (part.size < size) {
          throw new Interrupted(`${host} has sent ${part.size} of the ${size} bytes of ${what}`);
        }
      }
      const sum = part.sum();
      if (sum === checksum.hex) return;
      const kind = checksum.kind === 'git' ? "git's checksum" : 'SHA-256';
      throw startAfresh(
        `${host} has sent another content for ${what} than it lists: its ${kind} begins ${sum.slice(0, 8)}, in place of ${checksum.hex.slice(0, 8)}`,
      );
    },
    () => furthest,
  );
}

/** First byte of a part; none where it is of a file of another size. */
function beginOf(headers: Headers, size: number): number | undefined {
  const [, begin, whole] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? [];
  return begin === undefined || (whole !== '*' && Number(whole) !== size) ? undefined : Number(begin);
}

/** What a server calls exactly this content. */
function strongTag(headers: Headers): string | undefined {
  const tag = headers.get('etag');
  return tag?.startsWith('"') ? tag : undefined;
}

/** The beginning of a file, on the disk, with its sum. */
class Part {
  size = 0;
  #sum;
  #open: number | undefined;

  private constructor(
    readonly path: string,
    readonly file: HubFile,
    private readonly onSize: (bytes: number) => void,
  ) {
    this.#sum = startSum(file.checksum, file.size);
    this.#open = openOwn(path, 'r+');
  }

  /** Opens what is there, or a new one. */
  static async open(path: string, file: HubFile, onSize: (bytes: number) => void): Promise<Part> {
    const part = new Part(path, file, onSize);
    try {
      const { size } = fstatSync(part.#open!);
      if (size > file.size) part.restart();
      else await part.#read(size);
    } catch (error) {
      part.close();
      throw error;
    }
    return part;
  }

  async #read(size: number): Promise<void> {
    await addFile(this.#sum, this.path, size, (count) => this.#grow(count));
  }

  /** @throws the file system's error, with its `path` */
  add(bytes: Uint8Array): void {
    namingFile(this.path, () => {
      let written = 0;
      while (written < bytes.length) {
        written += writeSync(this.#open!, bytes, written, bytes.length - written, this.size + written);
      }
    });
    this.#sum.update(bytes);
    this.#grow(bytes.length);
  }

  /** Throws away what is there. */
  restart(): void {
    namingFile(this.path, () => ftruncateSync(this.#open!));
    this.#sum = startSum(this.file.checksum, this.file.size);
    this.size = 0;
    this.onSize(0);
  }

  /** The checksum, hexadecimal. */
  sum(): string {
    return this.#sum.copy().digest('hex');
  }

  /** Puts the file to its place. */
  become(path: string): void {
    namingFile(path, () => {
      fsyncSync(this.#open!);
      this.close();
      renameSync(this.path, path);
    });
  }

  /** What is empty is removed. */
  close(): void {
    if (this.#open === undefined) return;
    closeSync(this.#open);
    this.#open = undefined;
    if (this.size === 0 && this.file.size > 0) rmSync(this.path, { force: true });
  }

  #grow(count: number): void {
    this.size += count;
    this.onSize(this.size);
  }
}
