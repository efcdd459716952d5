export * from './compute.ts';
export * from './inspect.ts';
export * from './relaxed-simd.ts';
export { type ComputeOptions, checkThreads, mostThreads, startCompute } from './start.ts';
export { findTensorflow } from './tensorflow/find.ts';
export { findAdapter, type WebGpuAdapter } from './webgpu/adapter.ts';
