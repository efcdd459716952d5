/**
 * `yarn bench objects`: trains one object for each concept with default settings, and has the independent judge say what it
 * sees and from where. Runs stay in runs/bench-objects/<guidance>-<seed>; a finished one of the same configuration and model is not trained
 * again, so that an interrupted benchmark goes on where it was (`--fresh` starts over).
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { contactSheet, decodePng, encodePng, type Images, type RunSummary, UserError } from '@modeseek/core';
import { configHash, type RunConfig, RunDirectory } from '@modeseek/trainer';
import { degreesApart, Judge } from './judge.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
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
  const judge = await Judge.load(join(ROOT, 'assets/judge'));
  const names = values.concepts?.split(',') ?? judge.concepts.map(({ name }) => name);
  const concepts = names.map((name) => {
    const found = judge.concepts.find((concept) => concept.name === name);
    if (!found)
      throw new UserError(
        `the judge does not know ${name}; it knows ${judge.concepts.map((c) => c.name).join(', ')}`,
      );
    return found;
  });
  const folder = join(ROOT, 'runs/bench-objects', `${values.guidance}-${values.seed}`);
  if (values.fresh) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  const chosen = ['--seed', values.seed, '--guidance', values.guidance];
  const flagsOf = (name: string) => [
    ...['--prompt', promptOf(name), '--out', folderOf(folder, name), '--overwrite', '--quiet'],
    ...[...chosen, ...args.slice(split + 1)],
  ];
  const wanted: Wanted = JSON.parse(await train([...flagsOf(concepts[0].name), '--dry-run']));

  const rows = [];
  const sheets: Images[] = [];
  const totals = { right: 0, views: 0, within: 0, turned: 0, seconds: 0, evaluations: 0 };
  for (const { name, symmetry } of concepts) {
    const out = folderOf(folder, name);
    if (!existsSync(join(out, 'summary.json'))) {
      await train(flagsOf(name));
    } else if (!isOf({ ...wanted, config: { ...wanted.config, prompt: promptOf(name) } }, out)) {
      process.stderr.write(
        `${name}: the run that is there has another configuration or model; training anew\n`,
      );
      await train(flagsOf(name));
    }
    const summary: RunSummary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
    const pictures = cells(decodePng(readFileSync(join(out, 'contact-sheet.png'))));
    sheets.push(pictures);
    const verdicts = await judge.judge(pictures);
    const right = verdicts.filter((verdict) => verdict.concept === name).length;
    const within = verdicts.filter(
      (verdict, i) => symmetry > 0 && degreesApart(verdict, (i / VIEWS) * 2 * Math.PI, symmetry) < WITHIN,
    ).length;
    totals.right += right;
    totals.views += VIEWS;
    totals.seconds += summary.secondsTotal;
    const evaluations = evaluationsOf(out);
    totals.evaluations += evaluations;
    if (symmetry > 0) {
      totals.within += within;
      totals.turned += VIEWS;
    }
    rows.push({
      concept: name,
      right: right / VIEWS,
      within45: symmetry > 0 ? within / VIEWS : '-',
      takenFor: [...new Set(verdicts.map((v) => v.concept).filter((c) => c !== name))].join(', ') || '-',
      secondsTrain: summary.secondsTrain,
      secondsTotal: summary.secondsTotal,
      triangles: summary.triangles,
      evaluations,
    });
    process.stderr.write(`${name}: ${right} of ${VIEWS} views right, ${summary.secondsTotal} s\n`);
  }
  const sheet = join(folder, 'contact-sheet.png');
  writeFileSync(sheet, encodePng(contactSheet(sheets, VIEWS)));
  process.stderr.write(`All objects, a row each: ${sheet}\n`);
  return {
    metrics: {
      rPrecision: totals.right / totals.views,
      viewWithin45: totals.turned > 0 ? totals.within / totals.turned : null,
      secondsPerObject: totals.seconds / concepts.length,
      evaluations: totals.evaluations / concepts.length,
      judgeAccuracyOnTruth: judge.heldOut.accuracy,
      judgeWithin45OnTruth: judge.heldOut.within45,
    },
    rows,
  };
}

/** What `train --dry-run` says that a run would be made of. */
interface Wanted {
  config: RunConfig;
  /** SHA-256 of the image model. */
  model: string;
}

/** Whether a finished run is what would be trained now. */
function isOf({ config, model }: Wanted, folder: string): boolean {
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

/** Runs `yarn train` with these flags; resolves to what it printed. */
function train(flags: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'scripts/launch.mjs'), 'train', ...flags], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else if (code === 2) reject(new UserError('train refused this, as it says above'));
      else reject(new Error(`train ended with code ${code}`));
    });
  });
}

/** The pictures of a contact sheet as a batch. */
function cells({ data, width }: Images): Images {
  const size = width / COLUMNS;
  const out: Images = {
    data: new Float32Array(VIEWS * size * size * 3),
    batch: VIEWS,
    height: size,
    width: size,
  };
  for (let i = 0; i < VIEWS; i++) {
    for (let y = 0; y < size; y++) {
      const from = ((Math.floor(i / COLUMNS) * size + y) * width + (i % COLUMNS) * size) * 3;
      out.data.set(data.subarray(from, from + size * 3), (i * size + y) * size * 3);
    }
  }
  return out;
}
