/**
 * `yarn bench prior`: what the image model is worth by itself, before any object is made of it.
 * - samples of "NOUN", for each concept, from all sides: share in which the judge sees the noun, and of those with a front, within 45 degrees
 * - samples for captions of held-out objects of the library, against pictures of as many others: Fréchet distance in the judge's features; and
 *   the same between pictures of the two sets of objects, the least that can be hoped for
 * - time of an evaluation of eight views, size of model.onnx
 *
 * Samples: DPM-Solver++(2M), 14 evaluations, classifier-free guidance at 1.5. Sheets are left in runs/bench-prior.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import {
  aroundViews,
  contactSheet,
  encodePng,
  type Images,
  Rng,
  type View,
  writeFileAtomic,
} from '@modeseek/core';
import { type Concept, caption, drawSubject, flatten } from '@modeseek/objects';
import { describeModel, loadPrior, type Prior } from '@modeseek/priors';
import { sampleCameras } from '@modeseek/renderer';
import { drawSamples } from './draw-samples.ts';
import { frechetDistance } from './frechet.ts';
import { Judge } from './judge.ts';
import { mean, meanOfKnown } from './mean.ts';
import { meshPictures } from './mesh-pictures.ts';
import { knownConcepts } from './prompts.ts';
import { shareNamed, shareWithin } from './verdict.ts';

const OUT = 'runs/bench-prior';
const VIEWS = 4;
const TIMED_CALLS = 20;

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: 'string', default: 'embedded' },
      objects: { type: 'string', default: '2' },
      seed: { type: 'string', default: '0' },
    },
  });
  const each = readNumber('objects', values.objects, { type: 'integer', minimum: 1 });
  const prior = await loadPrior(values.model);
  try {
    return await measure(prior, values.model, each, values.seed);
  } finally {
    await prior.dispose();
  }
}

async function measure(prior: Prior, model: string, each: number, seed: string) {
  const judge = await Judge.load();
  const size = prior.imageSize;
  const draw = (prompt: string, views: View[], rng: Rng) =>
    drawSamples(prior, prior.info, prompt, views, rng);

  const rows = [];
  const sheet: Images[] = [];
  const around = aroundViews(VIEWS);
  const known = knownConcepts(prior.info);
  const judged = judge.concepts.filter(({ name }) => known.some((concept) => concept.name === name));
  for (const { name, symmetry } of judged) {
    const rng = new Rng(`${seed}:${name}`);
    const verdicts = [];
    for (let i = 0; i < each; i++) {
      const pictures = await draw(name, around, rng);
      if (i === 0) sheet.push(pictures);
      verdicts.push((await judge.judge(pictures)).verdicts);
    }
    const right = mean(verdicts.map((views) => shareNamed(views, name)));
    const within45 = meanOfKnown(verdicts.map((views) => shareWithin(views, symmetry)));
    rows.push({ concept: name, right, within45 });
    process.stderr.write(`${name}: ${(100 * right).toFixed(0)} % right\n`);
  }
  mkdirSync(OUT, { recursive: true });
  writeFileAtomic(join(OUT, 'samples.png'), encodePng(contactSheet(sheet, 4 * VIEWS)));

  const [drawn, held, others]: Float32Array[][] = [[], [], []];
  const pairs: Images[] = [];
  for (const concept of known) {
    for (let i = 0; i < each; i++) {
      const rng = new Rng(`bench:${seed}:${concept.name}:${i}`);
      const truth = photograph(concept, known, rng.fork('first'), size);
      const other = photograph(concept, known, rng.fork('second'), size);
      const pictures = await draw(truth.caption, truth.views, rng.fork('noise'));
      if (i === 0) pairs.push(truth.pictures, pictures);
      drawn.push((await judge.judge(pictures)).features);
      held.push((await judge.judge(truth.pictures)).features);
      others.push((await judge.judge(other.pictures)).features);
    }
    process.stderr.write(`${concept.name}: compared\n`);
  }
  writeFileAtomic(join(OUT, 'captions.png'), encodePng(contactSheet(pairs, 4 * VIEWS)));

  const times = [];
  const eight = aroundViews(8);
  const noisy = new Rng(0).normals(new Float32Array(8 * size * size * 3));
  for (let i = 0; i < TIMED_CALLS; i++) {
    const began = performance.now();
    await prior.denoise(noisy, 1, { prompt: known[0].name, views: eight });
    times.push(performance.now() - began);
  }
  const dimension = drawn[0].length / VIEWS;
  const [samples, first, second] = [drawn, held, others].map((list) =>
    Float32Array.from(list.flatMap((f) => [...f])),
  );
  return {
    metrics: {
      accuracy: mean(rows.map(({ right }) => right)),
      within45: meanOfKnown(rows.map(({ within45 }) => within45)),
      frechet: frechetDistance(samples, second, dimension),
      frechetFloor: frechetDistance(second, first, dimension),
      msPerEvaluationBatch8: times.sort((a, b) => a - b)[TIMED_CALLS / 2],
      assetMiB: describeModel(model).bytes / 2 ** 20,
    },
    rows,
  };
}

/** A random object, or a scene of two, with a caption and pictures from cameras all around. */
function photograph(concept: Concept, library: readonly Concept[], rng: Rng, size: number) {
  const subject = drawSubject(concept, library, rng.fork('subject'));
  const views = sampleCameras(VIEWS, rng.fork('cameras')).map((camera, i) => ({
    ...aroundViews(VIEWS)[i],
    camera,
  }));
  return {
    caption: caption(subject, rng.fork('caption')),
    views,
    pictures: meshPictures(flatten(subject.group), views, size),
  };
}
