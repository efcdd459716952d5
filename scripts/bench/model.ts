/**
 * `yarn bench model --model FOLDER`: what a network of a model costs here, beside the same network in PyTorch by
 * diffusers (MVDream's own code for its own), where a Python has it: on the same inputs, with as many threads,
 * in the same run, the two taking turns. Each has a process of its own, from which its memory is told.
 *
 * A row for each network; metrics are of the unet, or else of the first: seconds until its graph is built
 * (`graphSeconds`) and it can run (`secondsToSession`), the median `msPerEvaluation`, `peakMemoryMiB` beside
 * `weightsMiB`, all of its folder as it computes with them; the same of diffusers; `ratioToDiffusers`, the
 * median over turns; and `errorToDiffusers`, the difference of the outputs as a part of theirs. `ratioEncoding`
 * and `ratioDecoding` are those of the codec. Null where there is no Python with diffusers.
 *
 * Flags: --parts unet,vae_encoder,vae_decoder, or text_encoder; --pictures N at once (1, MVDream 4);
 * --turns N (5), after one to warm up; --threads N; --precision; --backend, as `models run` has it: another
 * than cpu is compared with CUDA; --python PROGRAM (else MODESEEK_PYTHON, else python3); --mvdream CLONE.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PROVIDERS } from '@modeseek/cli/src/commands/models/run.ts';
import { readChoice, readNumber } from '@modeseek/cli/src/flags.ts';
import { modelFolder } from '@modeseek/cli/src/model-folder.ts';
import { decodeNumbers, encodeSafetensors, relativeError, UserError } from '@modeseek/core';
import { PARTS, type PartName, PRECISIONS, VIEWS_TOGETHER } from '@modeseek/graph';
import { loadNetwork, readNetworkFiles } from '@modeseek/graph/node';
import { median } from '@modeseek/lab/median';
import { type Contest, Contestant, type Started } from '@modeseek/lab/model/contestant';
import { randomInputs } from '@modeseek/lab/model/random-inputs';

const PART_NAMES = Object.keys(PARTS) as PartName[];
const OURS = fileURLToPath(new URL('../../packages/lab/src/model/our-process.ts', import.meta.url));
const THEIRS = fileURLToPath(new URL('model/diffusers.py', import.meta.url));

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: 'string' },
      parts: { type: 'string' },
      pictures: { type: 'string' },
      turns: { type: 'string', default: '5' },
      threads: { type: 'string', default: String(availableParallelism()) },
      precision: { type: 'string', default: 'float32' },
      backend: { type: 'string', default: 'cpu' },
      python: { type: 'string', default: process.env.MODESEEK_PYTHON || 'python3' },
      mvdream: { type: 'string', default: '' },
    },
  });
  const whole = (name: 'pictures' | 'turns' | 'threads', maximum: number) =>
    readNumber(name, values[name]!, { type: 'integer', minimum: 1, maximum });
  if (values.model === undefined) throw new UserError('--model is missing; give a folder with a model');
  const folder = modelFolder(values.model);
  const parts =
    values.parts?.split(',').map((part) => readChoice('parts', part, PART_NAMES)) ??
    PART_NAMES.filter((part) => part !== 'text_encoder' && existsSync(join(folder, PARTS[part].folder)));
  if (parts.length === 0) throw new UserError(`${folder} has neither unet nor vae`);
  const options = {
    folder,
    turns: whole('turns', 1000),
    threads: whole('threads', 1024),
    precision: readChoice('precision', values.precision, PRECISIONS),
    provider: readChoice('backend', values.backend, PROVIDERS),
    python: values.python,
    mvdream: values.mvdream,
  };
  const rows: Awaited<ReturnType<typeof compare>>[] = [];
  for (const part of parts) {
    const pictures = values.pictures === undefined ? undefined : whole('pictures', 1024);
    rows.push(await compare(part, { ...options, pictures }));
  }
  const of = (part: PartName) => rows.find((row) => row.network === part);
  const { network: _, ...unet } = of('unet') ?? rows[0];
  return {
    metrics: {
      ...unet,
      ratioEncoding: of('vae_encoder')?.ratioToDiffusers ?? null,
      ratioDecoding: of('vae_decoder')?.ratioToDiffusers ?? null,
    },
    rows: rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value ?? '-'])),
    ),
  };
}

interface CompareOptions extends Omit<Contest, 'part' | 'inputs' | 'output'> {
  pictures?: number;
  turns: number;
  python: string;
}

/** One network by both. */
async function compare(part: PartName, { pictures, turns, python, ...options }: CompareOptions) {
  const { folder, precision } = options;
  const { inputs } = loadNetwork(folder, part, { precision });
  const together = inputs.some(({ name }) => name === 'camera') ? VIEWS_TOGETHER : 1;
  const place = mkdtempSync(join(tmpdir(), 'modeseek-bench-'));
  const running: Contestant[] = [];
  const start = async (name: string, command: string, args: readonly string[]) => {
    const contest = { ...options, part, inputs: join(place, 'inputs'), output: join(place, name) };
    const contestant = new Contestant(command, args, contest);
    running.push(contestant);
    const started = await contestant.started();
    await contestant.run(); // Everything is slower the first time.
    return { contestant, started, times: [] as number[] };
  };
  try {
    const tensors = randomInputs(inputs, pictures ?? together);
    writeFileSync(join(place, 'inputs'), encodeSafetensors({ tensors, metadata: {} }));
    const tsx = ['--conditions=source', '--import', import.meta.resolve('tsx')];
    const ours = await start('ours', process.execPath, [...tsx, OURS]).catch((error: Error) => {
      throw new UserError(`${folder}: its ${part} does not run: ${error.message}`);
    });
    const theirs = await start('theirs', python, [THEIRS]).catch((error: Error) => {
      process.stderr.write(`${part}: no diffusers to compare with: ${error.message}\n`);
      return null;
    });
    for (let turn = 0; turn < turns; turn++) {
      for (const each of [ours, theirs]) each?.times.push(await each.contestant.run());
      const [a, b] = [ours, theirs].map((each) => each?.times.at(-1)?.toFixed(0));
      process.stderr.write(`${part}: ${a} ms${b === undefined ? '' : `, diffusers ${b} ms`}\n`);
    }
    const peakMemoryMiB = await ours.contestant.end();
    const theirPeak = theirs && (await theirs.contestant.end());
    const ratios = theirs?.times.map((ms, i) => ours.times[i] / ms);
    const { graphSeconds, secondsToSession }: Started = ours.started;
    return {
      network: part,
      graphSeconds: graphSeconds!,
      secondsToSession,
      msPerEvaluation: median(ours.times),
      peakMemoryMiB,
      weightsMiB: weightsMiB(folder, part, precision),
      diffusersSecondsToSession: theirs?.started.secondsToSession ?? null,
      diffusersMsPerEvaluation: theirs && median(theirs.times),
      diffusersPeakMemoryMiB: theirPeak,
      ratioToDiffusers: ratios ? median(ratios) : null,
      errorToDiffusers: theirs && differenceOf(join(place, 'ours'), join(place, 'theirs')),
    };
  } finally {
    for (const contestant of running) contestant.stop();
    rmSync(place, { recursive: true });
  }
}

/** Of all weights that a folder of a network has, as the network computes with them. */
function weightsMiB(folder: string, part: PartName, precision: Contest['precision']): number {
  const { weights } = readNetworkFiles(folder, PARTS[part].folder, precision);
  const numbers = weights
    .flatMap(({ tensors }) => tensors)
    .reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  return (numbers * (precision === 'float32' ? 4 : 2)) / 2 ** 20;
}

function differenceOf(ours: string, theirs: string): number {
  const [a, b] = [ours, theirs].map((path) => decodeNumbers(readFileSync(path), path).output.values);
  return relativeError(a, b);
}
