/**
 * `yarn bench modes`: which methods of distillation find the modes of a density? Three densities in the plane
 * whose modes are known, a closed-form and a learned denoiser of each, and points that start on a grid and
 * are moved by each method, with as many evaluations of the denoiser for all. Beside it, how well the
 * samplers of the product distribution do in up to 64 dimensions, where the answer is known in closed form.
 *
 * Leaves in runs/bench-modes: table.md, samplers.md; for each density a picture of where points went; error
 * by evaluations, and the error of single gradients by bandwidth.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { Rng, UserError } from '@modeseek/core';
import { classifierFreeGuidance, type Denoiser, ddim, karrasLevels } from '@modeseek/guidance';
import { DENSITY_NAMES, type DensityName, idealDenoiser, toyDensity } from '@modeseek/lab/modes/densities';
import { distil, restsAfter } from '@modeseek/lab/modes/distil';
import { efficiency, gradientQuality } from '@modeseek/lab/modes/efficiency';
import { drawLines, drawPanels, type Line, type Panel } from '@modeseek/lab/modes/figures';
import { learnedDenoiser } from '@modeseek/lab/modes/learned';
import { markdownTable } from '@modeseek/lab/modes/markdown';
import { methods } from '@modeseek/lab/modes/methods';
import {
  coverage,
  maximumMeanDiscrepancy,
  meanDistance,
  modeShare,
  modesOf,
  negativeLogLikelihood,
  type Points,
  spuriousModes,
} from '@modeseek/lab/modes/metrics';
import { samplerErrors } from '@modeseek/lab/modes/mixtures';
import { writeFileAtomic } from '@modeseek/node';

const OUT = 'runs/bench-modes';
/** The class to go to. */
const PROMPT = '0';
/** Half the edge of the square that points start in. */
const CANVAS = 1.1;
/** Within this distance of a mode a point has found it. */
const NEAR = 0.03;
const REFERENCE_POINTS = 800;
const DDIM_STEPS = 64;
const TRAVEL = '0:16 1:0.25 log';
/** How often a run is looked at. */
const LOOKS = 40;
/** The most that options may be; points are those along an edge of a grid. */
const MOST = { budget: 1_000_000, points: 200, 'learned-steps': 1_000_000, samples: 1_000_000 };
/** Points that move less than this from one look to the next are at rest. */
const RESTING = 0.01;

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      densities: { type: 'string', default: DENSITY_NAMES.join(',') },
      budget: { type: 'string', default: '1200' },
      points: { type: 'string', default: '20' },
      scale: { type: 'string', default: '1' },
      from: { type: 'string', default: '0.15' },
      'learned-steps': { type: 'string', default: '6000' },
      samples: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '0' },
    },
  });
  const whole = (name: 'budget' | 'points' | 'learned-steps' | 'samples') =>
    readNumber(name, values[name], { type: 'integer', minimum: 1, maximum: MOST[name] });
  const number = (name: 'scale' | 'from') =>
    readNumber(name, values[name], { type: 'number', minimum: 0.01, maximum: 1000 });
  const names = values.densities.split(',');
  const unknown = names.find((name) => !DENSITY_NAMES.includes(name as DensityName));
  if (unknown) throw new UserError(`unknown density ${unknown}; known: ${DENSITY_NAMES.join(', ')}`);
  const settings: Settings = {
    budget: whole('budget'),
    edge: whole('points'),
    scale: number('scale'),
    from: number('from'),
    learnedSteps: whole('learned-steps'),
    seed: values.seed,
  };
  const samples = whole('samples');

  mkdirSync(OUT, { recursive: true });
  const write = (name: string, content: string | Buffer) => writeFileAtomic(join(OUT, name), content);
  const rows: Row[] = [];
  const [progress, quality]: Line[][] = [[], []];
  for (const name of names as DensityName[]) {
    const study = await studyDensity(name, settings);
    rows.push(...study.rows);
    progress.push(...study.progress);
    quality.push(...study.quality);
    write(`${name}.png`, study.picture);
  }
  write('progress.png', await drawLines(progress, { x: 'evaluations', y: 'distance to the nearest mode' }));
  write(
    'gradients.png',
    await drawLines(quality, { x: 'bandwidth', y: 'error of one gradient, times evaluations' }),
  );
  write('table.md', markdownTable(rows));
  const samplers = await samplerErrors(samples, values.seed);
  write('samplers.md', markdownTable(samplers));
  process.stderr.write(`Tables and pictures: ${OUT}\n`);
  return { metrics: { ...comparison(rows), ...Object.fromEntries(samplers.flatMap(named)) }, rows };
}

interface Settings {
  budget: number;
  /** Points along an edge of the grid that they start on. */
  edge: number;
  /** Of classifier-free guidance. */
  scale: number;
  /** Bandwidth, or noise level, at the start of those methods that go from coarse to fine. */
  from: number;
  learnedSteps: number;
  seed: string;
}

interface Row extends Record<string, string | number | null> {
  density: DensityName;
  denoiser: string;
  method: string;
  nll: number;
  precision: number;
  recall: number;
  mmd: number;
  modeShare: number;
  spuriousModes: number;
  /** See `efficiency`; null for what does not estimate a gradient. */
  efficiency: number | null;
  evaluations: number;
  /** Evaluations after which points are at rest; null if they never are. */
  restsAfter: number | null;
  seconds: number;
}

/** All denoisers and methods on one density. */
async function studyDensity(name: DensityName, { budget, edge, scale, from, learnedSteps, seed }: Settings) {
  const density = toyDensity(name);
  const [target] = density.classes;
  const reference = target.sample(REFERENCE_POINTS, new Rng(`${seed}:reference`));
  const modes = modesOf(target);
  const judged = (points: Points) => ({
    nll: negativeLogLikelihood(target, points),
    precision: coverage(points, reference),
    recall: coverage(reference, points),
    mmd: maximumMeanDiscrepancy(points, reference),
    modeShare: modeShare(points, modes, NEAR),
    spuriousModes: spuriousModes(points, modes, NEAR),
  });
  process.stderr.write(`${name}: learning a denoiser\n`);
  const denoisers: Record<string, Denoiser> = {
    ideal: idealDenoiser(density),
    learned: await learnedDenoiser(density, new Rng(`${seed}:learned`), { steps: learnedSteps }),
  };

  const rows: Row[] = [];
  const [progress, quality]: Line[][] = [[], []];
  const pictures: { title: string; panels: Panel[] }[] = [];
  for (const [kind, denoiser] of Object.entries(denoisers)) {
    const chart = `${name}, ${kind}`;
    const began = performance.now();
    const samples = await ddimSamples(denoiser, edge * edge, scale, new Rng(`${seed}:ddim`));
    const seconds = (performance.now() - began) / 1000;
    const none = { efficiency: null, evaluations: DDIM_STEPS, restsAfter: null, seconds };
    rows.push({ density: name, denoiser: kind, method: 'ddim', ...judged(samples), ...none });
    const panels: Panel[] = [{ title: 'ddim', path: [samples] }];
    for (const { name: method, guidance, share, at } of methods(from)) {
      const { points, path, ...result } = await distil(guidance(denoiser, scale), grid(edge), {
        prompt: PROMPT,
        budget,
        share,
        travel: TRAVEL,
        every: budget / LOOKS,
        rng: new Rng(`${seed}:${method}`),
      });
      const qualities = at && (await gradientQuality(target, denoiser, at, PROMPT, `${seed}:efficiency`));
      rows.push({
        density: name,
        denoiser: kind,
        method,
        ...judged(points),
        efficiency: qualities && efficiency(qualities),
        evaluations: result.evaluations,
        restsAfter: restsAfter(path, RESTING),
        seconds: result.seconds,
      });
      progress.push({
        chart,
        name: method,
        points: path.map((look) => ({ x: look.evaluations, y: meanDistance(look.points, modes) })),
      });
      if (qualities) {
        const points = qualities.map(({ bandwidth, nmse, cost }) => ({ x: bandwidth, y: nmse * cost }));
        quality.push({ chart, name: method, points });
      }
      panels.push({ title: method, path: path.map((look) => look.points) });
      process.stderr.write(`${chart}, ${method}: ${result.seconds.toFixed(1)} s\n`);
    }
    pictures.push({ title: kind, panels });
  }
  return { rows, progress, quality, picture: await drawPanels(target, pictures) };
}

/** Points at the middles of a grid's cells. */
function grid(edge: number): Points {
  const at = (i: number) => CANVAS * ((2 * i + 1) / edge - 1);
  return new Float32Array(2 * edge * edge).map((_, i) =>
    at((i & 1 ? Math.floor(i / 2 / edge) : i / 2) % edge),
  );
}

async function ddimSamples(
  denoiser: Denoiser,
  count: number,
  guidanceScale: number,
  rng: Rng,
): Promise<Points> {
  const guided = classifierFreeGuidance(denoiser, { guidanceScale });
  const levels = karrasLevels({ steps: DDIM_STEPS, sigmaMax: 10, sigmaMin: 0.005 });
  const start = rng.normals(new Float32Array(2 * count)).map((n) => levels[0] * n);
  return ddim()((z, sigma) => guided.denoise(z, sigma, { prompt: PROMPT, views: [] }), start, levels, rng);
}

/** The exact sampler as it is meant to be used where its mean is known. */
const OURS = 'msd κ=0, then mean';

/**
 * Over densities and denoisers: in how many the exact sampler is ahead of SDS in both its forms; and how much
 * more an evaluation is worth.
 */
function comparison(rows: readonly Row[]) {
  const cases = [...new Set(rows.map(({ density, denoiser }) => `${density} ${denoiser}`))];
  const find = (which: string, method: string) =>
    rows.find((row) => `${row.density} ${row.denoiser}` === which && row.method === method) as Row;
  const ahead = (better: (ours: Row, theirs: Row) => boolean) =>
    cases.filter((which) =>
      ['sds', 'sds annealed'].every((theirs) => better(find(which, OURS), find(which, theirs))),
    ).length;
  const gain = (ours: string, theirs: string) =>
    Math.min(
      ...cases.map((which) => (find(which, ours).efficiency ?? 0) / (find(which, theirs).efficiency ?? 0)),
    );
  return {
    cases: cases.length,
    aheadInNll: ahead((ours, theirs) => ours.nll < theirs.nll),
    aheadInPrecision: ahead((ours, theirs) => ours.precision > theirs.precision),
    aheadInMmd: ahead((ours, theirs) => ours.mmd < theirs.mmd),
    leastEfficiencyGain: gain('msd κ=0', 'sds'),
    leastEfficiencyGainOfMean: gain('msd mean', 'sds'),
    leastEfficiencyGainOfMeanOverAnnealed: gain('msd mean', 'sds annealed'),
  };
}

function named({
  dimension,
  standardErrors,
  exact,
  paper,
}: Awaited<ReturnType<typeof samplerErrors>>[number]) {
  return [
    [`exactStandardErrorsD${dimension}`, standardErrors],
    [`exactErrorD${dimension}`, exact],
    [`paperErrorD${dimension}`, paper],
  ];
}
