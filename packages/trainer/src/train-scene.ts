import { type Field, fileNameOf, previewFile, RUN_FOLDERS, type RunEvent, UserError } from '@modeseek/core';
import type { Guidance } from '@modeseek/guidance';
import { createField } from '@modeseek/nerf';
import type { Renderer } from '@modeseek/renderer';
import { arrange, nothingCameOut, objectsOf, type Scene, type Surface, sceneGuidance } from '@modeseek/scene';
import { fieldConfig } from './config-sections.ts';
import { readOwnCheckpoint } from './own-checkpoint.ts';
import { Run } from './run.ts';
import { loadRunField } from './run-field.ts';
import { fieldRng, type TrainOptions, type TrainResult, train } from './train.ts';

export interface TrainSceneOptions extends TrainOptions {
  scene: Scene;
  /**
   * Points of a field's surface, by which objects are laid out.
   * @throws UserError when there is nothing to see
   */
  surfacePoints(query: Field['query']): Promise<Surface>;
  /** Told once which objects are going to be made. */
  onObjects?: (names: readonly string[]) => void;
}

/**
 * Trains the field of a scene. One of several objects has each made first, by itself, and the field then
 * shows them together, as the prompt says that they stand; one of one object is what `train` is for.
 * @returns null when interrupted before the field's own training began: the run can be resumed
 * @throws UserError as `train` does, and when an object comes out empty
 */
export async function trainScene(options: TrainSceneOptions): Promise<TrainResult | null> {
  if (typeof options.scene === 'string' || (await isFinished(options))) return train(options);
  await options.run.prepare(); // refuses what could not be trained, before anything else is
  const objects = await trainObjects(options);
  if (!objects) return null;
  try {
    return await train({ ...options, guidance: objects.guidance, secondsBefore: objects.seconds });
  } finally {
    await objects.dispose();
  }
}

async function isFinished({ run, model }: TrainOptions): Promise<boolean> {
  const checkpoint = await readOwnCheckpoint(run, model);
  return checkpoint !== null && checkpoint.step - checkpoint.waitedSteps === run.config.steps;
}

/** The objects of a scene, made and laid out. */
interface TrainedObjects {
  /** Wants them together. Of use until `dispose`. */
  guidance: Guidance;
  /** That making them took, over all sessions. */
  seconds: number;
  dispose(): Promise<void>;
}

/**
 * Each object is a run of its own like any other, in a folder of the scene's, that goes on where it was
 * stopped.
 */
async function trainObjects(options: TrainSceneOptions): Promise<TrainedObjects | null> {
  const { scene, drawing, signal } = options;
  const names = objectsOf(scene);
  options.onObjects?.(names);
  const objects = new Map<string, TrainedObject>();
  const dispose = async () => {
    for (const { field } of objects.values()) await field.dispose();
  };
  try {
    let seconds = 0;
    let previews = 0;
    for (const name of names) {
      const object = await trainObject(name, options, previews);
      if (!object) break;
      objects.set(name, object);
      seconds += object.seconds;
      previews += object.previews;
    }
    if (signal?.aborted) {
      await dispose();
      return null;
    }
    const surfaces = new Map([...objects].map(([name, { surface }]) => [name, surface]));
    const placed = arrange(scene, surfaces).map((placement) => ({
      placement,
      renderer: objects.get(placement.object)!.renderer,
    }));
    return { guidance: sceneGuidance(placed, drawing), seconds, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

interface TrainedObject {
  /** Of its own cube. */
  renderer: Renderer;
  field: Field;
  surface: Surface;
  seconds: number;
  /** How many pictures of it there are. */
  previews: number;
}

/**
 * One object, made; null when interrupted.
 * @param previews how many pictures there are of the objects before it: its own are taken over behind them
 */
async function trainObject(
  name: string,
  options: TrainSceneOptions,
  previews: number,
): Promise<TrainedObject | null> {
  const { kernels, signal } = options;
  const run = await openObject(options.run, name);
  let copied: Promise<void> = Promise.resolve();
  const onEvent = (event: RunEvent) => {
    if (event.type === 'preview') {
      copied = copied.then(() => copyPreview(run, event.file, options.run, previews));
      copied.catch(() => {}); // told when the object is made
    }
    options.onEvent?.(event);
  };
  const trained = await createField(fieldConfig(run.config), fieldRng(run.config), kernels);
  let seconds: number;
  try {
    ({ seconds } = await train({ ...options, warnings: [], run, field: trained, onEvent }));
    await copied;
  } finally {
    await trained.dispose(); // on WebAssembly with all the memory that training takes
  }
  if (signal?.aborted) return null;
  const began = performance.now();
  const { field, renderer } = await loadRunField(run, kernels);
  try {
    const surface = await surfaceOf(name, field, options);
    return {
      renderer,
      field,
      surface,
      seconds: seconds + (performance.now() - began) / 1000,
      previews: (await run.previews()).length,
    };
  } catch (error) {
    await field.dispose();
    throw error;
  }
}

/** The run of one object, which may be under way or done. */
async function openObject({ store, config }: Run, name: string): Promise<Run> {
  const own = store.within(`${RUN_FOLDERS.objects}/${fileNameOf(name)}`);
  return (await Run.exists(own)) ? Run.open(own) : Run.create(own, { ...config, prompt: name });
}

/**
 * Takes over a picture of an object as one of the scene before its first step, behind so many of other
 * objects.
 */
async function copyPreview(object: Run, file: string, scene: Run, previews: number): Promise<void> {
  const number = previews + (await object.previews()).indexOf(file) + 1;
  const picture = await object.store.read(file);
  if (picture) await scene.store.write(previewFile('step', 0, number), picture);
}

async function surfaceOf(name: string, field: Field, { surfacePoints }: TrainSceneOptions): Promise<Surface> {
  try {
    return await surfacePoints((points, count) => field.query(points, count));
  } catch (error) {
    throw error instanceof UserError ? nothingCameOut(name) : error;
  }
}
