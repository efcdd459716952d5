import type { Kernels } from '../compute.ts';
import { own } from '../own.ts';
import { webGpuAdam } from './adam.ts';
import { WebGpuField } from './field.ts';
import type { Gpu } from './gpu.ts';
import { WebGpuIntegrator } from './integrator.ts';

export interface WebGpuKernels extends Kernels {
  readonly gpu: Gpu;
}

/** WGSL on a device. */
export function webGpuKernels(gpu: Gpu): WebGpuKernels {
  return {
    gpu,
    field: async (config) => new WebGpuField(config, gpu),
    adam: (field, options) => webGpuAdam(own(field, WebGpuField), options),
    integrator: (field, options) => new WebGpuIntegrator(own(field, WebGpuField), options),
  };
}

/** The device that a run computes on. @throws Error when it computes on none */
export function gpuOf(kernels: Kernels): Gpu {
  if ('gpu' in kernels) return (kernels as WebGpuKernels).gpu;
  throw new Error('the kernels are not for WebGPU');
}
