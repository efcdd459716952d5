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
import { join } from 'node:path';
import {
  breathe,
  encodePng,
  type Images,
  namingFile,
  parseEvent,
  type RunEvent,
  sweepTemporaryFiles,
  UserError,
  VERSION,
  writeFileAtomic,
} from '@modeseek/core';
import { type Checkpoint, decodeCheckpoint } from './checkpoint.ts';
import { parseConfig, type RunConfig } from './config.ts';
import { configHash } from './config-sections.ts';

/** What config.json holds: the options that the run was started with, and the version of the program that did. */
interface StoredConfig {
  version?: string;
  [option: string]: unknown;
}

/**
 * The files of one run: config.json, events.jsonl, checkpoint.safetensors, preview/. Everything but the events is written atomically;
 * events are appended, and a half-written last line counts as not written.
 */
export class RunDirectory {
  readonly path: string;
  /** With defaults where a run of an older version has no such option. */
  readonly config: RunConfig;
  /** Of the options that the run was started with; see the function of this name. */
  readonly configHash: string;
  /** Of the program that started it. */
  private readonly version: string;
  private readonly missingOptions: string[];

  /** @throws UserError when a stored option is wrong, or none of this version's */
  private constructor(path: string, { version = 'of old', ...options }: StoredConfig) {
    this.path = path;
    this.version = version;
    this.configHash = configHash(options);
    try {
      this.config = parseConfig(options);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const who = version === VERSION ? '' : ` was written by modeseek ${version}, and this is ${VERSION}`;
      throw new UserError(`${join(path, 'config.json')}${who}: ${error.message}`);
    }
    this.missingOptions = Object.keys(this.config).filter((name) => !Object.hasOwn(options, name));
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
    const stored: StoredConfig = { version: VERSION, ...config };
    try {
      mkdirSync(join(path, 'preview'), { recursive: true });
      writeFileAtomic(join(path, 'config.json'), `${JSON.stringify(stored, null, 2)}\n`);
    } catch (error) {
      throw new UserError(
        `cannot write to ${path} (${(error as NodeJS.ErrnoException).code}); choose another folder with --out`,
      );
    }
    return new RunDirectory(path, stored);
  }

  /**
   * Opens a run that was started before.
   * @throws UserError when there is none, or its configuration is damaged
   */
  static open(path: string): RunDirectory {
    if (!RunDirectory.exists(path))
      throw new UserError(`${path} holds no run: there is no config.json in it`);
    const file = join(path, 'config.json');
    const text = namingFile(file, () => readFileSync(file, 'utf8'));
    let stored: StoredConfig | null;
    try {
      stored = JSON.parse(text);
    } catch {
      throw new UserError(`${file} is damaged: it is not JSON`);
    }
    if (typeof stored !== 'object' || stored === null) {
      throw new UserError(`${file} is damaged: it is no JSON object`);
    }
    return new RunDirectory(path, stored);
  }

  /**
   * Makes a run ready to be trained, or trained further: removes what a killed process left half-written.
   * @throws UserError when it was started without an option that there is now: what that was then is not known
   */
  prepare(): void {
    const [missing] = this.missingOptions;
    if (missing !== undefined) {
      throw new UserError(
        `${this.path} was started by modeseek ${this.version}, which had no option ${missing}, and this is modeseek ${VERSION}: go on with that version, or start a new run`,
      );
    }
    const previews = join(this.path, 'preview');
    mkdirSync(previews, { recursive: true });
    for (const folder of [this.path, previews]) sweepTemporaryFiles(folder);
  }

  /** The last checkpoint, or null when none has been written yet. @throws UserError when it cannot be used */
  readCheckpoint(): Checkpoint | null {
    const file = join(this.path, 'checkpoint.safetensors');
    if (!existsSync(file)) return null;
    return decodeCheckpoint(
      namingFile(file, () => readFileSync(file)),
      file,
    );
  }

  /** Replaces the checkpoint. Events up to now reach the disk first, so that none before a checkpoint is ever missing. */
  writeCheckpoint(bytes: Uint8Array): void {
    namingFile(this.eventsFile, () => {
      const events = openSync(this.eventsFile, 'a');
      fsyncSync(events);
      closeSync(events);
    });
    writeFileAtomic(join(this.path, 'checkpoint.safetensors'), bytes);
  }

  appendEvent(event: RunEvent): void {
    namingFile(this.eventsFile, () => appendFileSync(this.eventsFile, `${JSON.stringify(event)}\n`));
  }

  /** All events so far. Damaged lines are passed over. */
  readEvents(): RunEvent[] {
    if (!existsSync(this.eventsFile)) return [];
    const lines = namingFile(this.eventsFile, () => readFileSync(this.eventsFile, 'utf8')).split('\n');
    return lines.slice(0, -1).flatMap((line) => parseEvent(line) ?? []);
  }

  /** Forgets all events of what came after `step` steps were done; the rest is returned. */
  rewindEvents(step: number): RunEvent[] {
    const events = this.readEvents();
    const end = events.findIndex((event) => isAfter(event, step));
    const kept = end === -1 ? events : events.slice(0, end);
    writeFileAtomic(this.eventsFile, kept.map((event) => `${JSON.stringify(event)}\n`).join(''));
    return kept;
  }

  /**
   * Writes a preview picture; returns its path within the directory.
   * @param update of the step, when it is not done yet: names sort in the order of events
   */
  async writePreview(name: string, step: number, image: Images, update?: number): Promise<string> {
    const file = previewFile(name, step, update);
    const bytes = encodePng(image);
    await breathe();
    writeFileAtomic(join(this.path, file), bytes);
    return file;
  }

  /** Pictures of the run itself so far, by their paths within the directory, in order. */
  previews(): string[] {
    const names = readdirSync(join(this.path, 'preview')).filter((name) => PREVIEW.test(name));
    return names.sort().map((name) => `preview/${name}`);
  }

  /** Takes over a picture of what this run is made of, the `number`th, as a preview before the first step. */
  copyPreview(file: string, number: number): void {
    writeFileAtomic(join(this.path, previewFile('step', 0, number)), readFileSync(file));
  }

  private get eventsFile(): string {
    return join(this.path, 'events.jsonl');
  }
}

const PREVIEW = /^step-.*\.png$/;

/** Within a run's directory. */
function previewFile(name: string, step: number, update?: number): string {
  const padded = (count: number) => String(count).padStart(6, '0');
  const within = update === undefined ? '' : `-update-${padded(update)}`;
  return `preview/${name}-${padded(step)}${within}.png`;
}

/** Whether an event tells of something later than the moment when `step` steps were done and that checkpoint written. */
function isAfter(event: RunEvent, step: number): boolean {
  if ('step' in event) return event.step > step;
  if (event.type === 'start') return step === 0 || event.resumedFrom >= step;
  return true;
}
