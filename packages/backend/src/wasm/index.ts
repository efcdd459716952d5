import type { Compute, Kernels } from '../compute.ts';
import { own } from '../own.ts';
import { enableRelaxedSimd } from '../relaxed-simd.ts';
import { wasmAdam } from './adam.ts';
import { WasmField } from './field.ts';
import { WasmIntegrator } from './integrator.ts';

/** WebAssembly with SIMD on worker threads. A field has threads of its own, which end with it. */
export async function startWasm(threads: number): Promise<Compute> {
  const simd = enableRelaxedSimd() ? 'relaxed SIMD' : 'SIMD';
  return {
    name: 'wasm',
    description: `WebAssembly, ${threads} thread${threads > 1 ? 's' : ''}, ${simd}`,
    kernels: wasmKernels(threads),
    threads,
    hardwareGpu: false,
    async dispose() {},
  };
}

/** @param relaxed whether to use relaxed SIMD; by default where the engine has it */
export function wasmKernels(threads: number, relaxed?: boolean): Kernels {
  return {
    field: (config) => WasmField.start(config, threads, relaxed),
    adam: (field, options) => wasmAdam(own(field, WasmField), options),
    integrator: (field, options) => new WasmIntegrator(own(field, WasmField), options),
  };
}
