import { parentPort, workerData } from 'node:worker_threads';
import { enableRelaxedSimd } from '@modeseek/backend';
import type { LimitsSetup } from './limits.ts';

const ROUNDS = 20_000_000;
/** Far more than any cache holds. */
const BYTES = 512 * 2 ** 20;
const REPEATS = 3;

const { module, begin } = workerData as LimitsSetup;
enableRelaxedSimd();
const memory = new WebAssembly.Memory({ initial: BYTES / 65536, maximum: BYTES / 65536 });
new Float32Array(memory.buffer).fill(1);
const exports = new WebAssembly.Instance(module, { env: { memory } }).exports;
const { operations, multiplyAdds, readAll } = exports as Record<string, (n?: number) => number>;

/** The most in a second that one of several runs reached, when all threads start together. */
function best(amount: number, run: () => void): number {
  run();
  const rates = Array.from({ length: REPEATS }, () => {
    const began = performance.now();
    run();
    return amount / ((performance.now() - began) / 1000);
  });
  return Math.max(...rates);
}

const started = new Int32Array(begin);
if (Atomics.add(started, 0, 1) === workerData.threads - 1) Atomics.notify(started, 0);
for (let seen = Atomics.load(started, 0); seen < workerData.threads; seen = Atomics.load(started, 0)) {
  Atomics.wait(started, 0, seen, 50);
}
parentPort!.postMessage({
  flops: best(ROUNDS * operations(), () => multiplyAdds(ROUNDS)),
  bytes: best(BYTES, () => readAll(BYTES)),
});
