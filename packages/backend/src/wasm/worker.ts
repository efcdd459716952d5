import { parentPort, workerData } from 'node:worker_threads';
import { enableRelaxedSimd } from '../relaxed-simd.ts';
import type { Job, Kernel, Load, WorkerSetup } from './pool.ts';

const { memory, counter, relaxed } = workerData as WorkerSetup;
if (relaxed) enableRelaxedSimd();
const modules: WebAssembly.Module[] = [];
const binaries: Record<string, Kernel>[] = [];
const taken = new Int32Array(memory.buffer, counter, 1);

parentPort!.on('message', (message: Load | Job) => {
  if ('module' in message) {
    modules[message.binary] = message.module;
    return;
  }
  const { binary, kernel, tasks, scratch, bytes, args } = message;
  seeMemory(bytes);
  // Not before: while a job is under way memory does not grow, so that an instance sees all of it.
  binaries[binary] ??= instanceOf(modules[binary]);
  const run = binaries[binary][kernel];
  // Threads take tasks as they get free; each task's result is the same on any of them.
  for (let task = Atomics.add(taken, 0, 1); task < tasks; task = Atomics.add(taken, 0, 1)) {
    run(task, scratch, ...args);
  }
  parentPort!.postMessage(null);
});

function instanceOf(module: WebAssembly.Module): Record<string, Kernel> {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Record<string, Kernel>;
}

/**
 * Makes sure that this thread knows how far memory has grown. `memory.fill` minds what the thread knows, where loads
 * and stores reach all that is there: a render once ended in "memory access out of bounds" at one. To grow by
 * nothing brings what is known up to date.
 */
function seeMemory(bytes: number): void {
  if (memory.buffer.byteLength < bytes) memory.grow(0);
}
