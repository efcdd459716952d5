import { type Room, roomFor } from './room.ts';

/** A compiled compute shader. */
export type Kernel = GPUComputePipeline;

/** One run of a kernel: its buffers, in the order of their bindings, and how many workgroups it takes. */
export interface Dispatch {
  kernel: Kernel;
  bindings: readonly GPUBuffer[];
  workgroups: readonly [number, number?];
}

/** Groups of bindings that are kept for each kernel, so that a step does not make again what the one before had made. */
const KEPT_GROUPS = 4;

/** Memory for up to `capacity` things of a kind, in several arrays. */
export type Buffers<Name extends string> = Room<Name, GPUBuffer>;

/** A WebGPU device, with the few things that kernels do to it. Kernels run in the order in which they are submitted. */
export class Gpu {
  private failure: Error | undefined;
  private staging: GPUBuffer | undefined;
  /** Of each kernel, the last few bindings with their groups. */
  private readonly groups = new WeakMap<Kernel, [bindings: readonly GPUBuffer[], group: GPUBindGroup][]>();

  constructor(readonly device: GPUDevice) {
    device.onuncapturederror = ({ error }) => {
      this.failure ??= new Error(`WebGPU: ${error.message}`);
    };
    device.lost.then(({ message }) => {
      this.failure ??= new Error(`the GPU was lost${message ? `: ${message}` : ''}`);
    });
  }

  /** Compiles a shader with one entry point, `main`. */
  kernel(code: string): Kernel {
    const module = this.device.createShaderModule({ code });
    return this.device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  }

  /** New memory for kernels to read and write, zero. */
  storage(bytes: number): GPUBuffer {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    return this.device.createBuffer({ size: Math.max(16, Math.ceil(bytes / 16) * 16), usage });
  }

  /** The buffers, or where there are none or they are too small, new ones, and the old ones are gone; see `roomFor`. */
  atLeast<Name extends string>(
    buffers: Buffers<NoInfer<Name>> | undefined,
    count: number,
    bytes: Readonly<Record<Name, number>>,
  ): Buffers<Name> {
    return roomFor(
      buffers,
      count,
      bytes,
      (size) => this.storage(size),
      (buffer) => buffer.destroy(),
    );
  }

  /** New memory for settings that are alike for all threads. */
  uniform(bytes: number): GPUBuffer {
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    return this.device.createBuffer({ size: Math.ceil(bytes / 16) * 16, usage });
  }

  /** Copies values to the start of a buffer. */
  write(buffer: GPUBuffer, values: Float32Array | Uint32Array | Int32Array): void {
    this.device.queue.writeBuffer(buffer, 0, values);
  }

  /** Runs kernels one after the other; `clear` names buffers to be zero before. Returns before they have run. */
  submit(dispatches: readonly Dispatch[], clear: readonly GPUBuffer[] = []): void {
    const encoder = this.device.createCommandEncoder();
    for (const buffer of clear) encoder.clearBuffer(buffer);
    const pass = encoder.beginComputePass();
    for (const { kernel, bindings, workgroups } of dispatches) {
      pass.setPipeline(kernel);
      pass.setBindGroup(0, this.groupOf(kernel, bindings));
      pass.dispatchWorkgroups(...workgroups);
    }
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }

  /** A kernel's bindings as one group: that of an earlier dispatch where it had the same. */
  private groupOf(kernel: Kernel, bindings: readonly GPUBuffer[]): GPUBindGroup {
    const known = this.groups.get(kernel) ?? [];
    const found = known.find(([buffers]) => buffers.every((buffer, i) => buffer === bindings[i]));
    if (found) return found[1];
    const entries = bindings.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const group = this.device.createBindGroup({ layout: kernel.getBindGroupLayout(0), entries });
    this.groups.set(kernel, [[bindings, group], ...known.slice(0, KEPT_GROUPS - 1)]);
    return group;
  }

  /**
   * Values of a buffer, when everything submitted has run. Calls must not overlap.
   * @param from index of the first
   * @throws Error when something went wrong on the GPU since the last call
   */
  async read(buffer: GPUBuffer, length: number, from = 0): Promise<Float32Array<ArrayBuffer>> {
    if (length === 0) return new Float32Array(0);
    const bytes = length * 4;
    if (!this.staging || this.staging.size < bytes) {
      this.staging?.destroy();
      const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
      this.staging = this.device.createBuffer({ size: 2 ** Math.ceil(Math.log2(bytes)), usage });
    }
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, from * 4, this.staging, 0, bytes);
    this.device.queue.submit([encoder.finish()]);
    await this.staging.mapAsync(GPUMapMode.READ, 0, bytes).catch((error) => {
      throw this.failure ?? error;
    });
    const values = new Float32Array(this.staging.getMappedRange(0, bytes).slice(0));
    this.staging.unmap();
    if (this.failure) throw this.failure;
    return values;
  }
}
