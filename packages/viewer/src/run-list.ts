import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CONTACT_SHEET, RUN_FILES } from '@modeseek/core';
import { Feed, type Send } from './feed.ts';
import { newestPreview, runFiles, runsIn } from './run-directory.ts';

/** A run as the list of a folder's runs shows it. */
export interface ListedRun {
  name: string;
  prompt: string | undefined;
  /** How far it is, in words. */
  state: string;
  /** Several views in rows, of which the first is to be shown. */
  picture: { file: string; columns: number; rows: number } | undefined;
}

export interface RunListMessages {
  /** All of them, the last one started first. */
  runs: { folder: string; runs: ListedRun[] };
}

/** Views in the one row of a preview. */
const PREVIEW_VIEWS = 4;

/** Follows the runs of a folder. */
export class RunList extends Feed<RunListMessages> {
  readonly #folder: string;
  #runs = '';

  constructor(folder: string, pollMs = 1000) {
    super(pollMs);
    this.#folder = folder;
  }

  protected poll(): void {
    const runs = runsIn(this.#folder).map((name) => listedRun(this.#folder, name));
    const json = JSON.stringify({ folder: basename(resolve(this.#folder)), runs });
    if (json === this.#runs) return;
    this.#runs = json;
    this.tell('runs', json);
  }

  protected sendAll(send: Send<RunListMessages>): void {
    send('runs', this.#runs);
  }
}

function listedRun(folder: string, name: string): ListedRun {
  const run = join(folder, name);
  const files = runFiles(run);
  const sheet = RUN_FILES.contactSheet in files ? RUN_FILES.contactSheet : undefined;
  const file = sheet ?? newestPreview(files);
  const { views, columns } = CONTACT_SHEET;
  const grid = sheet ? { columns, rows: views / columns } : { columns: PREVIEW_VIEWS, rows: 1 };
  return {
    name,
    prompt: promptOf(run),
    state: files[RUN_FILES.mesh] ? 'Model ready' : file ? 'In training' : 'No picture yet',
    picture: file === undefined ? undefined : { file: `${file}?v=${files[file]}`, ...grid },
  };
}

/** The prompt out of a run's config.json, where there is one. */
function promptOf(run: string): string | undefined {
  try {
    const { prompt } = JSON.parse(readFileSync(join(run, RUN_FILES.config), 'utf8'));
    return typeof prompt === 'string' ? prompt : undefined;
  } catch {
    return undefined;
  }
}
