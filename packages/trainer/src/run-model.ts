import {
  type Field,
  fileNameOf,
  type Placement,
  RUN_FILES,
  RUN_FOLDERS,
  type SeenViews,
  UserError,
  type View,
} from '@modeseek/core';
import type { Renderer } from '@modeseek/renderer';
import { type Layout, parseLayout, renderScene } from '@modeseek/scene';
import type { Kernels } from './kernels.ts';
import { Run } from './run.ts';
import { loadRunField } from './run-field.ts';

/** An object that a run has made: its field, and where it stands. */
export interface ModelObject {
  /** Of the prompt. */
  words: string;
  field: Field;
  /** Of a scene, once for each time that it is there. */
  placements?: readonly Placement[];
}

/** What a run has made. */
export interface RunModel {
  objects: readonly [ModelObject, ...ModelObject[]];
  /** See `Layout`; null where that is not known. */
  metresPerUnit: number | null;
  /** Pictures of the whole, as `Renderer.renderPreview` makes them. */
  render(views: readonly View[], height: number, width: number): Promise<SeenViews>;
  dispose(): Promise<void>;
}

/** A field that is the whole of a run. */
export function modelOfField(words: string, field: Field, renderer: Renderer): RunModel {
  return {
    objects: [{ words, field }],
    metresPerUnit: null,
    render: (views, height, width) => renderer.renderPreview(views, height, width),
    dispose: () => field.dispose(),
  };
}

/**
 * What a run has made, as its last checkpoint has it, or of a scene those of its objects.
 * @throws UserError when there is none yet, a damaged one, or one of another configuration than the run's
 */
export async function loadRunModel(run: Run, kernels: Kernels): Promise<RunModel> {
  const layout = await readLayout(run);
  if (layout) return modelOfScene(layout, await loadObjects(run, wordsOf(layout.objects), kernels));
  const { field, renderer } = await loadRunField(run, kernels);
  return modelOfField(run.config.prompt, field, renderer);
}

/** The fields of a scene's objects, by their words. */
export interface LoadedObjects {
  fields: ReadonlyMap<string, { field: Field; renderer: Renderer }>;
  dispose(): Promise<void>;
}

/** @throws UserError as `loadRunField` */
export async function loadObjects(
  run: Run,
  words: readonly string[],
  kernels: Kernels,
): Promise<LoadedObjects> {
  const fields = new Map<string, { field: Field; renderer: Renderer }>();
  const dispose = async () => {
    for (const { field } of fields.values()) await field.dispose();
  };
  try {
    for (const each of words) {
      fields.set(each, await loadRunField(await Run.open(objectStore(run, each)), kernels));
    }
    return { fields, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** The objects of a scene as they stand; disposing of it disposes of them. */
export function modelOfScene({ objects, metresPerUnit }: Layout, loaded: LoadedObjects): RunModel {
  const [first, ...others] = wordsOf(objects).map((words) => ({
    words,
    field: loaded.fields.get(words)!.field,
    placements: objects.filter((object) => object.words === words),
  }));
  const placed = objects.map((placement) => ({
    placement,
    renderer: loaded.fields.get(placement.words)!.renderer,
  }));
  return {
    objects: [first, ...others],
    metresPerUnit,
    render: (views, height, width) => renderScene(placed, views, height, width),
    dispose: loaded.dispose,
  };
}

const wordsOf = (objects: Layout['objects']) => [...new Set(objects.map(({ words }) => words))];

/** Where the run of one of a scene's objects is. */
export function objectStore({ store }: Run, words: string) {
  return store.within(`${RUN_FOLDERS.objects}/${fileNameOf(words)}`);
}

/** The layout of a run's objects; null where it has none. @throws UserError when it is damaged */
async function readLayout({ store }: Run): Promise<Layout | null> {
  const bytes = await store.read(RUN_FILES.layout);
  if (!bytes) return null;
  const layout = parseLayout(new TextDecoder().decode(bytes));
  if (!layout)
    throw new UserError(`${store.name}/${RUN_FILES.layout} is damaged: it is no layout of a scene`);
  return layout;
}
