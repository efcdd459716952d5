export { startWebGpu } from './device.ts';
export { webGpuKernels } from './kernels.ts';
