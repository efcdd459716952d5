/**
 * `yarn bench text-to-3d`: the same objects by each method of guidance: MSD with its default settings, SDS
 * for as many seconds (`sds`) and with as many pictures through the image model (`sds-evaluations`). Of each:
 * R-Precision and view check by the judge, Fréchet distance of the renders to the image model's own samples
 * of the same views, in the judge's features, time, and what a close look finds (fog, roughness, clay and so
 * on, see `bench objects`). From the previews on the way: R-Precision when MSD is done, and how long each
 * method takes to what SDS has at its end.
 *
 * Runs stay in runs/bench-text-to-3d/<method>-<seed> and are taken over, as those of `bench objects`, with
 * which MSD shares its runs (`--fresh` leaves those). Beside them, `<method>-<seed>-objects.png` shows the
 * fields, `-meshes.png` the meshes, lit and as clay. Arguments after `--` go to `train`.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { aroundViews, contactSheet, fileNameOf, type Images, Rng, UserError } from '@modeseek/core';
import { CloseLook } from '@modeseek/lab/close-look';
import { cutSheet } from '@modeseek/lab/cut-sheet';
import { drawSamples } from '@modeseek/lab/draw-samples';
import { frechetDistance } from '@modeseek/lab/frechet';
import { Judge } from '@modeseek/lab/judge';
import { LIT_AND_CLAY_VIEWS, litAndClay } from '@modeseek/lab/lit-and-clay';
import { mean, meanOfKnown } from '@modeseek/lab/mean';
import { ObjectRuns, objectsFolder, VIEWS } from '@modeseek/lab/object-runs';
import { type BenchPrompt, conceptPrompts, knownConcepts, someOf } from '@modeseek/lab/prompts';
import { scoreOf } from '@modeseek/lab/score';
import { overriding, splitArguments } from '@modeseek/lab/spawn-train';
import { type Course, shareAt, timeTo } from '@modeseek/lab/text-to-3d/course';
import { shareNamed } from '@modeseek/lab/verdict';
import { decodePng, encodePng, FolderStore, writeFileAtomic } from '@modeseek/node';
import { loadPrior, readPriorInfo } from '@modeseek/priors/node';
import { Run } from '@modeseek/trainer';

/**
 * How `train` is told each method, with a preview every few seconds: they tell when an object is there. MSD's
 * default run has 1,646 pictures through the image model: as many as 206 steps of SDS, each of which costs more
 * time than MSD's, for the field is rendered and updated anew for each answer.
 */
const METHODS: Record<string, string[]> = {
  msd: ['--guidance', 'msd'],
  sds: ['--guidance', 'sds', '--steps', '90', '--preview-every', '10'],
  'sds-evaluations': ['--guidance', 'sds', '--steps', '206', '--preview-every', '20'],
  'msd-paper': ['--guidance', 'msd-paper'],
};
const FOLDER = 'runs/bench-text-to-3d';
const PREVIEW_VIEWS = 4;

export async function run(args: string[]) {
  const { own, flags } = splitArguments(args);
  const { values } = parseArgs({
    args: own,
    options: {
      concepts: { type: 'string' },
      objects: { type: 'string', default: '4' },
      methods: { type: 'string', default: Object.keys(METHODS).join(',') },
      seed: { type: 'string', default: '0' },
      fresh: { type: 'boolean', default: false },
    },
  });
  const names = values.methods.split(',');
  const unknown = names.find((name) => !(name in METHODS));
  if (unknown) throw new UserError(`unknown method ${unknown}; known: ${Object.keys(METHODS).join(', ')}`);
  const count = readNumber('objects', values.objects, { type: 'integer', minimum: 1, maximum: 100_000 });
  const judge = await Judge.load();
  const methods = await Promise.all(
    names.map(async (name) => ({
      name,
      runs: await ObjectRuns.open(
        name === 'msd'
          ? objectsFolder(name, values.seed)
          : join(FOLDER, fileNameOf(`${name}-${values.seed}`)),
        overriding(['--seed', values.seed, ...METHODS[name]], flags),
      ),
    })),
  );
  const [{ runs }] = methods;
  const known = knownConcepts(readPriorInfo(runs.model));
  const prompts = values.concepts
    ? conceptPrompts(known, values.concepts.split(','))
    : conceptPrompts(someOf(known, count));
  mkdirSync(FOLDER, { recursive: true });
  if (values.fresh) for (const { name, runs } of methods) if (name !== 'msd') runs.startOver();

  const samples = await sampleFeatures(runs.model, prompts, judge, values.seed);
  const results: Result[] = [];
  for (const { name, runs } of methods) {
    const [sheet, meshes]: Images[][] = [[], []];
    const close = await CloseLook.open();
    const result: Omit<Result, 'close'> = {
      method: name,
      right: [],
      within45: [],
      features: [],
      evaluations: [],
      courses: [],
    };
    for (const prompt of prompts) {
      const { text, concepts } = prompt;
      const { path, summary, evaluations, field, triangles } = await runs.run(text, judge.size);
      const judgement = await judge.judge(field);
      const { right, within45 } = scoreOf('concepts', prompt, judgement, judge.concepts);
      sheet.push(field);
      meshes.push(...litAndClay(triangles));
      await close.look(prompt, triangles, path);
      result.features.push(...judgement.features);
      result.right.push(right);
      result.within45.push(within45);
      result.evaluations.push(evaluations);
      result.courses.push({
        ...(await previewCourse(path, concepts[0], judge)),
        seconds: summary.secondsTrain,
      });
      process.stderr.write(`${name}, ${text}: ${(100 * right).toFixed(0)} % right\n`);
    }
    const write = (picture: string, pictures: Images[], columns: number) =>
      writeFileAtomic(
        join(FOLDER, `${name}-${values.seed}-${picture}.png`),
        encodePng(contactSheet(pictures, columns)),
      );
    write('objects', sheet, VIEWS);
    write('meshes', meshes, 2 * LIT_AND_CLAY_VIEWS);
    results.push({ ...result, close: close.metrics() });
    await close.dispose();
  }

  const dimension = samples.length / (prompts.length * VIEWS);
  const coursesOf = (name: string) => results.find(({ method }) => method === name)?.courses;
  const [ours, theirs] = [coursesOf('msd'), coursesOf('sds')];
  const goal = theirs ? shareAt(theirs, Number.POSITIVE_INFINITY) : null;
  const rows = results.map(({ method, right, within45, features, evaluations, courses, close }) => ({
    method,
    frechet: frechetDistance(Float32Array.from(features), samples, dimension),
    rPrecision: mean(right),
    viewWithin45: meanOfKnown(within45),
    evaluations: mean(evaluations),
    seconds: secondsOf(courses),
    rPrecisionAtEqualTime: ours ? shareAt(courses, secondsOf(ours)) : null,
    secondsToRPrecisionOfSds: goal === null ? null : timeTo(courses, goal),
    ...close,
  }));
  return { metrics: { objects: prompts.length, rPrecisionOfSdsPreviews: goal }, rows };
}

const secondsOf = (courses: readonly Course[]) => mean(courses.map(({ seconds }) => seconds));

interface Result {
  method: string;
  /** Of each object: shares of its views; null where it has no front. */
  right: number[];
  within45: (number | null)[];
  /** Of all views of all objects. */
  features: number[];
  evaluations: number[];
  courses: Course[];
  /** What a close look found. */
  close: Record<string, number>;
}

/** Features of what the model itself draws of the same objects from the same sides. */
async function sampleFeatures(
  model: string,
  prompts: readonly BenchPrompt[],
  judge: Judge,
  seed: string,
): Promise<Float32Array> {
  const prior = await loadPrior(model);
  try {
    const features: number[] = [];
    for (const { text } of prompts) {
      const pictures = await drawSamples(prior, prior, text, aroundViews(VIEWS), new Rng(`${seed}:${text}`));
      features.push(...(await judge.judge(pictures)).features);
    }
    return Float32Array.from(features);
  } finally {
    await prior.dispose();
  }
}

/** Which share of a run's previews showed the noun, and when. */
async function previewCourse(
  path: string,
  noun: string,
  judge: Judge,
): Promise<Pick<Course, 'times' | 'shares'>> {
  const events = await (await Run.open(new FolderStore(path))).readEvents();
  const previews = events.flatMap((event) => (event.type === 'preview' ? [event] : []));
  const shares = [];
  for (const { file } of previews) {
    const pictures = cutSheet(decodePng(readFileSync(join(path, file))), PREVIEW_VIEWS, PREVIEW_VIEWS);
    shares.push(shareNamed((await judge.judge(pictures)).verdicts, noun));
  }
  return { times: previews.map(({ time }) => time), shares };
}
