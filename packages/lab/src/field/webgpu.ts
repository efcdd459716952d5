import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startCompute } from '@modeseek/backend';
import { WebGpuField } from '@modeseek/backend/src/webgpu/field.ts';
import type { Dispatch, Gpu } from '@modeseek/backend/src/webgpu/gpu.ts';
import { gpuOf, webGpuKernels } from '@modeseek/backend/src/webgpu/kernels.ts';
import { Rng, relativeError } from '@modeseek/core';
import { createField, type FieldConfig, OUTPUTS, ReferenceField } from '@modeseek/nerf';
import { fillParameters } from '@modeseek/nerf/src/problem.fixture.ts';
import { CONFIG, randomProblem, type Speed } from './problem.ts';
import { pytorch } from './pytorch.ts';

/** Points at which results are compared with the reference. */
const CHECKED = 4096;
/** Runs of a kernel that are timed at once. */
const RUNS = 20;

/**
 * The field in WGSL, with points and gradients where the field is, and in the same run PyTorch and
 * tiny-cuda-nn on the same GPU. Many calls are waited for at once. Ratios are of points a second, ours by
 * theirs, forward and backward. Rows: speeds, by points and table size too; then the microseconds of each
 * kernel.
 * @param tinyCudaNn a program that is given the number of points, and prints points a second of the same field
 *   as one line, `{"forward": N, "both": N}`
 */
export async function onGpu(settings: {
  points: number;
  seconds: number;
  short: boolean;
  tinyCudaNn?: string;
}) {
  const { points, seconds, short } = settings;
  const compute = await startCompute('webgpu');
  const gpu = gpuOf(compute.kernels);
  const rows: Record<string, string | number>[] = [];
  const report = (what: string, count: number, log2TableSize: number, { forward, both }: Speed) => {
    rows.push({ what, points: count, log2TableSize, forward: Math.round(forward), both: Math.round(both) });
    process.stderr.write(`${what}, ${count} points: ${(both / 1e6).toFixed(2)} M points a second\n`);
  };
  const measure = async (count: number, config: Partial<FieldConfig> = {}) => {
    const full = { ...CONFIG, ...config };
    const speed = await withField(gpu, full, count, (run) => speedOf(gpu, run, count, seconds));
    report('webgpu', count, full.log2TableSize, speed);
    return speed;
  };

  const errors = await errorsAgainstReference(gpu);
  const turns = [await measure(points)];
  const torch = await pytorch({ points, threads: 1, seconds, compile: !short, device: 'cuda' });
  turns.push(await measure(points));
  const tiny = settings.tinyCudaNn === undefined ? null : await tinyCudaNn(settings.tinyCudaNn, points);
  turns.push(await measure(points));
  const ours = meanOf(turns);
  for (const kind of ['eager', 'compiled'] as const) {
    if (torch?.[kind]) report(`PyTorch ${torch.version}, ${kind}`, points, CONFIG.log2TableSize, torch[kind]);
  }
  if (tiny) report('tiny-cuda-nn', points, CONFIG.log2TableSize, tiny);
  if (!short) {
    for (let power = 14; power <= 20; power++) await measure(2 ** power);
    for (let power = 12; power <= 20; power += 2) await measure(points, { log2TableSize: power });
  }
  const kernels = await withField(gpu, CONFIG, points, (run, field) => kernelTimes(gpu, run, field));
  for (const [what, microseconds] of Object.entries(kernels)) {
    rows.push({ what: `kernel ${what}`, points, log2TableSize: CONFIG.log2TableSize, microseconds });
    process.stderr.write(`${what}: ${microseconds.toFixed(1)} microseconds\n`);
  }
  await compute.dispose();
  return {
    metrics: {
      pointsPerSecondForward: ours.forward,
      pointsPerSecondForwardBackward: ours.both,
      ratioToPyTorchEager: torch ? ours.both / torch.eager.both : null,
      ratioToPyTorchCompiled: torch?.compiled ? ours.both / torch.compiled.both : null,
      ratioToTinyCudaNn: tiny ? ours.both / tiny.both : null,
      ...errors,
    },
    // All with the same columns.
    rows: rows.map(({ forward = '', both = '', microseconds = '', ...row }) => ({
      ...row,
      forward,
      both,
      microseconds,
    })),
  };
}

/**
 * What is timed: the field forward, and gradients set to zero, forward and backward. Both return before they
 * are done.
 */
interface Run {
  forward(): void;
  both(): void;
}

/** Calls with a new field, and random points and gradients beside it on the GPU. */
async function withField<T>(
  gpu: Gpu,
  config: FieldConfig,
  count: number,
  use: (run: Run, field: WebGpuField) => Promise<T>,
): Promise<T> {
  const field = await createField(config, new Rng('field'), webGpuKernels(gpu));
  if (!(field instanceof WebGpuField)) throw new Error('the field is not on WebGPU');
  const problem = randomProblem(count);
  const [points, density, colour] = [problem.points, problem.density, problem.colour].map((values) => {
    const buffer = gpu.storage(values.byteLength);
    gpu.write(buffer, values);
    return buffer;
  });
  const values = gpu.storage(4 * OUTPUTS * count);
  const forward = () => field.evaluate(points, count, values);
  const both = () => {
    void field.zeroGradients();
    forward();
    field.propagate(points, count, density, colour);
  };
  try {
    return await use({ forward, both }, field);
  } finally {
    gpu.free(points, density, colour, values);
    await field.dispose();
  }
}

async function speedOf(gpu: Gpu, run: Run, count: number, seconds: number): Promise<Speed> {
  return {
    forward: count / (await secondsOf(gpu, run.forward, seconds)),
    both: count / (await secondsOf(gpu, run.both, seconds)),
  };
}

/**
 * The median time of a call, where so many are waited for at once as take a tenth of the seconds, after some
 * to warm up.
 */
async function secondsOf(gpu: Gpu, call: () => void, seconds: number): Promise<number> {
  const timed = async (calls: number) => {
    const began = performance.now();
    for (let i = 0; i < calls; i++) call();
    gpu.flush();
    await gpu.device.queue.onSubmittedWorkDone();
    return (performance.now() - began) / 1000 / calls;
  };
  await timed(1);
  const calls = Math.min(1000, Math.ceil(seconds / 10 / (await timed(3))));
  const times: number[] = [];
  for (let i = 0; i < 9; i++) times.push(await timed(calls));
  return times.sort((a, b) => a - b)[4];
}

/**
 * Microseconds of each kernel of forward and backward, of `RUNS` at once. That of the table's sums finds them
 * empty from the second run on.
 */
async function kernelTimes(gpu: Gpu, run: Run, field: WebGpuField): Promise<Record<string, number>> {
  const dispatches: Dispatch[] = [];
  const { submit } = gpu;
  gpu.submit = (each, clear) => {
    dispatches.push(...each);
    submit.call(gpu, each, clear);
  };
  run.both();
  gpu.submit = submit;
  const times: Record<string, number> = {};
  for (const dispatch of dispatches) {
    const [name] = Object.entries(field.kernels).find(([, kernel]) => kernel === dispatch.kernel)!;
    const again = () => gpu.submit(Array.from({ length: RUNS }, () => dispatch));
    times[name] = ((await secondsOf(gpu, again, 0.5)) / RUNS) * 1e6;
  }
  return times;
}

/**
 * Relative errors of values and of gradients, the largest of all parameters', against the plain reference.
 */
async function errorsAgainstReference(gpu: Gpu) {
  const { points, density, colour } = randomProblem(CHECKED);
  const [expected, actual] = [new ReferenceField(CONFIG), new WebGpuField(CONFIG, gpu)];
  const values = [];
  for (const field of [expected, actual]) {
    fillParameters(field, 1);
    await field.push();
    const result = await field.forward(points, CHECKED);
    values.push({ density: result.density.slice(), colour: result.colour.slice() });
    await field.backward(density, colour);
    await field.pull();
  }
  const [reference, ours] = values;
  const gradients = actual.parameters.map(({ gradient }, i) =>
    relativeError(gradient, expected.parameters[i].gradient),
  );
  await actual.dispose();
  return {
    errorDensity: relativeError(ours.density, reference.density),
    errorColour: relativeError(ours.colour, reference.colour),
    errorGradients: Math.max(...gradients),
  };
}

/** Points a second of tiny-cuda-nn, which a program measures; null when that fails. */
async function tinyCudaNn(program: string, points: number): Promise<Speed | null> {
  try {
    const { stdout } = await promisify(execFile)(program, [String(points)]);
    return JSON.parse(stdout.trim().split('\n').at(-1)!);
  } catch (error) {
    process.stderr.write(`no tiny-cuda-nn to compare with: ${String(error).split('\n')[0]}\n`);
    return null;
  }
}

function meanOf(speeds: readonly Speed[]): Speed {
  const mean = (of: keyof Speed) => speeds.reduce((sum, speed) => sum + speed[of], 0) / speeds.length;
  return { forward: mean('forward'), both: mean('both') };
}
