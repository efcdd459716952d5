import { availableParallelism } from 'node:os';
import { UserError } from '@modeseek/core';
import { BACKENDS, type BackendName, type BackendRequest, type Compute } from './compute.ts';
import { enableRelaxedSimd } from './relaxed-simd.ts';
import { startTensorflow } from './tensorflow.ts';
import { findAdapter, startWebGpu, type WebGpuAdapter, WebGpuUnavailable } from './webgpu.ts';

export interface ComputeOptions {
  /** Threads that kernels may start, at least 1. */
  threads: number;
}

/** Beyond eight threads the field's ten hash levels, one thread each, leave little to gain. */
export const MAXIMUM_DEFAULT_THREADS = 8;

/** One thread per core, at most eight. */
export function computeDefaults(): ComputeOptions {
  return { threads: Math.min(availableParallelism(), MAXIMUM_DEFAULT_THREADS) };
}

/** What `auto` means on a machine with this adapter, and why. */
export function chooseBackend(adapter: WebGpuAdapter | null): { backend: BackendName; reason: string } {
  if (adapter?.hardware) return { backend: 'webgpu', reason: `a GPU answers: ${adapter.description}` };
  const reason = adapter
    ? `the only WebGPU adapter is software: ${adapter.description}`
    : 'no WebGPU adapter';
  return { backend: 'wasm', reason };
}

/**
 * Starts what a run computes on. `auto` takes WebGPU when a hardware adapter answers and its device can be had, else WebAssembly; `webgpu`
 * asked for by name also takes a software adapter.
 * @throws UserError when what was asked for is not there, or the options are wrong
 */
export async function startCompute(
  request: BackendRequest,
  options: Partial<ComputeOptions> = {},
): Promise<Compute> {
  const { threads } = { ...computeDefaults(), ...options };
  if (!Number.isInteger(threads) || threads < 1) {
    throw new UserError(`threads is ${threads}; it must be a whole number of at least 1`);
  }
  switch (request) {
    case 'auto':
      return startAuto(await findAdapter(), threads);
    case 'webgpu':
      return startWebGpu(await findAdapter(), threads);
    case 'wasm':
      return startWasm(threads);
    case 'tensorflow':
      return startTensorflow(threads);
    case 'cpu':
      return {
        name: 'cpu',
        description: 'plain TypeScript, 1 thread',
        kernels: 'reference',
        threads: 1,
        hardwareGpu: false,
        async dispose() {},
      };
    default:
      throw new UserError(`unknown backend "${request}"; known: ${BACKENDS.join(', ')}`);
  }
}

/**
 * What `auto` is on a machine with this adapter.
 * @param startGpu starts WebGPU
 */
export async function startAuto(
  adapter: WebGpuAdapter | null,
  threads: number,
  startGpu = startWebGpu,
): Promise<Compute> {
  if (chooseBackend(adapter).backend !== 'webgpu') return startWasm(threads);
  try {
    return await startGpu(adapter, threads);
  } catch (error) {
    if (!(error instanceof WebGpuUnavailable)) throw error;
    const wasm = startWasm(threads);
    return { ...wasm, description: `${wasm.description} (${error.reason})` };
  }
}

function startWasm(threads: number): Compute {
  const simd = enableRelaxedSimd() ? 'relaxed SIMD' : 'SIMD';
  return {
    name: 'wasm',
    description: `WebAssembly, ${threads} thread${threads > 1 ? 's' : ''}, ${simd}`,
    kernels: 'wasm',
    threads,
    hardwareGpu: false,
    async dispose() {},
  };
}
