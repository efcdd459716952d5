import { type Room, roomFor } from '../room.ts';

/** A compiled compute shader. */
export type Kernel = GPUComputePipeline;

/** One run of a kernel: its buffers, in the order of their bindings, and how many workgroups it takes. */
export interface Dispatch {
  kernel: Kernel;
  bindings: readonly GPUBuffer[];
  workgroups: readonly [number, number?];
}

/**
 * Groups of bindings that are kept for each kernel, so that a step does not make again what the one before
 * had made.
 */
const KEPT_GROUPS = 4;

/** Memory for up to `capacity` things of a kind, in several arrays. */
export type Buffers<Name extends string> = Room<Name, GPUBuffer>;

/**
 * A WebGPU device, with the few things that kernels do to it. Kernels run in the order in which they are
 * submitted, and are handed to the device together, since each time costs the host as much as a small kernel
 * takes: at the latest when something is written or read.
 */
export class Gpu {
  private failure: Error | undefined;
  /** What has been submitted and not handed over. */
  private encoder: GPUCommandEncoder | undefined;
  private pass: GPUComputePassEncoder | undefined;
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

  /**
   * The buffers, or where there are none or they are too small, new ones, and the old ones are gone; see
   * `roomFor`.
   */
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
      (buffer) => this.free(buffer),
    );
  }

  /** New memory for settings that are alike for all threads. */
  uniform(bytes: number): GPUBuffer {
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    return this.device.createBuffer({ size: Math.ceil(bytes / 16) * 16, usage });
  }

  /** Gives memory back, once what was submitted has run. */
  free(...buffers: readonly (GPUBuffer | undefined)[]): void {
    this.flush();
    for (const buffer of buffers) buffer?.destroy();
  }

  /** Copies values to the start of a buffer. */
  write(buffer: GPUBuffer, values: Float32Array | Uint32Array | Int32Array): void {
    this.flush();
    this.device.queue.writeBuffer(buffer, 0, values);
  }

  /**
   * Runs kernels one after the other; `clear` names buffers to be zero before. Returns before they have run,
   * or begun.
   */
  submit(dispatches: readonly Dispatch[], clear: readonly GPUBuffer[] = []): void {
    if (clear.length > 0) {
      const encoder = this.betweenPasses();
      for (const buffer of clear) encoder.clearBuffer(buffer);
    }
    for (const { kernel, bindings, workgroups } of dispatches) {
      this.encoder ??= this.device.createCommandEncoder();
      this.pass ??= this.encoder.beginComputePass();
      this.pass.setPipeline(kernel);
      this.pass.setBindGroup(0, this.groupOf(kernel, bindings));
      this.pass.dispatchWorkgroups(...workgroups);
    }
  }

  /** Hands what was submitted to the device. */
  flush(): void {
    if (!this.encoder) return;
    this.device.queue.submit([this.betweenPasses().finish()]);
    this.encoder = undefined;
  }

  /** Where commands other than kernels go. */
  private betweenPasses(): GPUCommandEncoder {
    this.pass?.end();
    this.pass = undefined;
    this.encoder ??= this.device.createCommandEncoder();
    return this.encoder;
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
   * @throws Error when something has gone wrong on the GPU
   */
  async read(buffer: GPUBuffer, length: number, from = 0): Promise<Float32Array<ArrayBuffer>> {
    if (length === 0) return new Float32Array(0);
    const bytes = length * 4;
    if (!this.staging || this.staging.size < bytes) {
      this.staging?.destroy();
      const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
      this.staging = this.device.createBuffer({ size: 2 ** Math.ceil(Math.log2(bytes)), usage });
    }
    this.betweenPasses().copyBufferToBuffer(buffer, from * 4, this.staging, 0, bytes);
    this.flush();
    await this.staging.mapAsync(GPUMapMode.READ, 0, bytes).catch((error) => {
      throw this.failure ?? error;
    });
    const values = new Float32Array(this.staging.getMappedRange(0, bytes).slice(0));
    this.staging.unmap();
    if (this.failure) throw this.failure;
    return values;
  }
}
