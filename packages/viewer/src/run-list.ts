import { basename, join, resolve } from 'node:path';
import {
  CONTACT_SHEET,
  isRecord,
  isWhole,
  PICTURE_COLUMNS,
  RUN_FILE_LIMITS,
  RUN_FILES,
} from '@modeseek/core';
import { changed, Feed, type Message, messageOf } from './feed.ts';
import { Fault, faultLine, readPlainFile } from './plain-file.ts';
import { lookAtRun, newestPreview, type RunLook, runsIn } from './run-directory.ts';

/** A run as the list of a folder's runs shows it. */
export interface ListedRun {
  name: string;
  prompt: string | undefined;
  /** How far it is, in words. */
  state: string;
  /** Its mesh, or several views in rows, of which the first is to be shown. */
  picture: { file: string; columns: number; rows: number } | undefined;
  /** What is wrong with its files, in words. */
  fault: string | undefined;
}

export interface RunListMessages {
  /** All of them, the last one started first: runs that train do not change places. */
  runs: {
    folder: string;
    runs: ListedRun[];
    /** Why there are none to be seen. */
    fault?: string;
  };
}

/** Views in the one row of a preview. */
const PREVIEW_VIEWS = 4;
/** Most characters of a prompt that are shown. */
const PROMPT_CHARACTERS = 300;

/** What a run's config.json says, where it can be understood. */
interface Config {
  /** Of the file; undefined where there is none that can be read. */
  version: string | undefined;
  prompt?: string;
  /** How many pictures it makes, if it makes pictures. */
  pictures?: number;
  fault?: string;
}

/** Most pictures of a run. */
const MOST_PICTURES = 64;

/** Follows the runs of a folder. */
export class RunList extends Feed {
  readonly #folder: string;
  /** By the run's name, so that only those that have changed are read. */
  #configs = new Map<string, Config>();
  #runs: Message = [];

  constructor(folder: string, pollMs = 1000) {
    super(pollMs);
    this.#folder = folder;
  }

  messages(): () => Message | undefined {
    let runs: Message = [];
    return () => {
      if (runs === this.#runs) return undefined;
      runs = this.#runs;
      return runs;
    };
  }

  protected async poll(): Promise<void> {
    const found: { started: number; run: ListedRun }[] = [];
    const configs = new Map<string, Config>();
    for (const name of await runsIn(this.#folder)) {
      const run = join(this.#folder, name);
      const look = await lookAtRun(run, 1);
      const known = this.#configs.get(name);
      const version = look.files[RUN_FILES.config];
      const config = known?.version === version && known ? known : await readConfig(run, version);
      configs.set(name, config);
      found.push({ started: look.started, run: listedRun(name, look, config) });
    }
    this.#configs = configs;
    found.sort((a, b) => b.started - a.started);
    this.#tell({ runs: found.map(({ run }) => run) });
  }

  protected fail(error: unknown): void {
    this.#tell({ runs: [], fault: faultLine(basename(this.#folder), error) });
  }

  #tell(content: Omit<RunListMessages['runs'], 'folder'>): void {
    const folder = basename(resolve(this.#folder));
    this.#runs = changed(this.#runs, messageOf<RunListMessages, 'runs'>('runs', { folder, ...content }));
  }
}

function listedRun(name: string, { files, faults }: RunLook, config: Config): ListedRun {
  const { prompt, pictures, fault } = config;
  const finished = [RUN_FILES.thumbnail, RUN_FILES.contactSheet, RUN_FILES.picture];
  const sheet = finished.find((name) => name in files);
  const file = sheet ?? newestPreview(files);
  const grid = gridOf(pictures, sheet);
  const ready = files[RUN_FILES.mesh]
    ? 'Model ready'
    : files[RUN_FILES.picture]
      ? 'Picture ready'
      : undefined;
  return {
    name,
    prompt,
    state: ready ?? (file ? 'In training' : 'No picture yet'),
    picture: file === undefined ? undefined : { file: `${file}?v=${files[file]}`, ...grid },
    fault: faults[0] ?? fault,
  };
}

/** How views, or so many pictures, lie on one of a run's pictures; on a preview where it is none of those. */
function gridOf(pictures: number | undefined, sheet?: string): { columns: number; rows: number } {
  if (sheet === RUN_FILES.thumbnail) return { columns: 1, rows: 1 };
  if (pictures !== undefined) {
    const columns = Math.min(pictures, PICTURE_COLUMNS);
    return { columns, rows: Math.ceil(pictures / columns) };
  }
  const { views, columns } = CONTACT_SHEET;
  return sheet ? { columns, rows: views / columns } : { columns: PREVIEW_VIEWS, rows: 1 };
}

/** What a run's config.json says; nothing for one that cannot be read, which is found elsewhere. */
async function readConfig(run: string, version: string | undefined): Promise<Config> {
  if (version === undefined) return { version };
  try {
    const text = await readPlainFile(run, RUN_FILES.config, RUN_FILE_LIMITS.config);
    return { version, ...(text !== undefined && understood(text)) };
  } catch (error) {
    return { version, fault: faultLine(RUN_FILES.config, error) };
  }
}

/** @throws Fault when the text is no configuration */
function understood(text: string): Pick<Config, 'prompt' | 'pictures'> {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    // as below
  }
  if (!isRecord(config)) throw new Fault('is damaged');
  const { prompt, kind, count } = config;
  return {
    ...(typeof prompt === 'string' && { prompt: prompt.slice(0, PROMPT_CHARACTERS) }),
    ...(kind === 'image' && isWhole(1, MOST_PICTURES)(count) && { pictures: count as number }),
  };
}
