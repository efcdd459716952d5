import { parentPort, workerData } from 'node:worker_threads';
import { enableRelaxedSimd } from '@modeseek/backend';
import type { Job, WorkerSetup } from './pool.ts';

const { module, memory, counter, relaxed } = workerData as WorkerSetup;
if (relaxed) enableRelaxedSimd();
const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as Record<
  string,
  (...args: number[]) => void
>;
const taken = new Int32Array(memory.buffer, counter, 1);

parentPort!.on('message', ({ kernel, tasks, scratch, args }: Job) => {
  // Threads take tasks as they get free; each task's result is the same on any of them.
  for (let task = Atomics.add(taken, 0, 1); task < tasks; task = Atomics.add(taken, 0, 1)) {
    kernels[kernel](task, scratch, ...args);
  }
  parentPort!.postMessage(null);
});
