import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILES } from '@modeseek/core';
import { Feed, type Send } from './feed.ts';
import { type RunFiles, runFiles } from './run-directory.ts';

/**
 * What a feed tells: `history` is every event so far and replaces what was told before (the beginning, and
 * again after a resume rewrote the log); `append` is what was added; `files` is every picture and mesh there
 * is now.
 */
export interface FeedMessages {
  history: { events: unknown[]; idleSeconds: number };
  append: { events: unknown[] };
  files: RunFiles;
}

/** How much of what was read is compared with the file at each poll, to notice a rewritten log. */
const TAIL_BYTES = 256;
const NEWLINE = 0x0a;

/** Follows one run directory. */
export class RunFeed extends Feed<FeedMessages> {
  readonly #directory: string;
  #lines: string[] = [];
  /** Bytes of events.jsonl read so far, always just behind a newline, and the last of those bytes. */
  #end = 0;
  #tail = Buffer.alloc(0);
  #files = '{}';

  constructor(directory: string, pollMs = 300) {
    super(pollMs);
    this.#directory = directory;
  }

  protected poll(): void {
    this.#readEvents();
    const files = JSON.stringify(runFiles(this.#directory));
    if (files === this.#files) return;
    this.#files = files;
    this.tell('files', files);
  }

  protected sendAll(send: Send<FeedMessages>): void {
    send('history', this.#history());
    send('files', this.#files);
  }

  /** Reads complete new lines; a line still being written waits for its newline. */
  #readEvents(): void {
    const path = join(this.#directory, RUN_FILES.events);
    let bytes = readFrom(path, this.#end - this.#tail.length);
    const rewritten = !bytes.subarray(0, this.#tail.length).equals(this.#tail);
    if (rewritten) {
      this.#lines = [];
      this.#end = 0;
      this.#tail = Buffer.alloc(0);
      bytes = readFrom(path, 0);
    }
    const complete = bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1);
    const added = complete.subarray(this.#tail.length).toString().split('\n').filter(isEvent);
    this.#end += complete.length - this.#tail.length;
    this.#tail = Buffer.from(complete.subarray(-TAIL_BYTES));
    this.#lines.push(...added);
    if (rewritten) this.tell('history', this.#history());
    else if (added.length > 0) this.tell('append', `{"events":[${added.join(',')}]}`);
  }

  #history(): string {
    const stat = statSync(join(this.#directory, RUN_FILES.events), { throwIfNoEntry: false });
    const idleSeconds = stat ? Math.max(0, (Date.now() - stat.mtimeMs) / 1000) : 0;
    return `{"events":[${this.#lines.join(',')}],"idleSeconds":${idleSeconds}}`;
  }
}

/**
 * Whether a line is a JSON object with a type: a damaged line is passed over, the rest of the run still
 * shows.
 */
function isEvent(line: string): boolean {
  try {
    return typeof JSON.parse(line)?.type === 'string';
  } catch {
    return false;
  }
}

/** The bytes of a file from a position to its end; none when the file is missing or shorter. */
function readFrom(path: string, position: number): Buffer {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return Buffer.alloc(0);
  }
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - position));
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, position));
  } finally {
    closeSync(file);
  }
}
