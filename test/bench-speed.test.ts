import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tensorflowIsThere } from '@modeseek/backend/src/tensorflow/tensorflow.fixture.ts';
import { modeseek, TINY_MODEL, temporaryFolder } from './command-line.fixture.ts';

const tensorflow = tensorflowIsThere();

describe('benchmarks of speed', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeAll(() => {
    folder = temporaryFolder();
  });
  afterAll(() => folder.remove());

  test('field measures our kernels and TensorFlow, and what the machine can do', async () => {
    const flags = ['--short', '--points', '1024', '--seconds', '0.01', '--threads', '1', '--json'];
    const { code, stdout, stderr } = await modeseek(folder.path, 'bench', 'field', ...flags);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { metrics, rows } = JSON.parse(stdout.trim().split('\n').at(-1)!);
    for (const name of [
      ...(tensorflow ? ['ratioToTensorflow'] : []),
      'shareOfSimdPeak',
      'simdGigaflops',
      'memoryGigabytesPerSecond',
    ]) {
      expect(metrics[name]).toBeGreaterThan(0);
    }
    // Ours is measured before the peers and after them.
    const [before, after] = rows.filter(({ backend }: { backend: string }) => backend === 'wasm');
    expect(metrics.pointsPerSecondForward).toBeCloseTo((before.forward + after.forward) / 2, 0);
    expect(metrics.pointsPerSecondForwardBackward).toBeCloseTo((before.both + after.both) / 2, 0);
    expect(metrics.speedupTwoThreads).toBeNull();
    expect(metrics).toHaveProperty('ratioToPyTorchEager');
    const backends = rows.map(({ backend }: { backend: string }) => backend);
    expect(backends).toEqual(expect.arrayContaining(['wasm', ...(tensorflow ? ['tensorflow'] : [])]));
  });

  test('field refuses what is no number', async () => {
    const { code, stderr } = await modeseek(folder.path, 'bench', 'field', '--points', 'many');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(
        /^modeseek bench: --points is 'many'; it must be a whole number[^\n]*\n$/,
      ),
    });
  });

  test('field refuses a backend that it does not know', async () => {
    const { code, stderr } = await modeseek(folder.path, 'bench', 'field', '--backend', 'cuda');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'modeseek bench: --backend is cuda; it must be wasm or webgpu\n',
    });
  });

  test('run tells where the time went, and when the judge saw what was asked for', async () => {
    const little = ['--steps', '2', '--batch', '2', '--inner-steps', '1', '--resolution', '16'];
    const flags = [...little, '--preview-every', '1', '--model', TINY_MODEL, '--prompt', 'a mug', '--json'];
    const { code, stdout, stderr } = await modeseek(folder.path, 'bench', 'run', ...flags);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { metrics, rows } = JSON.parse(stdout.trim().split('\n').at(-1)!);
    expect(metrics.secondsToMesh).toBeGreaterThanOrEqual(metrics.secondsTrain);
    expect(metrics.secondsToRPrecision100).toBeNull(); // a ball of fog
    const parts = rows.map(({ part }: { part: string }) => part);
    expect(parts).toEqual(expect.arrayContaining(['render', 'guidance', 'backward', 'export', 'turntable']));
    for (const { seconds } of rows) expect(seconds).toBeGreaterThan(0);
  });

  test('step tells the field, the image model and the rest apart', async () => {
    writeFileSync(
      join(folder.path, 'little.json'),
      // A dense ball, of which the occupancy grid learns at once.
      JSON.stringify({ batch: 2, innerSteps: 2, resolution: 16, occupancyEvery: 1, densityBias: 300 }),
    );
    const little = ['--steps', '2', '--model', TINY_MODEL, '--config', 'little.json'];
    const flags = [...little, '--json', '--results', 'kept'];
    const { code, stdout, stderr } = await modeseek(folder.path, 'bench', 'step', ...flags);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const printed = JSON.parse(stdout.trim().split('\n').at(-1)!);
    const [, path] = stderr.match(/^written to (kept\/[^/]+\/[^/]+\/step-steps-2-model-[^/]+\.json)\n$/)!;
    expect(JSON.parse(readFileSync(join(folder.path, path), 'utf8'))).toEqual(printed);
    const { metrics, rows } = printed;
    expect(metrics.secondsPerStep).toBeGreaterThan(0);
    const milliseconds = rows.map((row: { millisecondsPerStep: number }) => row.millisecondsPerStep);
    expect(Math.min(...milliseconds)).toBeGreaterThanOrEqual(0);
    const sum = milliseconds.reduce((total: number, value: number) => total + value, 0);
    expect(sum / 1000).toBeCloseTo(metrics.secondsPerStep, 2);
    expect(metrics.longestBlockMs).toBeGreaterThan(0);
    expect(metrics.samplesPruned).toBeLessThanOrEqual(metrics.samplesOccupancyAlone);
    expect(metrics.samplesOccupancyAlone).toBeLessThan(metrics.samplesUnpruned);
    expect(metrics.samplesEarlyEndAlone).toBeLessThan(metrics.samplesUnpruned);
    expect(Object.keys(metrics).filter((name) => /^ms/.test(name))).toEqual(
      ['Pruned', 'OccupancyAlone', 'EarlyEndAlone', 'Unpruned'].map((way) => `ms${way}`),
    );
  });
});
