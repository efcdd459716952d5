import { join } from 'node:path';
import { compileSchedule, NO_MESH, RUN_FILES } from '@modeseek/core';
import { MeshThread } from '@modeseek/mesh/node';
import { createField } from '@modeseek/nerf';
import { isOneObject, objectsOf, readScene } from '@modeseek/scene';
import {
  createGuidance,
  estimateMemory,
  fieldConfig,
  fieldRng,
  modelOfField,
  modelWork,
  OBJECT_RUN,
  type RunConfig,
  type TrainedScene,
  train,
  trainScene,
  viewsAt,
} from '@modeseek/trainer';
import type { Command } from '../command.ts';
import { namingFlags } from '../config-flags.ts';
import { finishRun } from '../finish-run.ts';
import {
  type GuidedRunFlags,
  guidedRun,
  guidedRunFlags,
  type PreparedRun,
  type Surroundings,
} from '../guided-run.ts';
import { meshMemory } from '../mesh-options.ts';
import { estimateModelSeconds } from '../model-time.ts';
import { tell } from '../say.ts';

export const trainCommand: Command<GuidedRunFlags> = {
  command: 'train [words]',
  describe: 'Make a 3D model from a prompt',
  builder: (yargs) =>
    guidedRunFlags(
      yargs.usage(
        '$0 train --prompt "a hamburger" [flags]\n\nTrains a radiance field until it looks like the prompt from every side, and makes a mesh of it.',
      ),
      OBJECT_RUN,
      'runs/<prompt>',
    ).example([
      ['$0 train --prompt "a red mug"', 'make runs/a-red-mug/mesh.glb'],
      ['$0 train "a duck" --seed 3', 'another duck, runs/a-duck-seed3'],
      ['$0 train "a duck" --guidance sds', 'by score distillation, runs/a-duck-sds'],
      ['$0 train --prompt "a red mug" --resume', 'go on after Ctrl-C or a crash'],
    ]),
  handler: async (flags) => {
    const summary = await guidedRun(flags, OBJECT_RUN, prepareObject);
    if (summary?.triangles === 0) process.exitCode = NO_MESH;
  },
};

async function prepareObject({
  config,
  compute,
  prior,
  description,
  understand,
  checkMemory,
  say,
}: Surroundings<RunConfig>): Promise<PreparedRun<RunConfig>> {
  const wanted = understand(config);
  const scene = config.compose ? readScene(wanted) : asOne(config.prompt);
  const objects = objectsOf(scene);
  const { threads } = compute;
  const surroundings = { threads, model: description.memory, together: prior.together };
  // What training takes is still there when the mesh is made.
  checkMemory([...estimateMemory(config, surroundings), ...meshMemory(config)]);
  const { kernels } = compute;
  const { drawing, together } = prior;
  const guidance = namingFlags(() => createGuidance(config, prior));
  // Of a scene each object has its own, when its turn comes.
  const field = isOneObject(scene)
    ? await createField(fieldConfig(config), fieldRng(config), kernels)
    : undefined;
  let thread: MeshThread | undefined;
  let made: TrainedScene | undefined;
  /** What is right and wrong with the mesh. */
  let meshLine = '';
  return {
    async plan() {
      const work = modelWork(config, together);
      const question = {
        prompt: objects[0],
        views: viewsAt(0.5, config, together),
        edge: Math.round(compileSchedule(config.resolution)(0.5)),
      };
      const seconds = objects.length * (await estimateModelSeconds(prior, question, work));
      return { objects, modelPictures: objects.length * work.pictures, modelSeconds: Math.round(seconds) };
    },
    async make(options) {
      const meshes = new MeshThread();
      thread = meshes;
      const trained = { ...options, kernels, guidance, drawing, together };
      if (field) {
        const { renderer, ...result } = await train({ ...trained, field });
        made = { ...result, model: modelOfField(config.prompt, field, renderer), notes: [] };
      } else {
        say(`Each by itself, then together: ${objects.join(', ')}`);
        made = await trainScene({ ...trained, scene, shapeOf: (query) => meshes.shapeOf(query) });
      }
      return made;
    },
    finish(finishing) {
      const { model, notes, ...result } = made!;
      for (const note of notes) tell(`Warning: ${note}`);
      const warnings = [...finishing.warnings, ...notes];
      const onMesh = (line: string) => {
        meshLine = `, ${line}`;
      };
      return finishRun(model!, result, { ...finishing, warnings, thread: thread!, warn: tell, onMesh });
    },
    farewell: (path, { triangles }) =>
      triangles ? `${join(path, RUN_FILES.mesh)}: ${triangles} triangles${meshLine}` : `${path}: no mesh`,
    async dispose() {
      await thread?.dispose();
      await (made?.model ?? field)?.dispose();
    },
  };
}

/** All of a prompt as one object. */
const asOne = (prompt: string) => ({ concept: prompt, words: prompt, count: 1 });
