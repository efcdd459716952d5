/**
 * `yarn bench objects`: trains one object for each concept with default settings, and has the independent judge say what it
 * sees and from where. Runs stay in runs/bench-objects/<guidance>-<seed>; finished ones are not trained again, so that an interrupted benchmark
 * goes on where it was (`--fresh` starts over).
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { contactSheet, decodePng, encodePng, type Images, type RunSummary, UserError } from '@modeseek/core';
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
  const trainFlags = args.slice(split + 1);
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

  const rows = [];
  const sheets: Images[] = [];
  const totals = { right: 0, views: 0, within: 0, turned: 0, seconds: 0 };
  for (const { name, symmetry } of concepts) {
    const out = join(folder, name.replaceAll(' ', '-'));
    if (!existsSync(join(out, 'summary.json'))) {
      const prompt = `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
      const flags = ['--prompt', prompt, '--out', out, '--overwrite', '--quiet'];
      await train([...flags, '--seed', values.seed, '--guidance', values.guidance, ...trainFlags]);
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
    });
    process.stderr.write(`${name}: ${right} of ${VIEWS} views right, ${summary.secondsTotal} s\n`);
  }
  const sheet = join(folder, 'contact-sheet.png');
  writeFileSync(sheet, encodePng(contactSheet(sheets, VIEWS)));
  process.stderr.write(`All objects, a row each: ${sheet}\n`);
  return {
    metrics: {
      rPrecision: totals.right / totals.views,
      viewWithin45: totals.within / totals.turned,
      secondsPerObject: totals.seconds / concepts.length,
      judgeAccuracyOnTruth: judge.heldOut.accuracy,
      judgeWithin45OnTruth: judge.heldOut.within45,
    },
    rows,
  };
}

/** Runs `yarn train` with these flags. */
function train(flags: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'scripts/launch.mjs'), 'train', ...flags], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`train ended with code ${code}`)),
    );
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
