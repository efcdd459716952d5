import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { type Answer, buffersOf, type Request, type TensorflowModule, type WorkerSetup } from './thread.ts';

const require = createRequire(import.meta.url);
const { folder, threads } = workerData as WorkerSetup;

// TensorFlow reads these when it starts. What the user has set stays.
process.env.TF_NUM_INTRAOP_THREADS ??= String(threads);
process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
// TF.js warns of every operation that gives 64-bit integers: table entries and shapes, which it never has to
// read.
console.warn = () => {};
// TF.js's binding takes these from Node, which warns of them and in version 23 has dropped the first.
const util = require('node:util');
util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
util.isArray = Array.isArray;

const objects = new Map<number, object>();
await answer(0, async () => {
  const tf = require(folder);
  await tf.ready();
  parentPort!.on('message', (request: Request) => answer(request.id, () => execute(tf, request)));
  return tf.backend().isUsingGpuDevice;
});

async function execute(tf: unknown, request: Request): Promise<unknown> {
  const { object } = request;
  if ('module' in request) {
    const { create }: TensorflowModule = await import(request.module);
    objects.set(object, create(tf, request.settings));
    return;
  }
  const methods = objects.get(object) as Record<string, (...args: unknown[]) => unknown>;
  if (request.method === 'dispose') objects.delete(object);
  return methods[request.method](...request.args);
}

/** Tells what came of it. */
async function answer(id: number, work: () => Promise<unknown>): Promise<void> {
  const send = (message: Answer, memory: ArrayBuffer[] = []) => parentPort!.postMessage(message, memory);
  try {
    const result = await work();
    send({ id, result }, buffersOf(result));
  } catch (error) {
    send({ id, error: error instanceof Error ? error.message : String(error) });
  }
}
