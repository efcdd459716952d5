/**
 * `yarn bench prior`: what the image model is worth by itself, before any object is made of it.
 * - samples for the prompts of `yarn bench objects` (see there), guided as a default run guides: what the judge makes of them, and of pictures of
 *   what the library means by the same prompts (`...OnTruth`, the most that can be hoped for)
 * - samples for captions of held-out objects of the library, against pictures of as many others: Fréchet distance in the judge's features; and
 *   the same between pictures of the two sets of objects, the least that can be hoped for. Guidance scale 1.5
 * - time of an evaluation of eight views, size of model.onnx
 *
 * Samples: DPM-Solver++(2M), 14 evaluations. Sheets are left in runs/bench-prior.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { aroundViews, contactSheet, encodePng, type Images, Rng, writeFileAtomic } from '@modeseek/core';
import { describeModel, loadPrior, type Prior } from '@modeseek/priors';
import { parseConfig } from '@modeseek/trainer';
import { drawSamples } from './draw-samples.ts';
import { frechetDistance } from './frechet.ts';
import { Judge } from './judge.ts';
import { photograph, truePictures } from './library-pictures.ts';
import { mean, meanOfKnown } from './mean.ts';
import { knownConcepts, PARTS, type Part, type PartOptions, promptsOf } from './prompts.ts';
import { scoreOf } from './score.ts';

const OUT = 'runs/bench-prior';
/** Of an object for a prompt, as in `yarn bench objects`, and for a caption. */
const VIEWS = 8;
const CAPTION_VIEWS = 4;
const TIMED_CALLS = 20;

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: 'string', default: 'embedded' },
      objects: { type: 'string', default: '1' },
      colours: { type: 'string', default: '100' },
      scenes: { type: 'string', default: '48' },
      seed: { type: 'string', default: '0' },
    },
  });
  const count = (name: 'objects' | 'colours' | 'scenes') =>
    readNumber(name, values[name], { type: 'integer', minimum: 1 });
  const { model, seed } = values;
  const [each, colours, scenes] = [count('objects'), count('colours'), count('scenes')];
  const prior = await loadPrior(model);
  try {
    mkdirSync(OUT, { recursive: true });
    const judge = await Judge.load();
    const rows = await judgeSamples(prior, judge, each, { colours, scenes }, seed);
    const over = (part: Part, key: 'right' | 'within45' | 'trueRight' | 'trueWithin45') =>
      meanOfKnown(rows.filter((row) => row.part === part).map((row) => row[key]));
    return {
      metrics: {
        accuracy: over('concepts', 'right'),
        within45: over('concepts', 'within45'),
        bindingAccuracy: over('colours', 'right'),
        pairAccuracy: over('scenes', 'right'),
        ...(await compareCaptions(prior, judge, each, seed)),
        msPerEvaluationBatch8: await timeOfEight(prior),
        assetMiB: describeModel(model).bytes / 2 ** 20,
        accuracyOnTruth: over('concepts', 'trueRight'),
        within45OnTruth: over('concepts', 'trueWithin45'),
        bindingOnTruth: over('colours', 'trueRight'),
        pairsOnTruth: over('scenes', 'trueRight'),
      },
      rows,
    };
  } finally {
    await prior.dispose();
  }
}

/** A row for each prompt: what the judge makes of `each` samples for it, and of the truth. */
async function judgeSamples(prior: Prior, judge: Judge, each: number, options: PartOptions, seed: string) {
  const { guidanceScale, guidanceFloor, guidanceCeiling } = parseConfig({ prompt: 'a mug' });
  const guidance = { guidanceScale, guidanceInterval: [guidanceFloor, guidanceCeiling] as const };
  const known = knownConcepts(prior.info);
  const around = aroundViews(VIEWS);
  const rows = [];
  for (const part of PARTS) {
    const sheet: Images[] = [];
    for (const prompt of promptsOf(part, known, options)) {
      const score = async (pictures: Images) =>
        scoreOf(part, prompt, await judge.judge(pictures), judge.concepts);
      const rng = new Rng(`${seed}:${prompt.text}`);
      const scores = [];
      for (let i = 0; i < each; i++) {
        const pictures = await drawSamples(prior, prior.info, prompt.text, around, rng, guidance);
        if (i === 0) sheet.push(pictures);
        scores.push(await score(pictures));
      }
      const truth = await score(truePictures(prompt, known, around, judge.size));
      const right = mean(scores.map((one) => one.right));
      rows.push({
        part,
        prompt: prompt.text,
        right,
        within45: meanOfKnown(scores.map((one) => one.within45)),
        trueRight: truth.right,
        trueWithin45: truth.within45,
      });
      process.stderr.write(`${prompt.text}: ${(100 * right).toFixed(0)} % right\n`);
    }
    writeFileAtomic(join(OUT, `${part}.png`), encodePng(contactSheet(sheet, 2 * VIEWS)));
  }
  return rows;
}

/** Samples for the captions of `each` objects a concept, in the judge's features. */
async function compareCaptions(prior: Prior, judge: Judge, each: number, seed: string) {
  const known = knownConcepts(prior.info);
  const [drawn, held, others]: Float32Array[][] = [[], [], []];
  const sheet: Images[] = [];
  for (const concept of known) {
    for (let i = 0; i < each; i++) {
      const rng = new Rng(`bench:${seed}:${concept.name}:${i}`);
      const truth = photograph(concept, known, CAPTION_VIEWS, rng.fork('first'), prior.imageSize);
      const other = photograph(concept, known, CAPTION_VIEWS, rng.fork('second'), prior.imageSize);
      const pictures = await drawSamples(prior, prior.info, truth.caption, truth.views, rng.fork('noise'));
      if (i === 0) sheet.push(truth.pictures, pictures);
      drawn.push((await judge.judge(pictures)).features);
      held.push((await judge.judge(truth.pictures)).features);
      others.push((await judge.judge(other.pictures)).features);
    }
    process.stderr.write(`${concept.name}: compared\n`);
  }
  writeFileAtomic(join(OUT, 'captions.png'), encodePng(contactSheet(sheet, 4 * CAPTION_VIEWS)));
  const dimension = drawn[0].length / CAPTION_VIEWS;
  const [samples, first, second] = [drawn, held, others].map((list) =>
    Float32Array.from(list.flatMap((features) => [...features])),
  );
  return {
    frechet: frechetDistance(samples, second, dimension),
    frechetFloor: frechetDistance(second, first, dimension),
  };
}

/** Milliseconds of an evaluation of eight views, the median of some. */
async function timeOfEight(prior: Prior): Promise<number> {
  const views = aroundViews(8);
  const noisy = new Rng(0).normals(new Float32Array(8 * prior.imageSize ** 2 * 3));
  const prompt = knownConcepts(prior.info)[0].name;
  const times = [];
  for (let i = 0; i < TIMED_CALLS; i++) {
    const began = performance.now();
    await prior.denoise(noisy, 1, { prompt, views });
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[TIMED_CALLS / 2];
}
