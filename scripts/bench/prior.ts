/**
 * `yarn bench prior`: what the image model is worth by itself, before any object is made of it. Four parts,
 * `--parts concepts,colours,scenes,captions`:
 * - the first three: samples for the prompts of `yarn bench objects` (see there), scenes "a NOUN on a NOUN"
 *   and "a NOUN beside a NOUN" alone, drawn as a run draws what it begins with. What the judge makes of them, and of pictures of what the library means by the same
 *   prompts (`...OnTruth`, the most that can be hoped for)
 * - captions: samples for captions of held-out objects of the library, against pictures of as many others:
 *   Fréchet distance in the judge's features; and the same between pictures of the two sets of objects, the
 *   least that can be hoped for. Guidance scale 1.5, DPM-Solver++(2M), 14 evaluations
 *
 * And always: time of an evaluation of eight views, size of model.onnx. `--concepts a,b` chooses concepts,
 * and that part alone. Arguments after `--` are flags of `train`: other guidance, another sampler. Sheets are
 * left in runs/bench-prior.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { aroundViews, contactSheet, type Drawing, type Images, Rng, type View } from '@modeseek/core';
import type { Guidance } from '@modeseek/guidance';
import { drawSamples, toImages } from '@modeseek/lab/draw-samples';
import { frechetDistance } from '@modeseek/lab/frechet';
import { Judge } from '@modeseek/lab/judge';
import { photograph, truePictures } from '@modeseek/lab/library-pictures';
import { mean, meanOfKnown } from '@modeseek/lab/mean';
import {
  type BenchPrompt,
  knownConcepts,
  PARTS,
  type Part,
  pairPrompts,
  partsAskedFor,
  promptsOf,
} from '@modeseek/lab/prompts';
import { scoreOf } from '@modeseek/lab/score';
import { planRun, splitArguments } from '@modeseek/lab/spawn-train';
import { encodePng, writeFileAtomic } from '@modeseek/node';
import type { Concept } from '@modeseek/objects';
import type { Prior } from '@modeseek/priors';
import { describeModel, loadPrior, readPriorInfo } from '@modeseek/priors/node';
import { createGuidance } from '@modeseek/trainer';

const OUT = 'runs/bench-prior';
/** Of an object for a prompt, as in `yarn bench objects`, and for a caption. */
const VIEWS = 8;
const CAPTION_VIEWS = 4;
const TIMED_CALLS = 20;

export async function run(args: string[]) {
  const { own, flags } = splitArguments(args);
  const { values } = parseArgs({
    args: own,
    options: {
      concepts: { type: 'string' },
      parts: { type: 'string' },
      model: { type: 'string', default: 'embedded' },
      objects: { type: 'string', default: '1' },
      colours: { type: 'string', default: '100' },
      scenes: { type: 'string', default: '48' },
      seed: { type: 'string', default: '0' },
    },
  });
  const count = (name: 'objects' | 'colours' | 'scenes') =>
    readNumber(name, values[name], { type: 'integer', minimum: 1, maximum: 100_000 });
  const { model, seed } = values;
  const [each, colours, scenes] = [count('objects'), count('colours'), count('scenes')];
  const parts = partsAskedFor(values, [...PARTS, 'captions']);
  const options = { concepts: values.concepts?.split(','), colours, scenes };
  const { config } = await planRun([
    '--prompt',
    'a mug',
    '--out',
    join(OUT, 'plan'),
    '--model',
    model,
    ...flags,
  ]);
  const prior = await loadPrior(model);
  try {
    mkdirSync(OUT, { recursive: true });
    const judge = await Judge.load();
    const known = knownConcepts(readPriorInfo(model));
    const plan = PARTS.filter((part) => parts.includes(part)).map((part) => ({
      part,
      prompts: part === 'scenes' ? pairPrompts(known, scenes) : promptsOf(part, known, options),
    }));
    const rows = await judgeSamples(prior, known, createGuidance(config, prior), judge, plan, each, seed);
    const over = (part: Part, key: 'right' | 'within45' | 'trueRight' | 'trueWithin45') =>
      meanOfKnown(rows.filter((row) => row.part === part).map((row) => row[key]));
    return {
      metrics: {
        accuracy: over('concepts', 'right'),
        within45: over('concepts', 'within45'),
        bindingAccuracy: over('colours', 'right'),
        pairAccuracy: over('scenes', 'right'),
        ...(parts.includes('captions') ? await compareCaptions(prior, known, judge, each, seed) : {}),
        msPerEvaluationBatch8: await timeOfEight(prior, known[0].name),
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
async function judgeSamples(
  prior: Prior,
  known: readonly Concept[],
  guidance: Guidance,
  judge: Judge,
  plan: readonly { part: Part; prompts: readonly BenchPrompt[] }[],
  each: number,
  seed: string,
) {
  const around = aroundViews(VIEWS);
  const rows = [];
  for (const { part, prompts } of plan) {
    const sheet: Images[] = [];
    for (const prompt of prompts) {
      const score = async (pictures: Images) =>
        scoreOf(part, prompt, await judge.judge(pictures), judge.concepts);
      const rng = new Rng(`${seed}:${prompt.text}`);
      const scores = [];
      for (let i = 0; i < each; i++) {
        const pictures = await firstTargets(guidance, prompt.text, around, prior.drawing, rng);
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

/** What the first step of a run asks its views of nothing yet, all grey, to become: samples of the model. */
async function firstTargets(guidance: Guidance, prompt: string, views: View[], drawing: Drawing, rng: Rng) {
  const nothing = new Float32Array(views.length * drawing.length);
  const { target } = await guidance.gradient(nothing, { condition: { prompt, views }, progress: 0, rng });
  return toImages(target, drawing);
}

/** Samples for the captions of `each` objects a concept, in the judge's features. */
async function compareCaptions(
  prior: Prior,
  known: readonly Concept[],
  judge: Judge,
  each: number,
  seed: string,
) {
  const [drawn, held, others]: Float32Array[][] = [[], [], []];
  const sheet: Images[] = [];
  for (const concept of known) {
    for (let i = 0; i < each; i++) {
      const rng = new Rng(`bench:${seed}:${concept.name}:${i}`);
      const truth = photograph(concept, known, CAPTION_VIEWS, rng.fork('first'), prior.drawing.size);
      const other = photograph(concept, known, CAPTION_VIEWS, rng.fork('second'), prior.drawing.size);
      const pictures = await drawSamples(prior, prior, truth.caption, truth.views, rng.fork('noise'));
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
async function timeOfEight(prior: Prior, prompt: string): Promise<number> {
  const views = aroundViews(8);
  const noisy = new Rng(0).normals(new Float32Array(8 * prior.drawing.length));
  const times = [];
  for (let i = 0; i < TIMED_CALLS; i++) {
    const began = performance.now();
    await prior.denoise(noisy, 1, { prompt, views });
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[TIMED_CALLS / 2];
}
