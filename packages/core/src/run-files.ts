/** Files of a run, by their names in its store. */
export const RUN_FILES = {
  /** The options that it was started with, and the version of the program. */
  config: 'config.json',
  /** A `RunEvent` a line. */
  events: 'events.jsonl',
  checkpoint: 'checkpoint.safetensors',
  /** Of a scene, in place of a checkpoint: where each of its objects stands. */
  layout: 'layout.json',
  mesh: 'mesh.glb',
  /** What is right and wrong with the mesh. */
  meshReport: 'mesh-report.json',
  /** A picture of the mesh, lit. */
  thumbnail: 'thumbnail.png',
  turntable: 'turntable.webp',
  contactSheet: 'contact-sheet.png',
  /** What a run of `image` makes: its pictures, in rows of `PICTURE_COLUMNS`. */
  picture: 'picture.png',
  /** A `RunSummary`, written last: a run that has one is finished. */
  summary: 'summary.json',
  /** While a process works on the run: see `lockFolder`. */
  lock: 'run.lock',
} as const;

const MIB = 2 ** 20;

/** Most bytes of those that are read, and of any other, such as a picture. */
export const RUN_FILE_LIMITS = {
  config: MIB,
  layout: MIB,
  /** A million steps; what one text of V8 may hold. */
  events: 511 * MIB,
  checkpoint: 2048 * MIB,
  other: 64 * MIB,
} as const;

/** Folders of a run. */
export const RUN_FOLDERS = {
  /** Pictures taken on the way. */
  previews: 'preview',
  /** The runs of the objects that a scene is made of. */
  objects: 'objects',
  /** The run that was there before, until the one that replaces it is finished. */
  previous: 'previous-run',
} as const;

/**
 * A picture of the field on the way: the step, and where it is of one not done yet, the update. In the order
 * of names they are in that of time.
 */
export const PREVIEW_FILE = /^preview\/step-(\d+)(?:-update-(\d+))?\.png$/;

/** Any picture taken on the way: those of the field, and the guidance's. */
export const ANY_PREVIEW_FILE = /^preview\/(?:step-\d+(?:-update-\d+)?|guidance-\d+)\.png$/;

/**
 * Name of a picture taken on the way.
 * @param kind `step` for one of the field, which `PREVIEW_FILE` matches
 * @param update of the step, when it is not done yet
 */
export function previewFile(kind: 'step' | 'guidance', step: number, update?: number): string {
  const padded = (count: number) => String(count).padStart(6, '0');
  const within = update === undefined ? '' : `-update-${padded(update)}`;
  return `${RUN_FOLDERS.previews}/${kind}-${padded(step)}${within}.png`;
}

/** Most pictures beside each other on a sheet of several. */
export const PICTURE_COLUMNS = 4;

/** What the contact sheet shows: so many views around the object, from the front on, row by row. */
export const CONTACT_SHEET = { views: 8, columns: 4 } as const;
