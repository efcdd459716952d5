import { readFile } from 'node:fs/promises';
import type { Worker } from 'node:worker_threads';
import { enableRelaxedSimd } from '@modeseek/backend';
import { startWorker } from '@modeseek/core';

/** Pages of 64 KiB that the memory may grow to (2 GiB); `build-kernels.mjs` compiles the same number in. */
const MAXIMUM_PAGES = 32768;
const PAGE = 65536;
/** Allocations start on a cache line, so that threads never share one. */
const ALIGNMENT = 64;

/** What a worker thread starts from. */
export interface WorkerSetup {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Address of the number of tasks taken. */
  counter: number;
  relaxed: boolean;
}

/** One call of a kernel: it runs as `kernel(task, scratch, ...args)` for each task below `tasks`. */
export interface Job {
  kernel: string;
  tasks: number;
  /** Address of the thread's own scratch area. */
  scratch: number;
  args: number[];
}

/**
 * The WebAssembly kernels with their shared memory and worker threads. Memory is handed out and never taken back, but
 * with the whole pool. Workers do not keep the process alive except while a job runs.
 */
export class WasmPool {
  readonly memory: WebAssembly.Memory;
  private readonly workers: Worker[];
  private readonly counter: number;
  private readonly exports: Record<string, (...args: number[]) => number>;
  private scratch: number[] = [];
  private failure: Error | undefined;
  private end = ALIGNMENT;

  /**
   * @param relaxed whether to use the binary with relaxed SIMD; by default where the engine compiles it
   * @throws Error when the binaries were not built
   */
  static async start(threads: number, relaxed = enableRelaxedSimd()): Promise<WasmPool> {
    const file = new URL(`../../../build/${relaxed ? 'kernels-relaxed' : 'kernels'}.wasm`, import.meta.url);
    const bytes = await readFile(file).catch(() => {
      throw new Error(`${file.pathname} is missing: run packages/nerf/build-kernels.mjs`);
    });
    return new WasmPool(await WebAssembly.compile(bytes), relaxed, threads);
  }

  private constructor(module: WebAssembly.Module, relaxed: boolean, threads: number) {
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES, shared: true });
    const instance = new WebAssembly.Instance(module, { env: { memory: this.memory } });
    this.exports = instance.exports as Record<string, (...args: number[]) => number>;
    this.counter = this.allocate(4);
    const setup: WorkerSetup = { module, memory: this.memory, counter: this.counter, relaxed };
    this.workers = Array.from({ length: threads }, () => {
      const worker = startWorker(import.meta.url, './worker', { workerData: setup });
      worker.unref();
      worker.on('error', (error) => {
        this.failure ??= error;
      });
      return worker;
    });
  }

  /** A constant that the kernels export as a function. */
  constant(name: string, ...args: number[]): number {
    return this.exports[name](...args);
  }

  /** Address of new memory, zero, with 16 bytes to spare behind it, for kernels that load whole vectors. */
  allocate(bytes: number): number {
    const address = this.end;
    this.end = Math.ceil((address + bytes + 16) / ALIGNMENT) * ALIGNMENT;
    const missing = this.end - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    return address;
  }

  /** View of float32 values. Stays valid when memory grows. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  /** View of 32-bit integers. */
  integers(address: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, length);
  }

  /** Gives every thread a scratch area of this size, for all jobs that follow. */
  reserveScratch(bytes: number): void {
    this.scratch = this.workers.map(() => this.allocate(bytes));
  }

  /**
   * Runs one kernel over all tasks on all threads. Jobs must not overlap.
   * @throws the error that ended a thread, in this job or an earlier one
   */
  async run(kernel: string, tasks: number, args: number[]): Promise<void> {
    if (this.failure) throw this.failure;
    Atomics.store(this.integers(this.counter, 1), 0, 0);
    const active = this.workers.slice(0, tasks);
    await Promise.all(
      active.map((worker, index) => {
        worker.ref();
        const done = answer(worker);
        worker.postMessage({ kernel, tasks, scratch: this.scratch[index] ?? 0, args } satisfies Job);
        return done.finally(() => worker.unref());
      }),
    );
  }

  async dispose(): Promise<void> {
    this.failure = new Error('the field was disposed of');
    await Promise.all(this.workers.map((worker) => worker.terminate()));
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
    const onExit = () => settle(new Error('a worker thread of the field ended'));
    worker.on('message', onMessage).on('error', settle).on('exit', onExit);
  });
}
