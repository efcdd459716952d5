import { readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { PREVIEW_FILE, RUN_FILES, RUN_FOLDERS } from '@modeseek/core';

/**
 * Media types of the files of a run directory that the viewer serves; previews are matched by `PREVIEW_FILE`.
 */
const MEDIA_TYPES: Record<string, string> = {
  [RUN_FILES.config]: 'application/json',
  [RUN_FILES.contactSheet]: 'image/png',
  [RUN_FILES.events]: 'application/jsonl',
  [RUN_FILES.mesh]: 'model/gltf-binary',
  [RUN_FILES.summary]: 'application/json',
  [RUN_FILES.turntable]: 'image/webp',
};

/** Any one of these makes a directory a run: a run that has just begun has only the first. */
const MARKS = [RUN_FILES.config, RUN_FILES.events, RUN_FILES.mesh, RUN_FILES.checkpoint];

/**
 * Media type of a run's file, by its path relative to the run directory; undefined for what is not served.
 */
export function mediaType(name: string): string | undefined {
  if (PREVIEW_FILE.test(name)) return 'image/png';
  return Object.hasOwn(MEDIA_TYPES, name) ? MEDIA_TYPES[name] : undefined;
}

/** The files of a run, by path relative to it, each with a version that changes when the file does. */
export type RunFiles = Record<string, string>;

/** Which of the files that replace or add pictures and meshes exist now; events have a feed of their own. */
export function runFiles(directory: string): RunFiles {
  const previews = namesIn(join(directory, RUN_FOLDERS.previews)).map(
    (name) => `${RUN_FOLDERS.previews}/${name}`,
  );
  const files: RunFiles = {};
  for (const name of [...Object.keys(MEDIA_TYPES), ...previews.sort()]) {
    if (name === RUN_FILES.events || mediaType(name) === undefined) continue;
    const stat = statOf(join(directory, name));
    if (stat?.isFile()) files[name] = `${Math.round(stat.mtimeMs)}-${stat.size}`;
  }
  return files;
}

/** The path of a run's newest preview relative to the run, from `runFiles`. */
export function newestPreview(files: RunFiles): string | undefined {
  return Object.keys(files)
    .filter((name) => PREVIEW_FILE.test(name))
    .at(-1);
}

/** Whether a directory is a run's, finished or not. */
export function isRun(directory: string): boolean {
  return MARKS.some((name) => statOf(join(directory, name))?.isFile());
}

/**
 * Names of the runs inside a folder of runs, the last one started first: runs that train do not change
 * places.
 */
export function runsIn(folder: string): string[] {
  const started = (name: string) =>
    Math.min(...MARKS.map((mark) => statOf(join(folder, name, mark))?.mtimeMs ?? Number.POSITIVE_INFINITY));
  return namesIn(folder)
    .filter((name) => isRun(join(folder, name)))
    .map((name) => ({ name, time: started(name) }))
    .sort((a, b) => b.time - a.time)
    .map(({ name }) => name);
}

/** What the file system says of a file; undefined where there is none, or none that may be looked at. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Names in a folder; none when it is not there (yet). */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
