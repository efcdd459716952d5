/**
 * `yarn bench objects`: trains one object for each concept with default settings, and has the independent judge say what it
 * sees and from where: in renders of the field, as `train` writes them, and in pictures of the mesh (`...Mesh`). An object that came out empty
 * counts, with all its views wrong.
 *
 * Runs stay in runs/bench-objects/<guidance>-<seed>. A finished one of the same configuration and model is taken over, so that an
 * interrupted benchmark goes on where it was; it is named on stderr and counted in the metric `reused`. Whether the program has changed since
 * then is not looked at: figures of the code as it is need `--fresh`, which starts over.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  aroundViews,
  contactSheet,
  decodePng,
  encodePng,
  type Images,
  type RunSummary,
  UserError,
  writeFileAtomic,
} from '@modeseek/core';
import { configHash, RunDirectory } from '@modeseek/trainer';
import { cutSheet } from './cut-sheet.ts';
import { Judge, type JudgedConcept } from './judge.ts';
import { EMPTY_MESH, meshPictures, readTriangles } from './mesh-pictures.ts';
import { type PlannedRun, planRun, train } from './spawn-train.ts';
import { degreesApart, type Verdict } from './verdict.ts';

const JUDGE = fileURLToPath(new URL('../../assets/judge', import.meta.url));
/** As `train` writes contact-sheet.png: azimuths at equal steps from the front on, in rows of four. */
const VIEWS = 8;
const COLUMNS = 4;
const WITHIN = 45;

/** Arguments after `--` go to `train`. */
export async function run(args: string[]) {
  const split = args.includes('--') ? args.indexOf('--') : args.length;
  const { values } = parseArgs({
    args: args.slice(0, split),
    options: {
      concepts: { type: 'string' },
      seed: { type: 'string', default: '0' },
      guidance: { type: 'string', default: 'msd' },
      fresh: { type: 'boolean', default: false },
    },
  });
  const judge = await Judge.load(JUDGE);
  const names = values.concepts?.split(',') ?? judge.concepts.map(({ name }) => name);
  const concepts = names.map((name) => {
    const found = judge.concepts.find((concept) => concept.name === name);
    if (found) return found;
    throw new UserError(
      `the judge does not know ${name}; it knows ${judge.concepts.map((c) => c.name).join(', ')}`,
    );
  });
  const folder = join('runs/bench-objects', `${values.guidance}-${values.seed}`);
  const flagsOf = (name: string) => [
    ...['--prompt', promptOf(name), '--out', folderOf(folder, name), '--overwrite', '--quiet'],
    ...['--seed', values.seed, '--guidance', values.guidance, ...args.slice(split + 1)],
  ];
  const plan = await planRun(flagsOf(concepts[0].name));
  if (values.fresh) rmSync(folder, { recursive: true, force: true });

  const rows = [];
  const scores: { field: Score; mesh: Score }[] = [];
  const sheets: { field: Images[]; mesh: Images[] } = { field: [], mesh: [] };
  let reused = 0;
  for (const concept of concepts) {
    const { name } = concept;
    const out = folderOf(folder, name);
    const finished = existsSync(join(out, 'summary.json'));
    if (finished && isOf({ ...plan, config: { ...plan.config, prompt: promptOf(name) } }, out)) {
      reused++;
      process.stderr.write(`${name}: taken over from an earlier run\n`);
    } else {
      if (finished) {
        process.stderr.write(
          `${name}: the run that is there has another configuration or model; training anew\n`,
        );
      }
      await train(flagsOf(name));
    }
    const summary: RunSummary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
    const ofField = cutSheet(decodePng(readFileSync(join(out, 'contact-sheet.png'))), COLUMNS, VIEWS);
    const triangles =
      summary.triangles > 0 ? await readTriangles(readFileSync(join(out, 'mesh.glb'))) : EMPTY_MESH;
    const ofMesh = meshPictures(triangles, aroundViews(VIEWS), judge.size);
    sheets.field.push(ofField);
    sheets.mesh.push(ofMesh);
    const verdicts = await judge.judge(ofField);
    const field = scoreOf(verdicts, concept);
    const mesh = scoreOf(await judge.judge(ofMesh), concept);
    scores.push({ field, mesh });
    rows.push({
      concept: name,
      right: field.right,
      rightMesh: mesh.right,
      within45: field.within45 ?? '-',
      takenFor: [...new Set(verdicts.map((v) => v.concept).filter((c) => c !== name))].join(', ') || '-',
      secondsTrain: summary.secondsTrain,
      secondsTotal: summary.secondsTotal,
      triangles: summary.triangles,
      evaluations: evaluationsOf(out),
    });
    process.stderr.write(
      `${name}: ${field.right * VIEWS} of ${VIEWS} views right, ${summary.secondsTotal} s\n`,
    );
  }
  const sheet = join(folder, 'contact-sheet.png');
  writeFileAtomic(sheet, encodePng(contactSheet(sheets.field, VIEWS)));
  const meshSheet = join(folder, 'contact-sheet-mesh.png');
  writeFileAtomic(meshSheet, encodePng(contactSheet(sheets.mesh, VIEWS)));
  process.stderr.write(`All objects, a row each: ${sheet}; their meshes: ${meshSheet}\n`);
  return {
    metrics: {
      rPrecision: mean(scores.map(({ field }) => field.right)),
      rPrecisionMesh: mean(scores.map(({ mesh }) => mesh.right)),
      viewWithin45: mean(scores.map(({ field }) => field.within45)),
      viewWithin45Mesh: mean(scores.map(({ mesh }) => mesh.within45)),
      secondsPerObject: mean(rows.map(({ secondsTotal }) => secondsTotal)),
      evaluations: mean(rows.map(({ evaluations }) => evaluations)),
      reused,
      judgeAccuracyOnTruth: judge.heldOut.accuracy,
      judgeWithin45OnTruth: judge.heldOut.within45,
    },
    rows,
  };
}

/** Shares of an object's views. */
interface Score {
  /** Taken for what they are to be. */
  right: number;
  /** Whose azimuth the judge tells to within 45 degrees; null for a concept that has no front. */
  within45: number | null;
}

/** @param verdicts of views at equal steps from the front on */
function scoreOf(verdicts: readonly Verdict[], { name, symmetry }: JudgedConcept): Score {
  const right = verdicts.filter(({ concept }) => concept === name);
  const within = verdicts.filter(
    (verdict, i) => degreesApart(verdict, (i / VIEWS) * 2 * Math.PI, symmetry) < WITHIN,
  );
  return { right: right.length / VIEWS, within45: symmetry > 0 ? within.length / VIEWS : null };
}

/** Of those that are not null; null where all are. */
function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}

/** Whether a finished run is what would be trained now. */
function isOf({ config, model }: PlannedRun, folder: string): boolean {
  try {
    const checkpoint = RunDirectory.open(folder).readCheckpoint();
    return checkpoint?.config === configHash({ ...config }) && checkpoint.model === model;
  } catch (error) {
    if (error instanceof UserError) return false; // damaged, or of another version
    throw error;
  }
}

/** How many pictures a run put through its image model. */
function evaluationsOf(folder: string): number {
  return RunDirectory.open(folder)
    .readEvents()
    .reduce(
      (sum, event) => sum + (event.type === 'step' ? event.values.evaluations * event.values.views : 0),
      0,
    );
}

function promptOf(name: string): string {
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}

function folderOf(folder: string, name: string): string {
  return join(folder, name.replaceAll(' ', '-'));
}
