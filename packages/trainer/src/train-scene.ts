import { type FieldQuery, RUN_FILES, UserError } from '@modeseek/core';
import { createField } from '@modeseek/nerf';
import { arrange, encodeLayout, nothingCameOut, objectsOf, type Scene, type Shape } from '@modeseek/scene';
import { fieldConfig } from './config-sections.ts';
import { readOwnCheckpoint } from './own-checkpoint.ts';
import { Run } from './run.ts';
import { loadObjects, modelOfScene, objectStore, type RunModel } from './run-model.ts';
import type { RunStepsResult } from './run-steps.ts';
import { type ObjectProgress, SceneLog } from './scene-log.ts';
import { fieldRng, type TrainOptions, train } from './train.ts';

export interface TrainSceneOptions extends Omit<TrainOptions, 'field'> {
  scene: Scene;
  /**
   * What of a field's cube is inside of the object: by that they are laid out.
   * @throws UserError when there is nothing to see
   */
  shapeOf(query: FieldQuery): Promise<Shape>;
}

/** How far a scene has come: steps are those of all objects. */
export interface TrainedScene extends RunStepsResult {
  /** Once all objects are made. To be disposed of. */
  model?: RunModel;
  /** What the user is to be told of how they stand. */
  notes: readonly string[];
}

/**
 * Makes a scene: each of its objects in a run of its own like any other, in a folder of the scene's, that goes
 * on where it was stopped; then lays them out. The scene's log is that of its objects.
 * @throws UserError as `train` does, and when an object comes out empty
 */
export async function trainScene(options: TrainSceneOptions): Promise<TrainedScene> {
  const { run, scene, backend, warnings = [], onEvent, signal } = options;
  await run.prepare(); // refuses what could not be trained, before anything else is
  const names = objectsOf(scene);
  const objects: ObjectProgress[] = [];
  for (const name of names) objects.push(await progressOf(await openObject(run, name), options));
  const log = new SceneLog(run, names.length, onEvent);
  await log.begin(objects, { backend, ...(warnings.length > 0 && { warnings }) });
  for (const [i, object] of objects.entries()) {
    if (signal?.aborted) break;
    if (!isFinished(object)) objects[i] = await trainObject(object.run, options, log);
    await log.passed(objects[i]);
  }
  const sum = (of: 'step' | 'droppedSteps' | 'waitedSteps' | 'seconds') =>
    objects.reduce((total, object) => total + object[of], 0);
  const counts = { step: sum('step'), droppedSteps: sum('droppedSteps'), waitedSteps: sum('waitedSteps') };
  const began = performance.now();
  const seconds = () => sum('seconds') + (performance.now() - began) / 1000;
  if (!objects.every(isFinished) || signal?.aborted) {
    return { outcome: 'interrupted', ...counts, seconds: seconds(), notes: [] };
  }
  const { model, notes } = await layOut(options, names);
  return { outcome: 'finished', ...counts, seconds: seconds(), model, notes };
}

/** The run of one object, which may be under way or done. */
async function openObject(scene: Run, name: string): Promise<Run> {
  const store = objectStore(scene, name);
  const config = { ...scene.config, prompt: name };
  if (!(await Run.exists(store))) return Run.create(store, config);
  const run = await Run.open(store);
  const names = Object.keys(config) as (keyof typeof config)[];
  const other = names.find((option) => run.config[option] !== config[option]);
  if (other === undefined) {
    await run.prepare(); // one that has finished is not trained, and so would not be
    return run;
  }
  throw new UserError(
    `${store.name} is of another run than ${scene.store.name}: its ${other} differs; remove it`,
  );
}

async function progressOf(run: Run, { model }: TrainSceneOptions): Promise<ObjectProgress> {
  const { step, droppedSteps, waitedSteps } = (await readOwnCheckpoint(run, model)) ?? {
    step: 0,
    droppedSteps: 0,
    waitedSteps: 0,
  };
  const events = await run.rewindEvents(step);
  return { run, step, droppedSteps, waitedSteps, seconds: events.at(-1)?.time ?? 0 };
}

const isFinished = ({ run, step, waitedSteps }: ObjectProgress) => step - waitedSteps === run.config.steps;

async function trainObject(run: Run, options: TrainSceneOptions, log: SceneLog): Promise<ObjectProgress> {
  const { kernels } = options;
  const field = await createField(fieldConfig(run.config), fieldRng(run.config), kernels);
  try {
    const trained = await train({
      ...options,
      warnings: [],
      run,
      field,
      onEvent: (event, isLogged) => log.take(run, event, isLogged),
    });
    return { ...trained, run };
  } finally {
    await field.dispose(); // on WebAssembly with all the memory that training takes
  }
}

/** Finds where each object stands, and writes that down. */
async function layOut(
  { run, scene, shapeOf, kernels }: TrainSceneOptions,
  names: readonly string[],
): Promise<Required<Pick<TrainedScene, 'model' | 'notes'>>> {
  const loaded = await loadObjects(run, names, kernels);
  try {
    const shapes = new Map<string, Shape>();
    for (const [name, { field }] of loaded.fields) {
      try {
        shapes.set(name, await shapeOf((points, count) => field.query(points, count)));
      } catch (error) {
        throw error instanceof UserError ? nothingCameOut(name) : error;
      }
    }
    const layout = arrange(scene, shapes);
    await run.store.write(RUN_FILES.layout, encodeLayout(layout));
    return { model: modelOfScene(layout, loaded), notes: layout.notes };
  } catch (error) {
    await loaded.dispose();
    throw error;
  }
}
