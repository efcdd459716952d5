import { basename, resolve } from 'node:path';
import { RUN_FILES } from '@modeseek/core';
import { EventLog } from './event-log.ts';
import { changed, Feed, type Message, messageOf } from './feed.ts';
import { faultLine } from './plain-file.ts';
import { lookAtRun, type RunFiles } from './run-directory.ts';

/**
 * What a feed tells: `history` is the beginning of the events and replaces what was told before (at first,
 * and again after a resume rewrote the log); `append` is what follows; `files` is every picture and mesh
 * there is now. With events comes for how long the run has been silent.
 */
export interface RunMessages {
  history: { idleSeconds: number; events: unknown[] };
  append: { idleSeconds: number; events: unknown[] };
  files: RunFiles;
  about: {
    name: string;
    /** Whether it is one of a folder of runs. */
    listed: boolean;
    /** What is wrong with its files, a line each. */
    faults: string[];
  };
}

const END = Buffer.from('}\n\n');

/** Follows one run directory. */
export class RunFeed extends Feed {
  readonly #directory: string;
  readonly #listed: boolean;
  readonly #log: EventLog;
  #looked = false;
  #files: Message = [];
  #about: Message = [];

  constructor(directory: string, listed = false, pollMs = 300) {
    super(pollMs);
    this.#directory = directory;
    this.#listed = listed;
    this.#log = new EventLog(directory);
  }

  messages(): () => Message | undefined {
    let edition = -1;
    let next = 0;
    let files: Message | undefined;
    let about: Message | undefined;
    return () => {
      if (!this.#looked) return undefined;
      const anew = edition !== this.#log.edition;
      if (anew) next = 0;
      edition = this.#log.edition;
      if (anew || next < this.#log.end) {
        const { end, json } = this.#log.pieceFrom(next);
        next = end;
        const name: keyof RunMessages = anew ? 'history' : 'append';
        const head = `event: ${name}\ndata: {"idleSeconds":${this.#log.idleSeconds},"events":`;
        return [Buffer.from(head), json, END];
      }
      if (files !== this.#files) {
        files = this.#files;
        return files;
      }
      if (about !== this.#about) {
        about = this.#about;
        return about;
      }
      return undefined;
    };
  }

  protected async poll(): Promise<void> {
    const { files, faults } = await lookAtRun(this.#directory);
    this.#tell(files, faults);
    this.#looked = true;
    try {
      await this.#log.read(() => {
        this.wake();
        return this.watched;
      });
    } catch (error) {
      // Most often the look has found it, too.
      if (faults.length === 0) this.#tell(files, [faultLine(RUN_FILES.events, error)]);
    }
  }

  protected fail(error: unknown): void {
    this.#tell({}, [faultLine(basename(this.#directory), error)]);
    this.#looked = true;
  }

  #tell(files: RunFiles, faults: string[]): void {
    const name = basename(resolve(this.#directory));
    this.#files = changed(this.#files, messageOf<RunMessages, 'files'>('files', files));
    const about = { name, listed: this.#listed, faults };
    this.#about = changed(this.#about, messageOf<RunMessages, 'about'>('about', about));
  }
}
