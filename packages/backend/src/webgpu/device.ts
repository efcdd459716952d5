import type { Compute } from '../compute.ts';
import type { WebGpuAdapter } from './adapter.ts';
import { Gpu } from './gpu.ts';
import { webGpuKernels } from './kernels.ts';
import { WebGpuUnavailable } from './unavailable.ts';

/**
 * The GPU, for kernels of our own.
 * @param adapter what `findAdapter` found
 * @param open the device, and what closes it
 * @throws WebGpuUnavailable when there is no adapter, or its device cannot be had
 */
export async function startWebGpu(
  adapter: WebGpuAdapter | null,
  threads: number,
  open = openDevice,
): Promise<Compute> {
  if (!adapter) {
    throw new WebGpuUnavailable(
      'no WebGPU adapter on this machine (is a GPU driver with Vulkan, Metal or D3D12 there?)',
    );
  }
  const name = adapter.description || adapter.vendor;
  const kind = adapter.hardware ? '' : ', software';
  try {
    const { gpu, close } = await open();
    return {
      name: 'webgpu',
      description: `WebGPU, ${name}${kind}`,
      kernels: webGpuKernels(gpu),
      threads,
      hardwareGpu: adapter.hardware,
      async dispose() {
        close();
      },
    };
  } catch (error) {
    const [why] = String(error instanceof Error ? error.message : error).split('\n');
    throw new WebGpuUnavailable(`WebGPU does not start on ${name} (${why})`);
  }
}

interface OpenGpu {
  gpu: Gpu;
  close: () => void;
}

/** Dawn in this process, with the adapter's own limits instead of WebGPU's small defaults. */
async function openDevice(): Promise<OpenGpu> {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  let instance: GPU | undefined = create([]);
  let device: GPUDevice | undefined;
  const close = () => {
    device?.destroy();
    instance = undefined; // the last reference: Dawn keeps the process alive while there is one
  };
  try {
    const adapter = await instance.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) throw new Error('it does not answer any more');
    const { limits } = adapter;
    device = await adapter.requestDevice({
      requiredLimits: {
        maxBufferSize: limits.maxBufferSize,
        maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
        maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
        maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
        maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
        maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
        maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      },
    });
    return { gpu: new Gpu(device), close };
  } catch (error) {
    close();
    throw error;
  }
}
