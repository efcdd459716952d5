export * from './compute.ts';
export * from './inspect.ts';
export * from './relaxed-simd.ts';
export * from './start.ts';
export type { WebGpuAdapter } from './webgpu.ts';
