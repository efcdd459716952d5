/**
 * `yarn bench image`: text to picture by distillation. Pictures of single views are optimised against the image model by each method, all with as many
 * evaluations of the model, and compared with what the model draws by itself (DPM-Solver++): Fréchet distance in the judge's features, and whether the
 * judge sees the noun. Canvases: the pixels themselves, and a hash grid with a small network as in a NeRF. Strips of progress are left in
 * runs/bench-image.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startCompute } from '@modeseek/backend';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import {
  aroundViews,
  contactSheet,
  encodePng,
  type Images,
  imageAt,
  Rng,
  UserError,
  writeFileAtomic,
} from '@modeseek/core';
import { classifierFreeGuidance } from '@modeseek/guidance';
import { loadPrior, type Prior } from '@modeseek/priors';
import { drawSamples, toImages } from './draw-samples.ts';
import { frechetDistance } from './frechet.ts';
import { CANVASES, type CanvasKind, createCanvas } from './image/canvas.ts';
import { IMAGE_METHODS } from './image/methods.ts';
import { oneByOne, optimise } from './image/optimise.ts';
import { Judge } from './judge.ts';
import { knownConcepts } from './prompts.ts';

const OUT = 'runs/bench-image';
/** Pictures of each noun; they are one another's particles. */
const EACH = 2;
/** Nouns worked on at the same time, so that their evaluations share batches. */
const TOGETHER = 8;
const LOOKS = 7;
const SAMPLE_SCALE = 1.5;
const RATES: Record<CanvasKind, string> = { pixels: '0:0.1 1:0.01 log', grid: '0:0.03 1:0.003 log' };

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: 'string', default: 'embedded' },
      nouns: { type: 'string', default: '48' },
      budget: { type: 'string', default: '160' },
      canvases: { type: 'string', default: CANVASES.join(',') },
      methods: { type: 'string', default: IMAGE_METHODS.map(({ name }) => name).join(',') },
      seed: { type: 'string', default: '0' },
    },
  });
  const whole = (name: 'nouns' | 'budget') => readNumber(name, values[name], { type: 'integer', minimum: 1 });
  const [nouns, budget] = [whole('nouns'), whole('budget')];
  const canvases = values.canvases.split(',') as CanvasKind[];
  const unknown = canvases.find((name) => !CANVASES.includes(name));
  if (unknown) throw new UserError(`unknown canvas ${unknown}; known: ${CANVASES.join(', ')}`);
  const methods = values.methods.split(',').map((name) => {
    const method = IMAGE_METHODS.find((each) => each.name === name);
    if (method) return method;
    throw new UserError(
      `unknown method ${name}; known: ${IMAGE_METHODS.map((each) => each.name).join(', ')}`,
    );
  });
  const judge = await Judge.load();
  const prior = await loadPrior(values.model);
  try {
    const tasks = tasksFor(prior, nouns, values.seed);
    mkdirSync(OUT, { recursive: true });
    const features = async (name: string, pictures: Images[]) => {
      const judged = await Promise.all(pictures.map((each) => judge.judge(each)));
      const right = judged.map(
        ({ verdicts }, i) => verdicts.filter(({ concept }) => concept === tasks[i].noun).length,
      );
      writeFileAtomic(
        join(OUT, `${name.replaceAll(/[ =]/g, '-')}.png`),
        encodePng(contactSheet(pictures, 16)),
      );
      return {
        accuracy: right.reduce((a, b) => a + b, 0) / (tasks.length * EACH),
        features: Float32Array.from(judged.flatMap((each) => [...each.features])),
      };
    };
    const sampled = async (seed: string) => {
      const guided = classifierFreeGuidance(oneByOne(prior), { guidanceScale: SAMPLE_SCALE });
      return inTurn(tasks, ({ prompt, views, noun }) =>
        drawSamples(guided, prior.info, prompt, [...views], new Rng(`${seed}:${noun}`)),
      );
    };
    const reference = await features('samples', await sampled(`${values.seed}:reference`));
    const again = await features('samples again', await sampled(`${values.seed}:again`));
    const dimension = reference.features.length / (tasks.length * EACH);
    const distance = (found: Float32Array) => frechetDistance(found, reference.features, dimension);

    const rows: Row[] = [];
    const compute = await startCompute('auto');
    for (const kind of canvases) {
      for (const { name, guidance, innerSteps } of methods) {
        const began = performance.now();
        const strips: Images[] = [];
        let evaluations = 0;
        const pictures = await inTurn(tasks, async ({ noun, prompt, views }) => {
          const size = prior.imageSize;
          const seed = `${values.seed}:${name}:${noun}`;
          const canvas = await createCanvas(kind, EACH, size, compute, seed);
          const condition = { prompt, views };
          const options = { condition, budget, innerSteps, rate: RATES[kind], rng: new Rng(seed) };
          const result = await optimise(canvas, guidance(oneByOne(prior), size * size * 3), options, LOOKS);
          await canvas.dispose();
          evaluations = result.evaluations;
          if (strips.length < 8)
            strips.push(stripOf(result.path.map((look) => imageAt(toImages(look, size), 0))));
          return toImages(result.path[result.path.length - 1], size);
        });
        const seconds = (performance.now() - began) / 1000;
        const found = await features(`${kind} ${name}`, pictures);
        writeFileAtomic(
          join(OUT, `progress-${kind}-${name.replaceAll(/[ =]/g, '-')}.png`),
          encodePng(contactSheet(strips, LOOKS + 1)),
        );
        const row = {
          canvas: kind,
          method: name,
          frechet: distance(found.features),
          accuracy: found.accuracy,
          evaluations,
          seconds,
        };
        rows.push(row);
        process.stderr.write(
          `${kind}, ${name}: Fréchet ${row.frechet.toFixed(1)}, ${(100 * row.accuracy).toFixed(0)} % right, ${seconds.toFixed(0)} s\n`,
        );
      }
    }
    await compute.dispose();
    const of = (canvas: CanvasKind, method: string) =>
      rows.find((row) => row.canvas === canvas && row.method === method)?.frechet;
    const gains = canvases.map((canvas) => {
      const [ours, theirs] = [of(canvas, 'msd κ=1'), of(canvas, 'sds')];
      return [`frechetBelowSds-${canvas}`, ours && theirs ? 1 - ours / theirs : null];
    });
    return {
      metrics: {
        frechetFloor: distance(again.features),
        accuracyOfSamples: reference.accuracy,
        ...Object.fromEntries(gains),
      },
      rows,
    };
  } finally {
    await prior.dispose();
  }
}

interface Row extends Record<string, string | number> {
  canvas: CanvasKind;
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

/** A noun, and the views its pictures are of: from anywhere around, the same for all methods. */
function tasksFor(prior: Prior, count: number, seed: string) {
  const known = knownConcepts(prior.info);
  const [view] = aroundViews(1);
  return Array.from({ length: Math.min(count, known.length) }, (_, i) => {
    const { name } = known[Math.floor((i * known.length) / Math.min(count, known.length))];
    const rng = new Rng(`${seed}:${name}`);
    const azimuth = rng.uniform(0, 2 * Math.PI);
    const views = Array.from({ length: EACH }, () => ({ ...view, camera: { ...view.camera, azimuth } }));
    return { noun: name, prompt: name, views };
  });
}

/** Works on some at the same time, and on the next when they are done. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += TOGETHER) {
    results.push(...(await Promise.all(items.slice(i, i + TOGETHER).map(work))));
  }
  return results;
}

function stripOf(pictures: Images[]): Images {
  const [{ height, width }] = pictures;
  const data = new Float32Array(pictures.length * height * width * 3);
  pictures.forEach((picture, i) => {
    data.set(picture.data, i * picture.data.length);
  });
  return { data, batch: pictures.length, height, width };
}
