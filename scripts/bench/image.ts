/**
 * `yarn bench image`: text to picture by distillation. Pictures of single views are optimised against the
 * image model by each method, all with as many evaluations of the model, and compared with what the model
 * draws by itself (DPM-Solver++): Fréchet distance in the judge's features, and whether the judge sees the
 * noun. Any model will do; one that takes views together makes so many of each noun. Canvases are those of
 * `image`. Strips of progress are left in runs/bench-image.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Compute, startCompute } from '@modeseek/backend';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { modelFolder } from '@modeseek/cli/src/model-folder.ts';
import { contactSheet, type Images, imageAt, Rng, UserError, type View } from '@modeseek/core';
import { drawSamples, toImages } from '@modeseek/lab/draw-samples';
import { frechetDistance } from '@modeseek/lab/frechet';
import { IMAGE_METHODS, type ImageMethod } from '@modeseek/lab/image/methods';
import { optimise } from '@modeseek/lab/image/optimise';
import { Judge } from '@modeseek/lab/judge';
import { mean } from '@modeseek/lab/mean';
import { knownConcepts, someOf } from '@modeseek/lab/prompts';
import { shareNamed } from '@modeseek/lab/verdict';
import { encodePng, writeFileAtomic } from '@modeseek/node';
import { LIBRARY } from '@modeseek/objects';
import {
  CANVAS_NAMES,
  type CanvasName,
  createCanvas,
  createPictureGuidance,
  oneByOne,
  type PictureConfig,
  parsePictureConfig,
  pictureViews,
} from '@modeseek/picture';
import type { Prior } from '@modeseek/priors';
import { describeModel, loadPrior } from '@modeseek/priors/node';
import type { ModelKind } from '@modeseek/trainer';

const OUT = 'runs/bench-image';
/** Pictures of each noun, which are one another's particles, where the model does not say how many. */
const EACH = 2;
/** Degrees above the horizon. */
const ELEVATION = 20;
/**
 * How many sets of the model's own samples, each as large as a method's pictures, the methods are compared
 * with.
 */
const REFERENCES = 4;
/** Nouns worked on at the same time, so that their evaluations share batches. */
const TOGETHER = 8;
/** How often a picture is shown on its way, and of how many nouns. */
const LOOKS = 7;
const STRIPS = 8;
const CANVASES: readonly CanvasName[] = ['drawing', 'grid'];

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: 'string', default: 'embedded' },
      nouns: { type: 'string', default: '20' },
      budget: { type: 'string', default: '80' },
      canvases: { type: 'string', default: CANVASES.join(',') },
      methods: { type: 'string', default: IMAGE_METHODS.map(({ name }) => name).join(',') },
      seed: { type: 'string', default: '0' },
    },
  });
  const whole = (name: 'nouns' | 'budget') =>
    readNumber(name, values[name], { type: 'integer', minimum: 1, maximum: 100_000 });
  const [nouns, budget] = [whole('nouns'), whole('budget')];
  const canvases = values.canvases.split(',') as CanvasName[];
  const unknown = canvases.find((name) => !CANVAS_NAMES.includes(name));
  if (unknown) throw new UserError(`unknown canvas ${unknown}; known: ${CANVAS_NAMES.join(', ')}`);
  const methods = values.methods.split(',').map((name) => {
    const method = IMAGE_METHODS.find((each) => each.name === name);
    if (method) return method;
    throw new UserError(
      `unknown method ${name}; known: ${IMAGE_METHODS.map((each) => each.name).join(', ')}`,
    );
  });
  const folder = modelFolder(values.model);
  const kind = describeModel(folder);
  const judge = await Judge.load();
  const prior = await loadPrior(folder);
  const compute = await startCompute('auto');
  try {
    mkdirSync(OUT, { recursive: true });
    const known = kind.info ? knownConcepts(kind.info) : LIBRARY;
    const tasks = someOf(known, nouns).map(({ name }) => taskOf(name, prior, values.seed));
    const each = tasks[0].views.length;
    const denoiser = prior.together > 1 ? prior : oneByOne(prior);
    const samples = [];
    for (let i = 0; i <= REFERENCES; i++) {
      const rng = (noun: string) => new Rng(`${values.seed}:samples ${i}:${noun}`);
      const drawn = await inTurn(tasks, ({ noun, views }) =>
        drawSamples(denoiser, prior, noun, views, rng(noun)),
      );
      samples.push(await look(judge, tasks, `samples-${i}`, drawn));
    }
    const [again, ...references] = samples;
    const dimension = again.features.length / (tasks.length * each);
    const reference = Float32Array.from(references.flatMap(({ features }) => [...features]));
    const distance = (features: Float32Array) => frechetDistance(features, reference, dimension);

    const rows: Row[] = [];
    for (const canvas of canvases) {
      for (const method of methods) {
        const settings = { canvas, method, kind, budget, seed: values.seed };
        const began = performance.now();
        const results = await inTurn(tasks, (task) => makePictures(prior, compute, task, settings));
        const seconds = (performance.now() - began) / 1000;
        const name = `${canvas}-${method.name.replaceAll(/[ =]/g, '-')}`;
        const strips = results.slice(0, STRIPS).flatMap(({ path }) => path.map((each) => imageAt(each, 0)));
        writeFileAtomic(join(OUT, `progress-${name}.png`), encodePng(contactSheet(strips, LOOKS + 1)));
        const ends = results.map(({ path }) => path[path.length - 1]);
        const { accuracy, features } = await look(judge, tasks, name, ends);
        const [{ evaluations }] = results;
        const frechet = distance(features);
        rows.push({ canvas, method: method.name, frechet, accuracy, evaluations, seconds });
        process.stderr.write(
          `${name}: Fréchet ${frechet.toFixed(1)}, ${(100 * accuracy).toFixed(0)} % right, ${seconds.toFixed(0)} s\n`,
        );
      }
    }
    const of = (canvas: CanvasName, method: string) =>
      rows.find((row) => row.canvas === canvas && row.method === method)?.frechet;
    const gains = canvases.map((canvas) => {
      const [ours, theirs] = [of(canvas, 'msd κ=1'), of(canvas, 'sds')];
      return [`frechetBelowSds-${canvas}`, ours && theirs ? 1 - ours / theirs : null];
    });
    return {
      metrics: {
        frechetFloor: distance(again.features),
        accuracyOfSamples: mean(samples.map(({ accuracy }) => accuracy)),
        ...Object.fromEntries(gains),
      },
      rows,
    };
  } finally {
    await compute.dispose();
    await prior.dispose();
  }
}

/** A noun, which is the prompt, and what its pictures are of. */
interface Task {
  noun: string;
  pictures: Pick<PictureConfig, 'count' | 'around' | 'azimuth' | 'elevation'>;
  views: View[];
}

interface Settings {
  canvas: CanvasName;
  method: ImageMethod;
  kind: ModelKind;
  budget: number;
  seed: string;
}

/** Optimises the pictures of one noun; `path` holds them from the start to the end. */
async function makePictures(
  prior: Prior,
  { kernels }: Compute,
  { noun, pictures, views }: Task,
  { canvas: canvasName, method, kind, budget, seed }: Settings,
): Promise<{ path: Images[]; evaluations: number }> {
  const given = { ...method.options(kind), prompt: noun, canvas: canvasName, ...pictures };
  const config = parsePictureConfig(given, kind);
  const { innerSteps, learningRate } = config;
  const guidance = createPictureGuidance(config, prior);
  const canvas = await createCanvas(config, prior.drawing, kernels);
  const condition = { prompt: noun, views };
  const rng = new Rng(`${seed}:${method.name}:${noun}`);
  const parts = { canvas, guidance, condition, innerSteps, learningRate, rng };
  const { path, evaluations } = await optimise(parts, budget, LOOKS);
  await canvas.dispose();
  return { path: await Promise.all(path.map((drawn) => toImages(drawn, prior.drawing))), evaluations };
}

/** Leaves a sheet of the pictures of all tasks, and has the judge look at them. */
async function look(judge: Judge, tasks: readonly Task[], name: string, pictures: readonly Images[]) {
  writeFileAtomic(join(OUT, `${name}.png`), encodePng(contactSheet(pictures, 16)));
  const judged = await Promise.all(pictures.map((each) => judge.judge(each)));
  return {
    accuracy: mean(judged.map(({ verdicts }, i) => shareNamed(verdicts, tasks[i].noun))),
    features: Float32Array.from(judged.flatMap((each) => [...each.features])),
  };
}

interface Row extends Record<string, string | number> {
  canvas: CanvasName;
  method: string;
  /** To the model's own samples, in the judge's features. */
  frechet: number;
  /** Share of pictures in which the judge sees the noun. */
  accuracy: number;
  /** Of each picture. */
  evaluations: number;
  /** Of all pictures. */
  seconds: number;
}

/** Views from anywhere around, the same for all methods. */
function taskOf(noun: string, { together }: Prior, seed: string): Task {
  const azimuth = new Rng(`${seed}:${noun}`).uniform(0, 360);
  const isGroup = together > 1;
  const pictures = { count: isGroup ? together : EACH, around: isGroup, azimuth, elevation: ELEVATION };
  return { noun, pictures, views: pictureViews(pictures, together) };
}

/** Works on some at the same time, and on the next when they are done. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += TOGETHER) {
    results.push(...(await Promise.all(items.slice(i, i + TOGETHER).map(work))));
  }
  return results;
}
