import { join } from 'node:path';
import { modelDevice, startCompute } from '@modeseek/backend';
import {
  aroundViews,
  breathe,
  contactSheet,
  encodePng,
  imageAt,
  type RunEvent,
  type RunSummary,
  UserError,
  writeFileAtomic,
} from '@modeseek/core';
import { MeshThread } from '@modeseek/mesh';
import { createField, type Field } from '@modeseek/nerf';
import { loadPrior, type Prior } from '@modeseek/priors';
import { objectsOf, readScene, type Scene } from '@modeseek/scene';
import {
  createGuidance,
  fieldConfig,
  fieldRng,
  peakMemoryMiB,
  type RunConfig,
  RunDirectory,
  type TrainResult,
  trainScene,
} from '@modeseek/trainer';
import type { Command } from '../command.ts';
import { readConfigFile } from '../config-file.ts';
import { configFlags, configFromFlags, namingFlags } from '../config-flags.ts';
import { watchEventLoop } from '../event-loop.ts';
import { INTERRUPTED, interruptible } from '../interrupt.ts';
import { showProgress } from '../progress.ts';
import { checkNewRunPath, defaultRunPath, removeRun } from '../run-path.ts';
import { encodeTurntable, renderViews } from '../turntable.ts';

const TURNTABLE = { frames: 32, size: 192, seconds: 4 };
/** Its pictures are frames of the turntable, at equal steps from the front on. */
const CONTACT_SHEET = { views: 8, columns: 4 };

interface TrainFlags {
  [flag: string]: unknown;
  config?: string;
  out?: string;
  resume: boolean;
  overwrite: boolean;
  'dry-run': boolean;
  quiet: boolean;
  json: boolean;
}

export const trainCommand: Command<TrainFlags> = {
  command: 'train',
  describe: 'Make a 3D model from a prompt',
  builder: (yargs) =>
    yargs
      .usage(
        '$0 train --prompt "a hamburger" [flags]\n\nTrains a radiance field until it looks like the prompt from every side, and makes a mesh of it.',
      )
      .options({
        out: {
          type: 'string',
          requiresArg: true,
          description: 'Folder of the run; runs/<prompt> when not given',
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
        quiet: { type: 'boolean', default: false, description: 'Say nothing but errors' },
        json: { type: 'boolean', default: false, description: 'Print the summary as one line of JSON' },
        ...configFlags(),
      })
      .example([
        ['$0 train --prompt "a red mug"', 'make runs/a-red-mug/mesh.glb'],
        ['$0 train --prompt "a duck" --seed 3', 'another duck'],
        ['$0 train --prompt "a duck" --guidance sds --out runs/duck-sds', 'by score distillation'],
        ['$0 train --prompt "a red mug" --resume', 'go on after Ctrl-C or a crash'],
      ]),
  handler: runTrain,
};

/** Checks everything before anything is written; then trains, renders and exports. */
async function runTrain(flags: TrainFlags): Promise<void> {
  const began = performance.now();
  const { path, config, open } = resolveRun(flags);

  const parts: { dispose(): Promise<void> }[] = [];
  try {
    const threads = config.threads === 0 ? {} : { threads: config.threads };
    const compute = await startCompute(config.backend, threads);
    parts.unshift(compute);
    const provider = modelDevice(compute);
    const prior = await loadPrior(config.model, { ...threads, provider });
    parts.unshift(prior);
    const { ignored } = prior.prepare(config.prompt);
    const scene = config.compose ? sceneOf(config.prompt, prior) : config.prompt;
    const field = await createField(fieldConfig(config), fieldRng(config), compute);
    parts.unshift(field);
    const guidance = namingFlags(() => createGuidance(config, prior));
    const model = prior.info.sha256;
    if (flags['dry-run']) {
      const plan = { directory: path, config, model, objects: objectsOf(scene) };
      process.stdout.write(`${JSON.stringify(plan)}\n`);
      return;
    }

    const directory = open();
    const say = (text: string) => {
      if (!flags.quiet) process.stderr.write(`${text}\n`);
    };
    if (ignored.length > 0) say(`The model does not know, and leaves out: ${ignored.join(', ')}`);
    const onEvent = flags.quiet ? undefined : showProgress(process.stderr);
    const thread = new MeshThread();
    parts.unshift(thread);
    await breathe();
    const { signal, done } = interruptible(() => say('\nFinishing this step; Ctrl-C again stops at once.'));
    try {
      const longestBlock = watchEventLoop();
      const trainBegan = performance.now();
      const result = await trainScene({
        directory,
        scene,
        compute,
        surfacePoints: (query) => thread.surfacePoints(query),
        field,
        guidance,
        model,
        format: prior.format,
        backend: `${compute.description}; image model on the ${prior.description}`,
        onObjects: (names) => say(`Each by itself, then together: ${names.join(', ')}`),
        onEvent,
        signal,
      });
      const untrained = () => (performance.now() - began - (trainEnded - trainBegan)) / 1000;
      const trainEnded = performance.now();
      if (result?.outcome !== 'finished') {
        const where = result ? `after step ${result.step}` : 'among its objects';
        say(`Stopped ${where}. To go on: yarn train --resume --out ${quoted(path)}`);
        process.exitCode = INTERRUPTED;
        return;
      }
      done(); // The checkpoint is safe: from here on Ctrl-C ends the process at once.
      const summary = await finishRun(directory, field, result, {
        thread,
        backend: compute.name,
        onEvent,
        warn: (text) => process.stderr.write(`${text}\n`),
        seconds: () => result.seconds + untrained(),
        longestBlock,
      });
      if (flags.json) process.stdout.write(`${JSON.stringify({ directory: path, ...summary })}\n`);
      else if (!flags.quiet) process.stdout.write(farewell(path, summary));
    } finally {
      done();
    }
  } finally {
    for (const part of parts) await part.dispose();
  }
}

/** What a prompt asks for, taken apart as far as the model knows the objects in it. */
function sceneOf(prompt: string, prior: Prior): Scene {
  return readScene(prior.prepare(prompt).text, (words) => {
    try {
      return prior.prepare(words).concepts.length > 0;
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
  });
}

/** A run that is to be trained. */
interface RequestedRun {
  path: string;
  config: RunConfig;
  /** Creates its folder, or opens it. */
  open(): RunDirectory;
}

/** The run that flags ask for; writes nothing. */
function resolveRun(flags: TrainFlags): RequestedRun {
  const file = flags.config === undefined ? {} : readConfigFile(flags.config);
  if (flags.resume) return resolveResumed(flags, file);
  const config = configFromFlags(flags, file);
  const path = flags.out ?? defaultRunPath(config.prompt);
  checkNewRunPath(path, flags.overwrite);
  const open = () => {
    if (flags.overwrite) removeRun(path);
    return RunDirectory.create(path, config);
  };
  return { path, config, open };
}

function resolveResumed(flags: TrainFlags, file: Record<string, unknown>): RequestedRun {
  if (flags.overwrite) {
    throw new UserError('--resume goes on with a run and --overwrite replaces it; give one of them');
  }
  const prompt = flags.prompt ?? file.prompt;
  if (flags.out === undefined && prompt === undefined) {
    throw new UserError('--resume needs the run: give its --prompt, or its folder with --out');
  }
  const path = flags.out ?? defaultRunPath(String(prompt));
  const directory = RunDirectory.open(path);
  const { config } = directory;
  const wanted = configFromFlags(flags, { ...config, ...file });
  const names = Object.keys(config) as (keyof RunConfig)[];
  const changed = names.find((name) => wanted[name] !== config[name]);
  if (changed !== undefined) {
    throw new UserError(
      `${path} was started with ${changed} ${JSON.stringify(config[changed])}, which cannot change on the way; leave it out, or start a new run with --out`,
    );
  }
  return { path, config, open: () => directory };
}

interface FinishOptions {
  thread: MeshThread;
  backend: string;
  onEvent?: (event: RunEvent) => void;
  warn: (text: string) => void;
  /** Since the start of the run. */
  seconds: () => number;
  /** Milliseconds, the most that the program's thread was busy with one thing. */
  longestBlock: () => number;
}

/** Exports a trained field, then takes its pictures, and writes the summary. A field with nothing in it has no mesh, but pictures. */
async function finishRun(
  directory: RunDirectory,
  field: Field,
  { renderer, step, seconds: secondsTrain, droppedSteps }: TrainResult,
  { thread, backend, onEvent, warn, seconds, longestBlock }: FinishOptions,
): Promise<RunSummary> {
  const { path, config } = directory;
  const emit = (event: RunEvent) => {
    directory.appendEvent(event);
    onEvent?.(event);
  };
  const phase = (name: 'turntable' | 'export') => (progress: number) =>
    emit({ type: 'phase', time: seconds(), phase: name, progress });

  let triangles = 0;
  try {
    const mesh = await thread.exportMesh(
      (points, count) => field.query(points, count),
      { name: config.prompt },
      phase('export'),
    );
    writeFileAtomic(join(path, 'mesh.glb'), mesh.bytes);
    triangles = mesh.triangles;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    warn(`No mesh was made: ${error.message}`);
  }

  phase('turntable')(0);
  const frames = await renderViews(
    renderer,
    aroundViews(TURNTABLE.frames),
    TURNTABLE.size,
    phase('turntable'),
  );
  writeFileAtomic(join(path, 'turntable.webp'), await encodeTurntable(frames, TURNTABLE.seconds));
  const every = TURNTABLE.frames / CONTACT_SHEET.views;
  await breathe();
  const sides = Array.from({ length: CONTACT_SHEET.views }, (_, i) => imageAt(frames, i * every));
  const sheet = contactSheet(sides, CONTACT_SHEET.columns);
  await breathe();
  writeFileAtomic(join(path, 'contact-sheet.png'), encodePng(sheet));

  const summary: RunSummary = {
    prompt: config.prompt,
    seed: config.seed,
    steps: step,
    backend,
    secondsTrain: round(secondsTrain),
    secondsTotal: round(seconds()),
    peakMemoryMiB: Math.round(peakMemoryMiB()),
    longestBlockMs: Math.round(longestBlock()),
    triangles,
    droppedSteps,
  };
  writeFileAtomic(join(path, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  emit({ type: 'finish', time: seconds(), summary });
  return summary;
}

function farewell(path: string, { secondsTotal, triangles }: RunSummary): string {
  const what = triangles > 0 ? `${join(path, 'mesh.glb')}: ${triangles} triangles` : `${path}: no mesh`;
  const made = `${what}, ${Math.round(secondsTotal)} s`;
  return `${made}. To look at it: yarn view ${quoted(path)}\n`;
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

/** As a shell takes it. */
function quoted(path: string): string {
  return /^[\p{Letter}\p{Number}_./-]+$/u.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
