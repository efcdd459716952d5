/**
 * `yarn bench field`: how fast the field's kernels are: encoding, network and their backward, on random
 * points of the cube.
 * - against peers in the same run, with as many threads: PyTorch, eager and compiled, where `python3` has it;
 *   TensorFlow, where its binding is there
 * - by points, by the table's size, by threads
 * - against what the machine can do, measured first: vector multiply-adds and reading from memory
 *
 * With `--backend webgpu` the field on a GPU instead, see `field/webgpu.ts`.
 *
 * Flags: --points N; --seconds N, of each measurement; --threads N; --short leaves out the series and what
 * PyTorch compiles; --backend wasm or webgpu; --tiny-cuda-nn PROGRAM, a further peer on a GPU.
 */
import { parseArgs } from 'node:util';
import { type Compute, findTensorflow, startCompute } from '@modeseek/backend';
import { WasmField } from '@modeseek/backend/src/wasm/field.ts';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { type Field, MAXIMUM_THREADS, Rng, UserError } from '@modeseek/core';
import { CONFIG, randomProblem, type Speed } from '@modeseek/lab/field/problem';
import { pytorch } from '@modeseek/lab/field/pytorch';
import { onGpu } from '@modeseek/lab/field/webgpu';
import { createField, type FieldConfig, OUTPUTS } from '@modeseek/nerf';
import { Stopwatch } from '@modeseek/trainer';

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
      backend: { type: 'string', default: 'wasm' },
      points: { type: 'string', default: '131072' },
      short: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '2' },
      threads: { type: 'string', default: '2' },
      'tiny-cuda-nn': { type: 'string' },
    },
  });
  const whole = (name: 'points' | 'threads', maximum: number) =>
    readNumber(name, values[name], { type: 'integer', minimum: 1, maximum });
  const [points, threads] = [whole('points', 2 ** 22), whole('threads', MAXIMUM_THREADS)];
  const seconds = readNumber('seconds', values.seconds, { type: 'number', minimum: 0.01, maximum: 3600 });
  if (!['wasm', 'webgpu'].includes(values.backend)) {
    throw new UserError(`--backend is ${values.backend}; it must be wasm or webgpu`);
  }
  if (values.backend === 'webgpu') {
    return onGpu({ points, seconds, short: values.short, tinyCudaNn: values['tiny-cuda-nn'] });
  }

  // Compiles its loops, which the field on a GPU does without.
  const { measureLimits } = await import('@modeseek/lab/field/limits');
  const limits = await measureLimits(threads);
  const rows: Row[] = [];
  const report = (
    backend: string,
    { threads }: Compute,
    points: number,
    { log2TableSize }: FieldConfig,
    speed: Speed,
  ) => {
    rows.push({ backend, threads, points, log2TableSize, ...speed });
    process.stderr.write(
      `${backend}, ${threads} threads, ${points} points: ${(speed.both / 1e6).toFixed(3)} M points a second\n`,
    );
  };
  const measure = async (
    label: string,
    compute: Compute,
    count: number,
    config: Partial<FieldConfig> = {},
  ) => {
    const full = { ...CONFIG, ...config };
    const field = await createField(full, new Rng('field'), compute.kernels);
    const speed = (await speedsOf([{ field, count }], seconds))[0];
    await field.dispose();
    report(label, compute, count, full, speed);
    return speed;
  };

  const wasm = await startCompute('wasm', { threads });
  const ours = await measure('wasm', wasm, points);
  const torch = await pytorch({ points, threads, seconds, compile: !values.short, device: 'cpu' });
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
  /** Of the same field on several backends, threads or numbers of points: all take turns. */
  const series = async (subjects: readonly { compute: Compute; count: number }[]) => {
    const fields = await Promise.all(
      subjects.map(async ({ compute, count }) => ({
        field: await createField(CONFIG, new Rng('field'), compute.kernels),
        count,
      })),
    );
    const speeds = await speedsOf(fields, seconds);
    for (const { field } of fields) await field.dispose();
    subjects.forEach(({ compute, count }, i) => {
      report(compute.name, compute, count, CONFIG, speeds[i]);
    });
    return speeds.map(({ both }) => both);
  };
  let ratioToTensorflow: number | null = null;
  if (findTensorflow()?.complete) {
    const tensorflow = await startCompute('tensorflow', { threads });
    const [ours, theirs] = await series([wasm, tensorflow].map((compute) => ({ compute, count: points })));
    await tensorflow.dispose();
    ratioToTensorflow = ours / theirs;
  } else {
    process.stderr.write('no TensorFlow to compare with\n');
  }
  const one = await startCompute('wasm', { threads: 1 });
  const [single, several] = await series([one, wasm].map((compute) => ({ compute, count: points })));
  let spread: number | null = null;
  if (!values.short) {
    const counts = Array.from({ length: 7 }, (_, i) => 2 ** (14 + i));
    spread = spreadOf(await series(counts.map((count) => ({ compute: wasm, count }))));
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
      ratioToTensorflow,
      shareOfSimdPeak: network / limits.flops,
      spreadByPoints: spread,
      speedupTwoThreads: threads === 2 ? several / single : null,
      simdGigaflops: limits.flops / 1e9,
      memoryGigabytesPerSecond: limits.bytes / 1e9,
    },
    rows: rows.map((row) => ({ ...row, forward: Math.round(row.forward), both: Math.round(row.both) })),
  };
}

/**
 * Points a second through fields, forward alone and forward with backward. All take turns, so that a machine
 * that is slower for a while is so for all.
 * @param seconds for each of them, forward and both
 */
async function speedsOf(
  subjects: readonly { field: Field; count: number }[],
  seconds: number,
): Promise<Speed[]> {
  const { points, density, colour } = randomProblem(Math.max(...subjects.map(({ count }) => count)));
  const forward = subjects.map(
    ({ field, count }) =>
      () =>
        field.forward(points, count),
  );
  const both = subjects.map(({ field, count }) => async () => {
    await field.zeroGradients();
    await field.forward(points, count);
    await field.backward(density, colour);
  });
  const times = await typicalSeconds(seconds, [...forward, ...both]);
  return subjects.map(({ count }, i) => ({
    forward: count / times[i],
    both: count / times[subjects.length + i],
  }));
}

/**
 * How far the values lie from their middle, as a share of it, where the middle is that of the least and the
 * greatest.
 */
function spreadOf(values: readonly number[]): number {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return (most - least) / (most + least);
}

/**
 * Floating-point operations a second of the network's backward, which has three quarters of the network's.
 */
async function networkFlops(compute: Compute, count: number, seconds: number): Promise<number> {
  const field = await createField(CONFIG, new Rng('field'), compute.kernels);
  if (!(field instanceof WasmField)) throw new Error('the field is not on WebAssembly');
  const { points, density, colour } = randomProblem(count);
  await field.forward(points, count);
  await field.backward(density, colour);
  const { kernels } = field;
  const { run } = kernels;
  const watch = new Stopwatch();
  kernels.run = (kernel, ...rest) => watch.time(kernel, () => run(kernel, ...rest));
  let calls = 0;
  for (; (watch.milliseconds.backward ?? 0) < 1000 * seconds; calls++) await field.backward(density, colour);
  await field.dispose();
  const inputs = 2 * CONFIG.levels;
  // The hidden layer once more, gradients of both layers' inputs and of their weights. A multiply-add is two.
  const flops = 2 * CONFIG.hidden * (3 * inputs + 2 * OUTPUTS) * count;
  return (calls * flops) / (watch.milliseconds.backward / 1000);
}

/**
 * The median time of each call, over so many seconds for each and at least three rounds of all in turn, after
 * one to warm up.
 */
async function typicalSeconds(
  seconds: number,
  calls: readonly (() => Promise<unknown>)[],
): Promise<number[]> {
  for (const call of calls) await call();
  const times: number[][] = calls.map(() => []);
  const end = performance.now() + 1000 * seconds * calls.length;
  for (let round = 0; round < 3 || performance.now() < end; round++) {
    for (const [i, call] of calls.entries()) {
      const began = performance.now();
      await call();
      times[i].push((performance.now() - began) / 1000);
    }
  }
  return times.map((each) => each.sort((a, b) => a - b)[Math.floor(each.length / 2)]);
}
