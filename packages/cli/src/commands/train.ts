import { join } from 'node:path';
import { checkThreads, modelDevice, mostThreads, startCompute } from '@modeseek/backend';
import { breathe, NO_MESH, RUN_FILES, type RunSummary, shortened, UserError } from '@modeseek/core';
import { MeshThread } from '@modeseek/mesh/node';
import { createField } from '@modeseek/nerf';
import { peakMemoryMiB } from '@modeseek/node';
import { describeModel, loadPrior } from '@modeseek/priors/node';
import { objectsOf, readScene } from '@modeseek/scene';
import {
  createGuidance,
  estimateMemory,
  fieldConfig,
  fieldRng,
  modelWork,
  trainScene,
} from '@modeseek/trainer';
import type { Command } from '../command.ts';
import { configFlags, namingFlags } from '../config-flags.ts';
import { watchEventLoop } from '../event-loop.ts';
import { finishRun } from '../finish-run.ts';
import { interruptible } from '../interrupt.ts';
import { checkMemory } from '../machine-memory.ts';
import { modelFolder } from '../model-folder.ts';
import { estimateModelSeconds } from '../model-time.ts';
import { commandLine } from '../program.ts';
import { showProgress } from '../progress.ts';
import { type RunFlags, requestedRun } from '../requested-run.ts';
import { print, printJson, tell } from '../say.ts';

interface TrainFlags extends RunFlags {
  /** As a word of its own, in place of the flag. */
  words?: string;
  quiet: boolean;
  json: boolean;
}

export const trainCommand: Command<TrainFlags> = {
  command: 'train [words]',
  describe: 'Make a 3D model from a prompt',
  builder: (yargs) =>
    yargs
      .usage(
        '$0 train --prompt "a hamburger" [flags]\n\nTrains a radiance field until it looks like the prompt from every side, and makes a mesh of it.',
      )
      .positional('words', { type: 'string', description: 'The prompt, in place of --prompt' })
      .options({
        out: {
          type: 'string',
          requiresArg: true,
          description: 'Folder of the run; when not given runs/<prompt>, and what is not as by default',
        },
        config: {
          type: 'string',
          requiresArg: true,
          description: 'JSON file of options; flags go before it',
        },
        resume: { type: 'boolean', default: false, description: 'Go on with a run that was stopped' },
        overwrite: { type: 'boolean', default: false, description: 'Replace a run that is there' },
        'dry-run': {
          type: 'boolean',
          default: false,
          description: 'Check everything, print what would be made of it as one line of JSON, write nothing',
        },
        quiet: { type: 'boolean', default: false, description: 'Say nothing but warnings and errors' },
        json: { type: 'boolean', default: false, description: 'Print the summary as one line of JSON' },
        ...configFlags(),
      })
      .example([
        ['$0 train --prompt "a red mug"', 'make runs/a-red-mug/mesh.glb'],
        ['$0 train "a duck" --seed 3', 'another duck, runs/a-duck-seed3'],
        ['$0 train "a duck" --guidance sds', 'by score distillation, runs/a-duck-sds'],
        ['$0 train --prompt "a red mug" --resume', 'go on after Ctrl-C or a crash'],
      ]),
  handler: runTrain,
};

/** Checks everything before anything is written; then trains, renders and exports. */
async function runTrain({ words, ...flags }: TrainFlags): Promise<void> {
  const began = performance.now();
  if (words !== undefined && flags.prompt !== undefined) {
    throw new UserError(
      `the prompt is given twice, as --prompt and as "${shortened(words)}"; a text of several words needs quotes`,
    );
  }
  const { path, config, open } = await requestedRun(
    words === undefined ? flags : { ...flags, prompt: words },
  );

  const parts: { dispose(): Promise<void> }[] = [];
  try {
    const threads = config.threads === 0 ? {} : { threads: Math.min(config.threads, mostThreads()) };
    // A run that has begun on a larger machine may go on here.
    if (config.threads > 0 && !flags.resume) namingFlags(() => checkThreads(config.threads));
    const compute = await startCompute(config.backend, threads);
    parts.unshift(compute);
    const provider = modelDevice(compute);
    const folder = modelFolder(config.model);
    const description = describeModel(folder);
    const prior = await loadPrior(folder, { ...threads, provider });
    parts.unshift(prior);
    const wanted = prior.prepare(config.prompt, config);
    const { warnings } = wanted;
    for (const warning of warnings) tell(`Warning: ${warning}`);
    const scene = config.compose ? readScene(wanted) : config.prompt;
    const objects = objectsOf(scene);
    const memoryMiB = checkMemory(
      estimateMemory(config, {
        threads: compute.threads,
        model: description.memory,
        together: prior.together,
        objects: objects.length,
      }),
      { begun: flags.resume },
    );
    const field = await createField(fieldConfig(config), fieldRng(config), compute.kernels);
    parts.unshift(field);
    const guidance = namingFlags(() => createGuidance(config, prior));
    const model = prior.sha256;
    if (flags['dry-run']) {
      const work = modelWork(config, prior.together);
      const modelSeconds = Math.round(await estimateModelSeconds(prior, config, work));
      const { family } = description;
      const needs = { memoryMiB, modelPictures: work.pictures, modelSeconds };
      printJson({ directory: path, config, model, family, objects, warnings, ...needs });
      return;
    }

    const held = await open();
    parts.push(held);
    const { run } = held;
    const say = (text: string) => {
      if (!flags.quiet) tell(text);
    };
    const onEvent = flags.quiet ? undefined : showProgress(process.stderr);
    const thread = new MeshThread();
    parts.unshift(thread);
    await breathe();
    const { signal, exitCode, done } = interruptible(() => {
      say(''); // Behind the line that shows progress.
      say('Finishing this step; Ctrl-C again stops at once.');
    });
    try {
      const longestBlock = watchEventLoop();
      const trainBegan = performance.now();
      const result = await trainScene({
        run,
        scene,
        kernels: compute.kernels,
        surfacePoints: (query) => thread.surfacePoints(query),
        field,
        guidance,
        model,
        warnings,
        drawing: prior.drawing,
        together: prior.together,
        backend: `${compute.description}; image model on the ${prior.description}`,
        onObjects: (names) => say(`Each by itself, then together: ${names.join(', ')}`),
        onEvent,
        peakMemoryMiB,
        signal,
      });
      const untrained = () => (performance.now() - began - (trainEnded - trainBegan)) / 1000;
      const trainEnded = performance.now();
      if (result?.outcome !== 'finished') {
        const where = result ? `after step ${result.step}` : 'among its objects';
        say(`Stopped ${where}. To go on: ${commandLine('train')} --resume --out ${quoted(path)}`);
        process.exitCode = exitCode();
        return;
      }
      done(); // The checkpoint is safe: from here on Ctrl-C ends the process at once.
      const summary = await finishRun(run, field, result, {
        thread,
        compute,
        model,
        onEvent,
        warn: tell,
        warnings,
        seconds: () => result.seconds + untrained(),
        longestBlock,
      });
      await held.finished();
      if (flags.json) printJson({ directory: path, ...summary });
      else if (!flags.quiet) print(farewell(path, summary));
      if (summary.triangles === 0) process.exitCode = NO_MESH;
    } finally {
      done();
    }
  } finally {
    // All of them, whatever becomes of one; what the run itself has thrown is what the user is told.
    for (const part of parts) await part.dispose().catch(() => {});
  }
}

function farewell(path: string, { secondsTotal, triangles }: RunSummary): string {
  const what = triangles > 0 ? `${join(path, RUN_FILES.mesh)}: ${triangles} triangles` : `${path}: no mesh`;
  const made = `${what}, ${Math.round(secondsTotal)} s`;
  return `${made}. To look at it: ${commandLine('view')} ${quoted(path)}`;
}

/** As a shell takes it. */
function quoted(path: string): string {
  return /^[\p{Letter}\p{Number}_./-]+$/u.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
