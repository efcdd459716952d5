import { describe, expect, test } from '@jest/globals';
import type { BackendRequest } from '@modeseek/core';
import { modelDevice } from './compute.ts';
import { refusal } from './refusal.fixture.ts';
import { enableRelaxedSimd } from './relaxed-simd.ts';
import { chooseBackend, startAuto, startCompute } from './start.ts';
import type { Gpu } from './webgpu/gpu.ts';
import { startWebGpu } from './webgpu/index.ts';

/** Stands in for a device: nothing is computed here. */
const device = {} as Gpu;
const GPU = { vendor: 'nvidia', architecture: 'hopper', description: 'a GPU', hardware: true };

describe('auto', () => {
  test('takes WebGPU for hardware only', () => {
    expect(chooseBackend(GPU).backend).toBe('webgpu');
    expect(chooseBackend({ ...GPU, hardware: false }).backend).toBe('wasm');
    expect(chooseBackend(null)).toEqual({ backend: 'wasm', reason: 'no WebGPU adapter' });
  });

  test('puts the image model on the GPU where threads are few', () => {
    expect(modelDevice({ hardwareGpu: true, threads: 4 })).toBe('webgpu');
    expect(modelDevice({ hardwareGpu: true, threads: 16 })).toBe('cpu');
    expect(modelDevice({ hardwareGpu: false, threads: 4 })).toBe('cpu');
  });

  const openOn = (open: () => Promise<() => void>): typeof startWebGpu => {
    return (adapter, threads) =>
      startWebGpu(adapter, threads, async () => ({ gpu: device, close: await open() }));
  };

  test('starts a GPU that gives a device, and ends it', async () => {
    let open = 0;
    const start = openOn(async () => {
      open++;
      return () => open--;
    });
    const compute = await startAuto(GPU, 2, start);
    expect(compute).toMatchObject({
      name: 'webgpu',
      description: 'WebGPU, a GPU',
    });
    expect(open).toBe(1);
    await compute.dispose();
    expect(open).toBe(0);
  });

  test('falls back where an adapter answers but gives no device, and says so', async () => {
    const compute = await startAuto(
      GPU,
      2,
      openOn(() => Promise.reject(new Error('limit not met\n  at x'))),
    );
    expect(compute).toMatchObject({ name: 'wasm', threads: 2 });
    expect(compute.description).toMatch(
      /^WebAssembly, 2 threads, .*SIMD \(WebGPU does not start on a GPU \(limit not met\)\)$/,
    );
  });

  test('does not hide other failures', async () => {
    const start = () => Promise.reject(new TypeError('a bug'));
    await expect(startAuto(GPU, 2, start)).rejects.toThrow(TypeError);
  });
});

test('wasm has the threads asked for', async () => {
  const compute = await startCompute('wasm', { threads: 3 });
  expect(compute).toMatchObject({ name: 'wasm', threads: 3 });
  expect(compute.description).toBe(
    `WebAssembly, 3 threads, ${enableRelaxedSimd() ? 'relaxed SIMD' : 'SIMD'}`,
  );
});

test('cpu is the reference on one thread', async () => {
  expect(await startCompute('cpu')).toMatchObject({ name: 'cpu', threads: 1 });
});

describe('what is not there is refused with one line', () => {
  test('webgpu without an adapter', async () => {
    expect(await refusal(startWebGpu(null, 1))).toContain('--backend wasm');
  });

  test('webgpu without a device', async () => {
    const started = startWebGpu(GPU, 1, () => Promise.reject(new Error('device lost\n  at x')));
    expect(await refusal(started)).toBe('WebGPU does not start on a GPU (device lost); use --backend wasm');
  });

  test('an unknown backend', async () => {
    expect(await refusal(startCompute('cuda' as BackendRequest))).toBe(
      'unknown backend "cuda"; known: auto, webgpu, wasm, cpu, tensorflow',
    );
  });

  test.each([0, 1.5, Number.NaN, 257, 3000])('%p threads', async (threads) => {
    expect(await refusal(startCompute('wasm', { threads }))).toContain(`threads is ${threads}`);
  });
});
