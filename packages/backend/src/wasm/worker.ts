import { parentPort, workerData } from 'node:worker_threads';
import { enableRelaxedSimd } from '../relaxed-simd.ts';
import type { Job, Load, WorkerSetup } from './pool.ts';

const { memory, counter, relaxed } = workerData as WorkerSetup;
if (relaxed) enableRelaxedSimd();
const binaries: Record<string, (...args: number[]) => void>[] = [];
const taken = new Int32Array(memory.buffer, counter, 1);

parentPort!.on('message', (message: Load | Job) => {
  if ('module' in message) {
    const { exports } = new WebAssembly.Instance(message.module, { env: { memory } });
    binaries[message.binary] = exports as (typeof binaries)[number];
    return;
  }
  const { binary, kernel, tasks, scratch, args } = message;
  // Threads take tasks as they get free; each task's result is the same on any of them.
  for (let task = Atomics.add(taken, 0, 1); task < tasks; task = Atomics.add(taken, 0, 1)) {
    binaries[binary][kernel](task, scratch, ...args);
  }
  parentPort!.postMessage(null);
});
