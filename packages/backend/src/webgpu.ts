import { UserError } from '@modeseek/core';
import type { Compute } from './compute.ts';
import { Gpu } from './gpu.ts';
import { probe } from './probe.ts';

/** A GPU, or what stands in for one, as WebGPU names it. */
export interface WebGpuAdapter {
  vendor: string;
  architecture: string;
  description: string;
  /** False for software: a CPU playing GPU. */
  hardware: boolean;
}

/** Names of software drivers, beside what WebGPU itself marks as fallback. */
const SOFTWARE = /llvmpipe|lavapipe|softpipe|swiftshader|basic render|warp/i;

/** The adapter that WebGPU would use here, found in a child process; null when there is none. */
export async function findAdapter(): Promise<WebGpuAdapter | null> {
  const info = await probe<
    Record<'vendor' | 'architecture' | 'device' | 'description', string> & {
      fallback: boolean;
    }
  >(
    'webgpu',
    `const adapter = await exports.create([]).requestAdapter({ powerPreference: 'high-performance' });
     if (!adapter) return null;
     const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
     return { vendor, architecture, device, description, fallback: isFallbackAdapter === true };`,
  );
  if (!info) return null;
  const { vendor, architecture, device, description, fallback } = info;
  const hardware = !fallback && !SOFTWARE.test([vendor, architecture, device, description].join(' '));
  return { vendor, architecture, description: description || device, hardware };
}

/** WebGPU cannot be had. */
export class WebGpuUnavailable extends UserError {
  /** @param reason without what to do about it */
  constructor(readonly reason: string) {
    super(`${reason}; use --backend wasm`);
  }
}

/**
 * The GPU, for kernels of our own and for TF.js.
 * @param adapter what `findAdapter` found
 * @param open the device, and what closes it
 * @throws WebGpuUnavailable when there is no adapter, or its device cannot be had
 */
export async function startWebGpu(
  adapter: WebGpuAdapter | null,
  threads: number,
  open = openTfjs,
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
      kernels: 'webgpu',
      gpu,
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

/** Dawn in this process, with the adapter's own limits instead of WebGPU's small defaults; TF.js is on the same device. */
async function openTfjs(): Promise<OpenGpu> {
  const [{ create, globals }, tf, { WebGPUBackend }] = await Promise.all([
    import('webgpu'),
    import('@tensorflow/tfjs-core'),
    import('@tensorflow/tfjs-backend-webgpu'),
  ]);
  Object.assign(globalThis, globals);
  const gpu = create([]);
  offer(gpu);
  let device: GPUDevice | undefined;
  const close = () => {
    if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
    device?.destroy();
    // The last reference: Dawn keeps the process alive while there is one.
    offer(undefined);
  };
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) throw new Error('it does not answer any more');
    const { info, limits } = adapter;
    const opened = await adapter.requestDevice({
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
    device = opened;
    tf.registerBackend('webgpu', () => new WebGPUBackend(opened, info));
    if (!(await tf.setBackend('webgpu'))) throw new Error("TF.js's WebGPU backend did not start");
    return { gpu: new Gpu(opened), close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Sets or clears `navigator.gpu`, where TF.js looks for WebGPU. Node 20 has no navigator. */
function offer(gpu: GPU | undefined): void {
  globalThis.navigator ??= {} as Navigator;
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
}
