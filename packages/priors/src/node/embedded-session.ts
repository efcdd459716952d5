import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { sha256, UserError } from '@modeseek/core';
import { readBoundedFile, startWorker, turnTelemetryOff } from '@modeseek/node';
import { parseManifest } from '../embedded/manifest.ts';
import type { ModelInputs, ModelOutputs, ModelSession } from '../embedded/session.ts';
import type { PriorInfo } from '../prior-info.ts';
import type { LoadOptions, Provider } from './family.ts';

/** What the session's worker is started with. */
export interface SessionSetup {
  /** Content of model.onnx. */
  model: Uint8Array<ArrayBuffer>;
  imageSize: number;
  tokenLength: number;
  threads: number;
  provider: Provider;
}

/** To the worker: one batch, or the wish to end. */
export type SessionRequest = { id: number; inputs: ModelInputs } | 'dispose';

/** From the worker: that the session stands or why it does not; one answer a batch, in order. */
export type SessionResponse =
  | {
      type: 'ready';
      /** Why it is on the processor when the GPU was asked for. */
      refused?: string;
    }
  | { type: 'rejected'; what: 'runtime' | 'model'; reason: string }
  | ({ type: 'clean'; id: number } & ModelOutputs)
  | { type: 'failed'; id: number; reason: string };

/** Most bytes of prior.json: fifty times that of the embedded model. */
const LARGEST_MANIFEST = 2 ** 22;
/** Most bytes of model.onnx: no ONNX file is larger. */
const LARGEST_MODEL = 2 ** 31 - 1;

/**
 * What a folder says of the model in it.
 * @throws UserError when a file of the model is missing, or prior.json damaged
 */
export function readManifest(folder: string): PriorInfo {
  for (const file of ['prior.json', 'model.onnx']) {
    if (existsSync(join(folder, file))) continue;
    throw new UserError(
      `no model in ${folder}: ${file} is missing; a model is a directory with model.onnx and prior.json`,
    );
  }
  const path = join(folder, 'prior.json');
  return parseManifest(readBoundedFile(path, LARGEST_MANIFEST).toString(), path);
}

/**
 * Starts a session of the model in a folder, by onnxruntime-node in a worker thread.
 * @throws UserError when model.onnx is not the one that prior.json describes, or ONNX Runtime does not load
 *   it
 */
export async function startSession(
  folder: string,
  info: PriorInfo,
  { threads, provider }: Required<LoadOptions>,
): Promise<ModelSession> {
  const model = await readModel(folder, info);
  const { imageSize, tokenLength } = info;
  const setup: SessionSetup = { model, imageSize, tokenLength, threads, provider };
  turnTelemetryOff();
  const worker = startWorker(import.meta.url, './embedded-session-worker', {
    workerData: setup,
    transferList: [model.buffer],
  });
  const ended = once(worker, 'exit').then(([code]) => {
    throw new Error(`the thread of the image model ended with code ${code}`);
  });
  const [first] = (await Promise.race([once(worker, 'message'), ended])) as [SessionResponse];
  ended.catch(() => {}); // from here on the session minds it
  if (first.type === 'rejected') {
    throw new UserError(
      first.what === 'model'
        ? `${join(folder, 'model.onnx')} is not a model of the prior's interface: ${first.reason}; fetch the model again`
        : `onnxruntime-node, which runs the model, does not load on ${process.platform} ${process.arch}: ${first.reason}; ` +
            'it is made for Linux and Windows on x64 and arm64 and for macOS on arm64: there, delete node_modules and start again',
    );
  }
  const refused = first.type === 'ready' ? first.refused : undefined;
  return new WorkerSession(worker, join(folder, 'model.onnx'), describe(provider, threads, refused));
}

async function readModel(folder: string, info: PriorInfo): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, 'model.onnx');
  const bytes = readBoundedFile(path, LARGEST_MODEL) as Uint8Array<ArrayBuffer>;
  const sum = await sha256(bytes);
  if (sum !== info.sha256) {
    throw new UserError(
      `${path} is damaged: its SHA-256 begins ${sum.slice(0, 8)}, prior.json says ${info.sha256.slice(0, 8)}; fetch the model again`,
    );
  }
  return bytes;
}

interface Batch {
  resolve(outputs: ModelOutputs): void;
  reject(error: Error): void;
}

class WorkerSession implements ModelSession {
  private readonly running = new Map<number, Batch>();
  private batches = 0;
  private ended: Error | undefined;

  constructor(
    private readonly worker: Worker,
    private readonly model: string,
    readonly description: string,
  ) {
    worker.on('message', (response: SessionResponse) => this.receive(response));
    worker.on('error', (error: Error) => this.end(error));
    worker.on('exit', () => this.end(new Error("the image model's thread has ended")));
  }

  run(inputs: ModelInputs): Promise<ModelOutputs> {
    return new Promise((resolve, reject) => {
      if (this.ended) throw this.ended;
      const id = this.batches++;
      this.running.set(id, { resolve, reject });
      const { views: _, ...arrays } = inputs;
      const transfer = Object.values(arrays).map((array) => array.buffer);
      this.worker.postMessage({ id, inputs } satisfies SessionRequest, transfer);
    });
  }

  async dispose(): Promise<void> {
    if (this.ended) return;
    const exit = once(this.worker, 'exit');
    this.worker.postMessage('dispose' satisfies SessionRequest);
    await exit;
  }

  private receive(response: SessionResponse): void {
    if (response.type !== 'clean' && response.type !== 'failed') return;
    const batch = this.running.get(response.id);
    this.running.delete(response.id);
    if (response.type === 'clean') batch?.resolve({ colour: response.colour, geometry: response.geometry });
    else batch?.reject(new UserError(`${this.model} does not run: ${response.reason}`));
  }

  private end(error: Error): void {
    this.ended ??= error;
    for (const batch of this.running.values()) batch.reject(this.ended);
    this.running.clear();
  }
}

function describe(provider: Provider, threads: number, refused?: string): string {
  if (provider === 'webgpu' && refused === undefined) return 'GPU';
  const processor = `processor, ${threads} thread${threads > 1 ? 's' : ''}`;
  return refused === undefined ? processor : `${processor} (ONNX Runtime does not take the GPU: ${refused})`;
}
