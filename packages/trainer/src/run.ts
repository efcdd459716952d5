import {
  type Images,
  isRecord,
  PREVIEW_FILE,
  parseEvent,
  previewFile,
  RUN_FILES,
  RUN_FOLDERS,
  type RunEvent,
  type RunStore,
  shortened,
  UserError,
  VERSION,
} from '@modeseek/core';
import type { z } from 'zod';
import { type Checkpoint, decodeCheckpoint } from './checkpoint.ts';
import type { RunConfig } from './config.ts';
import { configHash } from './config-sections.ts';
import { OBJECT_RUN, type RunKind, type StepOptions } from './run-kind.ts';

/** By this and the hash a folder is known as one of a run: others have a config.json, too. */
const PROGRAM = 'modeseek';

/** What config.json says of itself; the rest are the options that the run was started with. */
interface Marker {
  program?: unknown;
  /** Of the program. */
  version?: unknown;
  /** Of the options; see `configHash`. */
  hash?: unknown;
  /** Of the run; see `RunKind`. */
  kind?: unknown;
}

/** Options out of a config.json, without what it says of itself. */
export function splitConfig({
  program,
  version,
  hash,
  kind,
  ...options
}: Readonly<Record<string, unknown>>): {
  marker: Marker;
  options: Record<string, unknown>;
} {
  return { marker: { program, version, hash, kind }, options };
}

/**
 * A run as its store holds it: configuration, events, checkpoint, pictures. Events are appended, and a
 * half-written last line counts as not written.
 */
export class Run<C extends StepOptions = RunConfig> {
  readonly store: RunStore;
  /** With defaults where a run of an older version has no such option. */
  readonly config: C;
  /** Of the options that the run was started with; see the function of this name. */
  readonly configHash: string;
  /** Of the program that started it. */
  private readonly version: string;
  private readonly missingOptions: string[];
  /** The last event on its way to the store. */
  private told: Promise<void> = Promise.resolve();

  private constructor(
    store: RunStore,
    stored: Readonly<Record<string, unknown>>,
    hash: string,
    kind: RunKind<C>,
  ) {
    const { marker, options } = splitConfig(stored);
    const version = typeof marker.version === 'string' ? marker.version : 'of old';
    this.store = store;
    this.version = version;
    this.configHash = hash;
    try {
      this.config = kind.parse(options);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const who = version === VERSION ? '' : ` was written by modeseek ${version}, and this is ${VERSION}`;
      throw new UserError(`${fileOf(store)}${who}: ${error.message}`);
    }
    this.missingOptions = Object.keys(this.config).filter(
      (name) => !Object.hasOwn(options, name) && !isOfOutput(kind, name),
    );
  }

  /** Whether a store holds a run. */
  static async exists(store: RunStore): Promise<boolean> {
    return (await store.read(RUN_FILES.config)) !== null;
  }

  /**
   * Whether what a store holds is a run as this program has written it, which may thus be replaced: with its
   * name, and options that nobody has changed.
   */
  static async isOwn(store: RunStore): Promise<boolean> {
    try {
      const { marker, options } = splitConfig(await readConfig(store));
      return marker.program === PROGRAM && marker.hash === (await configHash(options));
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
  }

  /** Whether what a store holds is a run of a kind, which may be being replaced; yes, where that is not known. */
  static async isOfKind(store: RunStore, { name }: Pick<RunKind<never>, 'name'>): Promise<boolean> {
    try {
      return kindOf(splitConfig(await readConfig(store)).marker) === name;
    } catch (error) {
      if (error instanceof UserError) return true;
      throw error;
    }
  }

  /**
   * Starts a run in a store that holds none yet.
   * @throws UserError when it holds one, or cannot be written
   */
  static create(store: RunStore, config: RunConfig): Promise<Run>;
  static create<C extends StepOptions>(store: RunStore, config: C, kind: RunKind<C>): Promise<Run<C>>;
  static async create<C extends StepOptions>(
    store: RunStore,
    config: C,
    kind: RunKind<StepOptions> = OBJECT_RUN,
  ): Promise<Run<C>> {
    const hash = await configHash({ ...config });
    const stored = { program: PROGRAM, version: VERSION, kind: kind.name, hash, ...config };
    let taken: boolean;
    try {
      taken = await Run.exists(store);
      if (!taken) await store.write(RUN_FILES.config, `${JSON.stringify(stored, null, 2)}\n`);
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (typeof code !== 'string') throw error;
      throw new UserError(`cannot write to ${store.name} (${code}); choose another folder with --out`);
    }
    if (taken) {
      throw new UserError(
        `${store.name} already holds a run; continue it with --resume or choose another folder with --out`,
      );
    }
    return new Run<C>(store, stored, hash, kind as RunKind<C>);
  }

  /**
   * Opens a run that was started before.
   * @throws UserError when there is none, or one of another kind, or its configuration is damaged
   */
  static open(store: RunStore): Promise<Run>;
  static open<C extends StepOptions>(store: RunStore, kind: RunKind<C>): Promise<Run<C>>;
  static async open(store: RunStore, kind: RunKind<StepOptions> = OBJECT_RUN): Promise<Run<StepOptions>> {
    const stored = await readConfig(store);
    const { marker, options } = splitConfig(stored);
    const theirs = kindOf(marker);
    if (theirs !== kind.name) {
      throw new UserError(`${store.name} holds a run of ${theirs}, and none of ${kind.name}`);
    }
    const hash = await configHash(options);
    if (marker.hash !== undefined && marker.hash !== hash) {
      throw new UserError(
        `${fileOf(store)} has been changed since the run was started; put it back, or start a new run with --config`,
      );
    }
    return new Run(store, stored, hash, kind);
  }

  /**
   * Makes a run ready to be trained, or trained further: removes what a killed process left half-written.
   * @throws UserError when it was started without an option that there is now: what that was then is not
   *   known
   */
  async prepare(): Promise<void> {
    const [missing] = this.missingOptions;
    if (missing !== undefined) {
      throw new UserError(
        `${this.store.name} was started by modeseek ${this.version}, which had no option ${missing}, and this is modeseek ${VERSION}: go on with that version, or start a new run`,
      );
    }
    await this.store.tidy();
  }

  /** The last checkpoint, or null when none has been written yet. @throws UserError when it cannot be used */
  async readCheckpoint(): Promise<Checkpoint | null> {
    const bytes = await this.store.read(RUN_FILES.checkpoint);
    return bytes && decodeCheckpoint(bytes, `${this.store.name}/${RUN_FILES.checkpoint}`);
  }

  /**
   * Replaces the checkpoint. Events up to now reach the disk first, so that none before a checkpoint is ever
   * missing.
   */
  async writeCheckpoint(bytes: Uint8Array): Promise<void> {
    await this.told;
    await this.store.secure(RUN_FILES.events);
    await this.store.write(RUN_FILES.checkpoint, bytes);
  }

  /**
   * Adds an event behind those before it. Where one cannot be written, this and all that follow are rejected.
   */
  appendEvent(event: RunEvent): Promise<void> {
    this.told = this.told.then(() => this.store.append(RUN_FILES.events, `${JSON.stringify(event)}\n`));
    this.told.catch(() => {}); // whoever waits for this event or for a later one is told
    return this.told;
  }

  /** All events so far. Damaged lines are passed over. */
  async readEvents(): Promise<RunEvent[]> {
    await this.told;
    const bytes = await this.store.read(RUN_FILES.events);
    if (!bytes) return [];
    const lines = new TextDecoder().decode(bytes).split('\n');
    return lines.slice(0, -1).flatMap((line) => parseEvent(line) ?? []);
  }

  /** Forgets all events of what came after `step` steps were done; the rest is returned. */
  async rewindEvents(step: number): Promise<RunEvent[]> {
    const events = await this.readEvents();
    const end = events.findIndex((event) => isAfter(event, step));
    const kept = end === -1 ? events : events.slice(0, end);
    await this.replaceEvents(kept);
    return kept;
  }

  /** Has these events in place of all so far. */
  async replaceEvents(events: readonly RunEvent[]): Promise<void> {
    await this.told;
    await this.store.write(RUN_FILES.events, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  }

  /** Writes a picture taken on the way; returns its name in the store. See `previewFile`. */
  async writePreview(
    kind: 'step' | 'guidance',
    step: number,
    image: Images,
    update?: number,
  ): Promise<string> {
    const file = previewFile(kind, step, update);
    await this.store.writePicture(file, image);
    return file;
  }

  /** Pictures of the run itself so far, by their names in the store, in order. */
  async previews(): Promise<string[]> {
    const names = await this.store.list(RUN_FOLDERS.previews);
    return names.map((name) => `${RUN_FOLDERS.previews}/${name}`).filter((name) => PREVIEW_FILE.test(name));
  }
}

/** @throws UserError when there is none, or it is no JSON object */
async function readConfig(store: RunStore): Promise<Record<string, unknown>> {
  const bytes = await store.read(RUN_FILES.config);
  if (!bytes) throw new UserError(`${store.name} holds no run: there is no ${RUN_FILES.config} in it`);
  let stored: unknown;
  try {
    stored = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new UserError(`${fileOf(store)} is damaged: it is not JSON`);
  }
  if (!isRecord(stored)) throw new UserError(`${fileOf(store)} is damaged: it is no JSON object`);
  return stored;
}

/** Name of a run's kind, for people. */
function kindOf({ kind = OBJECT_RUN.name }: Marker): string {
  return typeof kind === 'string' ? shortened(kind) : 'no known kind';
}

function fileOf(store: RunStore): string {
  return `${store.name}/${RUN_FILES.config}`;
}

/**
 * Whether an event tells of something later than the moment when `step` steps were done and that checkpoint
 * written.
 */
function isAfter(event: RunEvent, step: number): boolean {
  if ('step' in event) return event.step > step;
  if (event.type === 'start') return step === 0 || event.resumedFrom >= step;
  return true;
}

/** Whether an option says how results are written, and nothing of what is made: then its default does. */
function isOfOutput({ schema }: Pick<RunKind<never>, 'schema'>, name: string): boolean {
  const { group } = (schema.shape[name] as z.ZodType).meta() ?? {};
  return group === 'Output';
}
