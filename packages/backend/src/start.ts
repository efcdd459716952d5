import { availableParallelism } from 'node:os';
import {
  BACKENDS,
  type BackendName,
  type BackendRequest,
  MAXIMUM_DEFAULT_THREADS,
  MAXIMUM_THREADS,
  UserError,
} from '@modeseek/core';
import type { Compute } from './compute.ts';
import { findAdapter, type WebGpuAdapter } from './webgpu/adapter.ts';
import { WebGpuUnavailable } from './webgpu/unavailable.ts';

export interface ComputeOptions {
  /** Threads that kernels may start, at least 1. */
  threads: number;
}

/** Most threads for each core. */
const THREADS_PER_CORE = 4;

/** Each backend, loaded when it is asked for. */
const STARTS: Record<BackendName, (threads: number) => Promise<Compute>> = {
  cpu: async () => (await import('./reference.ts')).startReference(),
  wasm: async (threads) => (await import('./wasm/index.ts')).startWasm(threads),
  webgpu: async (threads) => (await import('./webgpu/index.ts')).startWebGpu(await findAdapter(), threads),
  tensorflow: async (threads) => (await import('./tensorflow/index.ts')).startTensorflow(threads),
};

/** One thread per core, at most eight. */
export function computeDefaults(): ComputeOptions {
  return { threads: Math.min(availableParallelism(), MAXIMUM_DEFAULT_THREADS) };
}

/**
 * The most threads that this machine is asked for. More than a few for each core would only stand in one
 * another's way, and take memory: 256 of them keep a machine of two cores busy for minutes with nothing but
 * themselves.
 */
export function mostThreads(): number {
  const most = Math.max(MAXIMUM_DEFAULT_THREADS, THREADS_PER_CORE * availableParallelism());
  return Math.min(MAXIMUM_THREADS, most);
}

/** @throws UserError when so many threads are no number of threads for this machine */
export function checkThreads(threads: number): void {
  const most = mostThreads();
  if (Number.isInteger(threads) && threads >= 1 && threads <= most) return;
  throw new UserError(
    `option threads is ${threads}; it must be a whole number from 1 to ${most}, as there are ${availableParallelism()} cores`,
  );
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
 * Starts what a run computes on. `auto` takes WebGPU when a hardware adapter answers and its device can be
 * had, else WebAssembly; `webgpu` asked for by name also takes a software adapter.
 * @throws UserError when what was asked for is not there, or the options are wrong
 */
export async function startCompute(
  request: BackendRequest,
  options: Partial<ComputeOptions> = {},
): Promise<Compute> {
  const { threads } = { ...computeDefaults(), ...options };
  checkThreads(threads);
  if (request === 'auto') return startAuto(await findAdapter(), threads);
  if (!Object.hasOwn(STARTS, request)) {
    throw new UserError(`unknown backend "${request}"; known: ${BACKENDS.join(', ')}`);
  }
  return STARTS[request](threads);
}

/**
 * What `auto` is on a machine with this adapter.
 * @param startGpu starts WebGPU; for tests
 */
export async function startAuto(
  adapter: WebGpuAdapter | null,
  threads: number,
  startGpu?: (adapter: WebGpuAdapter | null, threads: number) => Promise<Compute>,
): Promise<Compute> {
  if (chooseBackend(adapter).backend !== 'webgpu') return STARTS.wasm(threads);
  try {
    const start = startGpu ?? (await import('./webgpu/index.ts')).startWebGpu;
    return await start(adapter, threads);
  } catch (error) {
    if (!(error instanceof WebGpuUnavailable)) throw error;
    const wasm = await STARTS.wasm(threads);
    return { ...wasm, description: `${wasm.description} (${error.reason})` };
  }
}
