import { readFile } from 'node:fs/promises';
import type { Worker } from 'node:worker_threads';
import { startWorker } from '@modeseek/node';
import { enableRelaxedSimd } from '../relaxed-simd.ts';
import { type Room, roomFor } from '../room.ts';

/**
 * Pages of 64 KiB that the memory may grow to (2 GiB); `scripts/build-kernels.mjs` compiles the same number
 * in.
 */
const MAXIMUM_PAGES = 32768;
const PAGE = 65536;
/** Allocations start on a cache line, so that threads never share one. */
const ALIGNMENT = 64;

/** What a worker thread starts from. */
export interface WorkerSetup {
  memory: WebAssembly.Memory;
  /** Address of the number of tasks taken. */
  counter: number;
  relaxed: boolean;
}

/** One more binary for a worker thread, and the number under which jobs name it. */
export interface Load {
  binary: number;
  module: WebAssembly.Module;
}

/** One call of a kernel: it runs as `kernel(task, scratch, ...args)` for each task below `tasks`. */
export interface Job {
  binary: number;
  kernel: string;
  tasks: number;
  /** Address of the thread's own scratch area. */
  scratch: number;
  /** Of the memory, as it has grown so far. */
  bytes: number;
  args: number[];
}

/** One as a binary exports it. */
export type Kernel = (task: number, scratch: number, ...args: number[]) => void;

/** Addresses of arrays for up to `capacity` things of a kind. */
export type Arrays<Name extends string> = Room<Name, number>;

/**
 * What each kernel of a binary takes, by name and in order: made from its source, see
 * scripts/build-kernels.mjs.
 */
export type Signatures = Readonly<Record<string, readonly string[]>>;

/** The kernels of one binary. */
export interface WasmKernels<Known extends Signatures> {
  /** A constant that they export as a function. */
  constant(name: string, ...args: number[]): number;
  /**
   * Runs one over all tasks on all threads. Jobs of a pool must not overlap.
   * @param args numbers, and addresses of arrays
   * @throws the error that ended a thread, in this job or an earlier one
   */
  run<Kernel extends keyof Known & string>(
    kernel: Kernel,
    tasks: number,
    args: Readonly<Record<Known[Kernel][number], number>>,
  ): Promise<void>;
}

/**
 * Worker threads over one shared memory, for WebAssembly kernels. Memory is handed out and never taken back,
 * but with the whole pool. Workers do not keep the process alive except while a job runs.
 */
export class WasmPool {
  private readonly memory: WebAssembly.Memory;
  private readonly relaxed: boolean;
  private readonly workers: Worker[];
  private readonly counter: number;
  /** By folder, in the order in which workers got them. */
  private readonly binaries = new Map<string, Promise<WasmKernels<Signatures>>>();
  private scratch: number[] = [];
  private scratchBytes = 0;
  private failure: Error | undefined;
  private end = ALIGNMENT;

  /** @param relaxed whether to use binaries with relaxed SIMD; by default where the engine compiles them */
  constructor(threads: number, relaxed = enableRelaxedSimd()) {
    this.relaxed = relaxed;
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES, shared: true });
    this.counter = this.allocate(4);
    const setup: WorkerSetup = { memory: this.memory, counter: this.counter, relaxed };
    this.workers = Array.from({ length: threads }, () => {
      const worker = startWorker(import.meta.url, './worker', { workerData: setup });
      worker.unref();
      worker.on('error', (error) => {
        this.failure ??= error;
      });
      return worker;
    });
  }

  /**
   * The kernels of a folder, which is read once.
   * @throws Error when the binaries were not built
   */
  load<Known extends Signatures>(folder: URL, signatures: Known): Promise<WasmKernels<Known>> {
    let kernels = this.binaries.get(folder.href);
    if (!kernels) {
      kernels = this.read(folder, signatures, this.binaries.size);
      this.binaries.set(folder.href, kernels);
    }
    return kernels as Promise<WasmKernels<Known>>;
  }

  /** Address of new memory, zero, with 16 bytes to spare behind it, for kernels that load whole vectors. */
  allocate(bytes: number): number {
    const address = this.end;
    this.end = Math.ceil((address + bytes + 16) / ALIGNMENT) * ALIGNMENT;
    const missing = this.end - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    return address;
  }

  /** The arrays, or where there are none or they are too small, new ones; see `roomFor`. */
  atLeast<Name extends string>(
    arrays: Arrays<NoInfer<Name>> | undefined,
    count: number,
    bytes: Readonly<Record<Name, number>>,
  ): Arrays<Name> {
    return roomFor(arrays, count, bytes, (size) => this.allocate(size));
  }

  /** View of float32 values. Stays valid when memory grows. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  /** View of float64 values. */
  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, address, length);
  }

  /** View of 32-bit integers. */
  integers(address: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, length);
  }

  /** View of bytes. */
  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, length);
  }

  /** Gives every thread a scratch area of at least this size, for all jobs that follow. */
  reserveScratch(bytes: number): void {
    if (bytes <= this.scratchBytes) return;
    this.scratchBytes = bytes;
    this.scratch = this.workers.map(() => this.allocate(bytes));
  }

  async dispose(): Promise<void> {
    this.failure = new Error('the threads were disposed of');
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  /** @param binary its number, under which workers know it */
  private async read(folder: URL, signatures: Signatures, binary: number): Promise<WasmKernels<Signatures>> {
    const file = new URL(this.relaxed ? 'kernels-relaxed.wasm' : 'kernels.wasm', folder);
    const bytes = await readFile(file).catch(() => {
      throw new Error(`${file.pathname} is missing: run scripts/build-kernels.mjs`);
    });
    const module = await WebAssembly.compile(bytes);
    const instance = new WebAssembly.Instance(module, { env: { memory: this.memory } });
    const exports = instance.exports as Record<string, (...args: number[]) => number>;
    for (const worker of this.workers) worker.postMessage({ binary, module } satisfies Load);
    return {
      constant: (name, ...args) => exports[name](...args),
      run: (kernel, tasks, args) => {
        const ordered = signatures[kernel].map((name) => args[name]);
        return this.run({ binary, kernel, tasks, args: ordered });
      },
    };
  }

  private async run(job: Omit<Job, 'scratch' | 'bytes'>): Promise<void> {
    if (this.failure) throw this.failure;
    Atomics.store(this.integers(this.counter, 1), 0, 0);
    const bytes = this.memory.buffer.byteLength;
    const active = this.workers.slice(0, job.tasks);
    await Promise.all(
      active.map((worker, index) => {
        worker.ref();
        const done = answer(worker);
        worker.postMessage({ ...job, bytes, scratch: this.scratch[index] ?? 0 } satisfies Job);
        return done.finally(() => worker.unref());
      }),
    );
  }
}

/** A worker's next message, or its failure. */
function answer(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      worker.off('message', onMessage).off('error', settle).off('exit', onExit);
      if (error) reject(error);
      else resolve();
    };
    const onMessage = () => settle();
    const onExit = () => settle(new Error('a worker thread ended'));
    worker.on('message', onMessage).on('error', settle).on('exit', onExit);
  });
}
