import { join } from 'node:path';
import { compileSchedule, NO_MESH, RUN_FILES } from '@modeseek/core';
import { MeshThread } from '@modeseek/mesh/node';
import { createField } from '@modeseek/nerf';
import { objectsOf, readScene } from '@modeseek/scene';
import {
  createGuidance,
  estimateMemory,
  fieldConfig,
  fieldRng,
  modelWork,
  OBJECT_RUN,
  type RunConfig,
  type TrainResult,
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
  const scene = config.compose ? readScene(wanted) : config.prompt;
  const objects = objectsOf(scene);
  checkMemory(
    estimateMemory(config, {
      threads: compute.threads,
      model: description.memory,
      together: prior.together,
      objects: objects.length,
    }),
  );
  const guidance = namingFlags(() => createGuidance(config, prior));
  const field = await createField(fieldConfig(config), fieldRng(config), compute.kernels);
  let thread: MeshThread | undefined;
  let trained: TrainResult | null = null;
  /** What is right and wrong with the mesh. */
  let meshLine = '';
  return {
    async plan() {
      const work = modelWork(config, prior.together);
      const question = {
        prompt: config.prompt,
        views: viewsAt(0.5, config, prior.together),
        edge: Math.round(compileSchedule(config.resolution)(0.5)),
      };
      const modelSeconds = Math.round(await estimateModelSeconds(prior, question, work));
      return { objects, modelPictures: work.pictures, modelSeconds };
    },
    async make(options) {
      const meshes = new MeshThread();
      thread = meshes;
      trained = await trainScene({
        ...options,
        scene,
        kernels: compute.kernels,
        surfacePoints: (query) => meshes.surfacePoints(query),
        field,
        guidance,
        drawing: prior.drawing,
        together: prior.together,
        onObjects: (names) => say(`Each by itself, then together: ${names.join(', ')}`),
      });
      return trained;
    },
    finish: (finishing) =>
      finishRun(field, trained!, {
        ...finishing,
        thread: thread!,
        warn: tell,
        onMesh: (line) => {
          meshLine = `, ${line}`;
        },
      }),
    farewell: (path, { triangles }) =>
      triangles ? `${join(path, RUN_FILES.mesh)}: ${triangles} triangles${meshLine}` : `${path}: no mesh`,
    async dispose() {
      await thread?.dispose();
      await field.dispose();
    },
  };
}
