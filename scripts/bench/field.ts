/**
 * `yarn bench field`: how fast the field's kernels are: encoding, network and their backward, on random points of the cube.
 * - against peers in the same run: PyTorch on as many threads, eager and compiled, where `python3` has it; TF.js's stock ops
 * - by points, by the table's size, by threads
 * - against what the machine can do, measured first: vector multiply-adds and reading from memory
 *
 * Flags: --points N; --seconds N, of each measurement; --threads N; --short leaves out the series and what PyTorch compiles.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { type Compute, startCompute } from '@modeseek/backend';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { Rng } from '@modeseek/core';
import { createField, type Field, type FieldConfig, gridLevels, OUTPUTS } from '@modeseek/nerf';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { measureLimits } from './field/limits.ts';

/** The field that is compared with others. */
const CONFIG: FieldConfig = {
  levels: 16,
  log2TableSize: 15,
  baseResolution: 16,
  finestResolution: 512,
  hidden: 64,
  densityBias: 2.5,
  blobRadius: 0.4,
};
/** Of TF.js's stock ops on one thread: more points take no longer for each. */
const STOCK_POINTS = 4096;

/** Points a second. */
interface Speed {
  forward: number;
  both: number;
}

interface Row extends Speed {
  backend: string;
  threads: number;
  points: number;
  log2TableSize: number;
}

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      points: { type: 'string', default: '131072' },
      short: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '2' },
      threads: { type: 'string', default: '2' },
    },
  });
  const whole = (name: 'points' | 'threads') =>
    readNumber(name, values[name], { type: 'integer', minimum: 1 });
  const [points, threads] = [whole('points'), whole('threads')];
  const seconds = readNumber('seconds', values.seconds, { type: 'number', minimum: 0.01 });

  const limits = await measureLimits(threads);
  const rows: Row[] = [];
  const measure = async (
    label: string,
    compute: Compute,
    count: number,
    config: Partial<FieldConfig> = {},
  ) => {
    const full = { ...CONFIG, ...config };
    const field = await createField(full, new Rng('field'), compute);
    const speed = await speedOf(field, count, seconds);
    await field.dispose();
    rows.push({
      backend: label,
      threads: compute.threads,
      points: count,
      log2TableSize: full.log2TableSize,
      ...speed,
    });
    process.stderr.write(
      `${label}, ${compute.threads} threads, ${count} points: ${(speed.both / 1e6).toFixed(3)} M points a second\n`,
    );
    return speed;
  };

  const wasm = await startCompute('wasm', { threads });
  const ours = await measure('wasm', wasm, points);
  const torch = await pytorch({ points, threads, seconds, compile: !values.short });
  const again = await measure('wasm', wasm, points);
  const mine = { forward: (ours.forward + again.forward) / 2, both: (ours.both + again.both) / 2 };
  for (const kind of ['eager', 'compiled'] as const) {
    const speed = torch?.[kind];
    if (speed)
      rows.push({
        backend: `PyTorch ${torch.version}, ${kind}`,
        threads,
        points,
        log2TableSize: CONFIG.log2TableSize,
        ...speed,
      });
  }
  await tf.setBackend('cpu');
  const stock = await measure(
    'tfjs',
    { kernels: 'tfjs', threads: 1 } as Compute,
    Math.min(points, STOCK_POINTS),
  );

  const one = await startCompute('wasm', { threads: 1 });
  const single = await measure('wasm', one, points);
  if (!values.short) {
    for (let power = 14; power <= 20; power++) await measure('wasm', wasm, 2 ** power);
    for (let power = 12; power <= 20; power += 2)
      await measure('wasm', wasm, points, { log2TableSize: power });
  }
  const network = await networkFlops(wasm, points, seconds);

  return {
    metrics: {
      pointsPerSecondForward: mine.forward,
      pointsPerSecondForwardBackward: mine.both,
      ratioToPyTorchEager: torch ? mine.both / torch.eager.both : null,
      ratioToPyTorchCompiled: torch?.compiled ? mine.both / torch.compiled.both : null,
      ratioToTfjsStock: mine.both / stock.both,
      shareOfSimdPeak: network / limits.flops,
      speedupTwoThreads: threads === 2 ? mine.both / single.both : null,
      simdGigaflops: limits.flops / 1e9,
      memoryGigabytesPerSecond: limits.bytes / 1e9,
    },
    rows: rows.map((row) => ({ ...row, forward: Math.round(row.forward), both: Math.round(row.both) })),
  };
}

/** Points a second through a field, forward alone and forward with backward. */
async function speedOf(field: Field, count: number, seconds: number): Promise<Speed> {
  const rng = new Rng('points');
  const points = Float32Array.from({ length: 3 * count }, () => rng.uniform(-1, 1));
  const density = rng.normals(new Float32Array(count));
  const colour = rng.normals(new Float32Array(3 * count));
  const forward = await typicalSeconds(seconds, () => field.forward(points, count));
  const both = await typicalSeconds(seconds, async () => {
    await field.zeroGradients();
    await field.forward(points, count);
    await field.backward(density, colour);
  });
  return { forward: count / forward, both: count / both };
}

/** Floating-point operations a second of the network alone: no level of the grid is on. */
async function networkFlops(compute: Compute, count: number, seconds: number): Promise<number> {
  const field = await createField(CONFIG, new Rng('field'), compute);
  field.setActiveLevels(0);
  const { both } = await speedOf(field, count, seconds);
  await field.dispose();
  const inputs = 2 * CONFIG.levels;
  const layers = CONFIG.hidden * (inputs + OUTPUTS);
  // Forward; and backward: the hidden layer again, gradients of both layers' inputs and of their weights. A multiply-add is two.
  return both * 2 * (layers + CONFIG.hidden * inputs + 2 * layers);
}

/** The median time of a call, over so many seconds and at least three calls, after one to warm up. */
async function typicalSeconds(seconds: number, call: () => Promise<unknown>): Promise<number> {
  await call();
  const times: number[] = [];
  for (let total = 0; times.length < 3 || total < seconds; total += times.at(-1)!) {
    const began = performance.now();
    await call();
    times.push((performance.now() - began) / 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

/** The same field in PyTorch; null where there is none. */
async function pytorch(settings: { points: number; threads: number; seconds: number; compile: boolean }) {
  const config = JSON.stringify({ levels: gridLevels(CONFIG), hidden: CONFIG.hidden, ...settings });
  const script = fileURLToPath(new URL('./field/pytorch.py', import.meta.url));
  try {
    const { stdout } = await promisify(execFile)('python3', [script, config]);
    const { version, eager, compiled } = JSON.parse(stdout.trim().split('\n').at(-1)!);
    const speed = ([forward, both]: [number, number]): Speed => ({ forward, both });
    return { version, eager: speed(eager), compiled: compiled && speed(compiled) };
  } catch (error) {
    process.stderr.write(`no PyTorch to compare with: ${String(error).split('\n')[0]}\n`);
    return null;
  }
}
