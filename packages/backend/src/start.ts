import { availableParallelism } from 'node:os';
import { UserError } from '@modeseek/core';
import { BACKENDS, type BackendName, type BackendRequest, type Compute } from './compute.ts';
import { enableRelaxedSimd } from './relaxed-simd.ts';
import { startTensorflow } from './tensorflow.ts';
import { findAdapter, startWebGpu, type WebGpuAdapter } from './webgpu.ts';

export interface ComputeOptions {
  /** Threads that kernels may start, at least 1. */
  threads: number;
}

/** Beyond eight threads the field's ten hash levels, one thread each, leave little to gain. */
const MAXIMUM_DEFAULT_THREADS = 8;

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
 * Starts what a run computes on. `auto` takes WebGPU when a hardware adapter answers, else WebAssembly; `webgpu` asked for
 * by name also takes a software adapter.
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
    case 'auto': {
      const adapter = await findAdapter();
      return chooseBackend(adapter).backend === 'webgpu' ? startWebGpu(adapter, threads) : startWasm(threads);
    }
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
        async dispose() {},
      };
    default:
      throw new UserError(`unknown backend "${request}"; known: ${BACKENDS.join(', ')}`);
  }
}

function startWasm(threads: number): Compute {
  const simd = enableRelaxedSimd() ? 'relaxed SIMD' : 'SIMD';
  return {
    name: 'wasm',
    description: `WebAssembly, ${threads} thread${threads > 1 ? 's' : ''}, ${simd}`,
    kernels: 'wasm',
    threads,
    async dispose() {},
  };
}
