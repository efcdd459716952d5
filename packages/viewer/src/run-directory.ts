import { constants } from 'node:fs';
import { access, lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PREVIEW_FILE, RUN_FILE_LIMITS, RUN_FILES, RUN_FOLDERS } from '@modeseek/core';
import { Fault, faultLine, findPlainFile, realFolder } from './plain-file.ts';

/** How a file of a run is served. */
export interface Served {
  mediaType: string;
  /** Most bytes that it may have. */
  limit: number;
}

const MIB = 2 ** 20;
const PICTURE: Served = { mediaType: 'image/png', limit: RUN_FILE_LIMITS.other };

/** The files of a run directory that the viewer serves; previews are matched by `PREVIEW_FILE`. */
const SERVED: Record<string, Served> = {
  [RUN_FILES.config]: { mediaType: 'application/json', limit: RUN_FILE_LIMITS.config },
  [RUN_FILES.contactSheet]: PICTURE,
  [RUN_FILES.events]: { mediaType: 'application/jsonl', limit: RUN_FILE_LIMITS.events },
  [RUN_FILES.mesh]: { mediaType: 'model/gltf-binary', limit: 512 * MIB },
  [RUN_FILES.picture]: PICTURE,
  [RUN_FILES.summary]: { mediaType: 'application/json', limit: 4 * MIB },
  [RUN_FILES.thumbnail]: PICTURE,
  [RUN_FILES.turntable]: { mediaType: 'image/webp', limit: 256 * MIB },
};

/** Any one of these makes a directory a run: a run that has just begun has only the first. */
const MARKS = [RUN_FILES.config, RUN_FILES.events, RUN_FILES.mesh, RUN_FILES.checkpoint];

/** Of something in a folder, on any system. */
const NAME = /^(?!\.\.?$)[^/\\:\0]+$/;

/** Most previews of a run that are shown, the newest. */
const MOST_PREVIEWS = 400;

/** How a run's file is served, by its path relative to the run directory; undefined for what is not. */
export function servedAs(name: string): Served | undefined {
  if (PREVIEW_FILE.test(name)) return PICTURE;
  return Object.hasOwn(SERVED, name) ? SERVED[name] : undefined;
}

/** The files of a run, by path relative to it, each with a version that changes when the file does. */
export type RunFiles = Record<string, string>;

/** What a look at a run directory found. */
export interface RunLook {
  /** Which of the files that replace or add pictures and meshes exist now; events have a feed of their own. */
  files: RunFiles;
  /** What is wrong with others, a line each. */
  faults: string[];
  /** When the oldest of the files that make it a run was last written, in milliseconds. */
  started: number;
}

/**
 * Looks which files a run has. Whatever is wrong with it is among the faults.
 * @param mostPreviews the newest so many are looked for
 */
export async function lookAtRun(directory: string, mostPreviews = MOST_PREVIEWS): Promise<RunLook> {
  const look: RunLook = { files: {}, faults: [], started: Number.POSITIVE_INFINITY };
  const noting = async <T>(name: string, find: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await find();
    } catch (error) {
      look.faults.push(faultLine(name, error));
      return undefined;
    }
  };
  const root = await noting(basename(directory), async () => {
    const real = await realpath(directory);
    if (!(await stat(real)).isDirectory()) throw new Fault('is no folder');
    await access(real, constants.R_OK | constants.X_OK);
    return real;
  });
  if (root === undefined) return look;
  const lookFor = async (folder: string, base: string, name: string, limit: number) => {
    const found = await noting(name, () => findPlainFile(root, folder, base, limit));
    if (!found || !(await noting(name, () => access(found.path, constants.R_OK).then(() => true)))) return;
    const { mtimeMs, size } = found.stat;
    if ((MARKS as string[]).includes(name)) look.started = Math.min(look.started, mtimeMs);
    if (servedAs(name) && name !== RUN_FILES.events) look.files[name] = `${Math.round(mtimeMs)}-${size}`;
  };
  for (const [name, { limit }] of Object.entries(SERVED)) await lookFor(root, name, name, limit);
  await lookFor(root, RUN_FILES.checkpoint, RUN_FILES.checkpoint, Number.POSITIVE_INFINITY);
  await noting(RUN_FOLDERS.previews, async () => {
    const folder = await realFolder(root, RUN_FOLDERS.previews);
    if (folder === undefined) return;
    const previews = (await readdir(folder)).filter((base) => PREVIEW_FILE.test(previewName(base))).sort();
    for (const base of previews.slice(-mostPreviews))
      await lookFor(folder, base, previewName(base), PICTURE.limit);
  });
  return look;
}

function previewName(base: string): string {
  return `${RUN_FOLDERS.previews}/${base}`;
}

/** The path of a run's newest preview relative to the run, from `lookAtRun`. */
export function newestPreview(files: RunFiles): string | undefined {
  return Object.keys(files)
    .filter((name) => PREVIEW_FILE.test(name))
    .at(-1);
}

/**
 * Whether a directory is a run's, finished or not, whole or not: one of the files is there, whatever it is.
 * @throws the file system's error
 */
export async function isRun(directory: string): Promise<boolean> {
  if (!(await stat(directory)).isDirectory()) return false;
  // In one look: one after the other could each be missed at the moment when it is replaced.
  const names = await readdir(directory);
  return MARKS.some((mark) => names.includes(mark));
}

/**
 * Names of the runs inside a folder of runs, in no order. Folders and links that cannot be looked into are
 * among them, to be told of.
 * @throws the file system's error
 */
export async function runsIn(folder: string): Promise<string[]> {
  const runs: string[] = [];
  for (const name of await readdir(folder)) if (await isListed(folder, name)) runs.push(name);
  return runs;
}

/** Whether there is a run of this name in a folder of runs. No name leads elsewhere. */
export async function hasRun(folder: string, name: string): Promise<boolean> {
  return NAME.test(name) && (await isListed(folder, name));
}

async function isListed(folder: string, name: string): Promise<boolean> {
  // The run that is being replaced is no run of a folder of runs.
  if (name === RUN_FOLDERS.previous && (await isThere(join(folder, RUN_FILES.lock)))) return false;
  try {
    return await isRun(join(folder, name));
  } catch {
    // Links that lead nowhere are also what editors leave, under hidden names; and it may be gone meanwhile.
    return !name.startsWith('.') && (await isThere(join(folder, name)));
  }
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
