import type { BackendName } from '@modeseek/core';
import type { FieldKernels } from '@modeseek/nerf';
import type { RenderKernels } from '@modeseek/renderer';

/** All that a backend computes. */
export type Kernels = FieldKernels & RenderKernels;

/** What a run computes on. */
export interface Compute {
  readonly name: BackendName;
  /** For people, such as `WebAssembly, 2 threads, relaxed SIMD`. */
  readonly description: string;
  readonly kernels: Kernels;
  /** Threads that may be started, at least 1. */
  readonly threads: number;
  /** Whether a GPU answers, and no CPU playing one. */
  readonly hardwareGpu: boolean;
  /** Releases the device. Call it at the end, or a GPU keeps the process alive. */
  dispose(): Promise<void>;
}

/**
 * From so many threads on the embedded image model stays on them, as a GPU has to compile its kernels first:
 * on 16, with an NVIDIA H200 beside them, a run took 9.4 s to the mesh with the model on them, and 11.0 with
 * it on the GPU. With fewer threads than 16 nobody has compared the two.
 */
const THREADS_FOR_MODEL = 8;

/** Where the image model of a run belongs. */
export function modelDevice({
  hardwareGpu,
  threads,
}: Pick<Compute, 'hardwareGpu' | 'threads'>): 'webgpu' | 'cpu' {
  return hardwareGpu && threads < THREADS_FOR_MODEL ? 'webgpu' : 'cpu';
}
