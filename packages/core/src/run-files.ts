/** Files of a run, by their names in its store. */
export const RUN_FILES = {
  /** The options that it was started with, and the version of the program. */
  config: 'config.json',
  /** A `RunEvent` a line. */
  events: 'events.jsonl',
  checkpoint: 'checkpoint.safetensors',
  mesh: 'mesh.glb',
  turntable: 'turntable.webp',
  contactSheet: 'contact-sheet.png',
  /** A `RunSummary`. */
  summary: 'summary.json',
} as const;

/** Folders of a run: pictures taken on the way, and the runs of the objects that a scene is made of. */
export const RUN_FOLDERS = { previews: 'preview', objects: 'objects' } as const;

/**
 * A picture of the field on the way: the step, and where it is of one not done yet, the update. In the order
 * of names they are in that of time.
 */
export const PREVIEW_FILE = /^preview\/step-(\d+)(?:-update-(\d+))?\.png$/;

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

/** What the contact sheet shows: so many views around the object, from the front on, row by row. */
export const CONTACT_SHEET = { views: 8, columns: 4 } as const;
