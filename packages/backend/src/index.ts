export * from './compute.ts';
export * from './gpu.ts';
export * from './inspect.ts';
export * from './relaxed-simd.ts';
export { type ComputeOptions, MAXIMUM_DEFAULT_THREADS, startCompute } from './start.ts';
export { type Arrays, type WasmKernels, WasmPool } from './wasm/pool.ts';
export { findAdapter, type WebGpuAdapter } from './webgpu.ts';
