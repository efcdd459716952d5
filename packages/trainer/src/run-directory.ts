import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng, type Images, type RunEvent, UserError, writeFileAtomic } from '@modeseek/core';
import { type Checkpoint, decodeCheckpoint } from './checkpoint.ts';
import { parseConfig, type RunConfig } from './config.ts';

/**
 * The files of one run: config.json, events.jsonl, checkpoint.safetensors, preview/. Everything but the events is written atomically;
 * events are appended, and a half-written last line counts as not written.
 */
export class RunDirectory {
  readonly path: string;
  readonly config: RunConfig;

  private constructor(path: string, config: RunConfig) {
    this.path = path;
    this.config = config;
  }

  /** Whether `path` holds a run. */
  static exists(path: string): boolean {
    return existsSync(join(path, 'config.json'));
  }

  /**
   * Starts a run in a new folder, or in one that holds no run yet.
   * @throws UserError when it holds one, or cannot be written
   */
  static create(path: string, config: RunConfig): RunDirectory {
    if (RunDirectory.exists(path)) {
      throw new UserError(
        `${path} already holds a run; continue it with --resume or choose another folder with --out`,
      );
    }
    try {
      mkdirSync(join(path, 'preview'), { recursive: true });
      writeFileAtomic(join(path, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
    } catch (error) {
      throw new UserError(
        `cannot write to ${path} (${(error as NodeJS.ErrnoException).code}); choose another folder with --out`,
      );
    }
    return new RunDirectory(path, config);
  }

  /**
   * Opens a run that was started before.
   * @throws UserError when there is none, or its configuration is damaged
   */
  static open(path: string): RunDirectory {
    if (!RunDirectory.exists(path))
      throw new UserError(`${path} holds no run: there is no config.json in it`);
    let config: unknown;
    try {
      config = JSON.parse(readFileSync(join(path, 'config.json'), 'utf8'));
    } catch {
      throw new UserError(`${join(path, 'config.json')} is damaged: it is not JSON`);
    }
    return new RunDirectory(path, parseConfig(config));
  }

  /** The last checkpoint, or null when none has been written yet. @throws UserError when it cannot be used */
  readCheckpoint(): Checkpoint | null {
    const file = join(this.path, 'checkpoint.safetensors');
    return existsSync(file) ? decodeCheckpoint(readFileSync(file), file) : null;
  }

  /** Replaces the checkpoint. Events up to now reach the disk first, so that none before a checkpoint is ever missing. */
  writeCheckpoint(bytes: Uint8Array): void {
    const events = openSync(this.eventsFile, 'a');
    fsyncSync(events);
    closeSync(events);
    writeFileAtomic(join(this.path, 'checkpoint.safetensors'), bytes);
  }

  appendEvent(event: RunEvent): void {
    appendFileSync(this.eventsFile, `${JSON.stringify(event)}\n`);
  }

  readEvents(): RunEvent[] {
    if (!existsSync(this.eventsFile)) return [];
    const lines = readFileSync(this.eventsFile, 'utf8').split('\n');
    return lines.slice(0, -1).map((line) => JSON.parse(line));
  }

  /** Forgets all events of what came after `step` steps were done; the rest is returned. */
  rewindEvents(step: number): RunEvent[] {
    const events = this.readEvents();
    const end = events.findIndex((event) => isAfter(event, step));
    const kept = end === -1 ? events : events.slice(0, end);
    writeFileAtomic(this.eventsFile, kept.map((event) => `${JSON.stringify(event)}\n`).join(''));
    return kept;
  }

  /** Writes a preview picture; returns its path within the directory. */
  writePreview(name: string, step: number, image: Images): string {
    const file = `preview/${name}-${String(step).padStart(6, '0')}.png`;
    writeFileAtomic(join(this.path, file), encodePng(image));
    return file;
  }

  private get eventsFile(): string {
    return join(this.path, 'events.jsonl');
  }
}

/** Whether an event tells of something later than the moment when `step` steps were done and that checkpoint written. */
function isAfter(event: RunEvent, step: number): boolean {
  if ('step' in event) return event.step > step;
  if (event.type === 'start') return step === 0 || event.resumedFrom >= step;
  return true;
}
