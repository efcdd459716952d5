import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { type DrawingFormat, drawingLengths, startWorker, UserError, type View } from '@modeseek/core';
import type { Condition } from '@modeseek/guidance';
import type { Prior } from '../prior.ts';
import type { PriorInfo } from '../prior-info.ts';
import { type ParsedPrompt, parsePrompt } from '../prompt.ts';
import { readManifest, readModel } from './manifest.ts';
import {
  type ModelInputs,
  type Provider,
  type SessionRequest,
  type SessionResponse,
  type SessionSetup,
  VIEW_LENGTH,
} from './session.ts';
import { viewVector } from './view-vector.ts';

/** How to run a model. */
export interface LoadOptions {
  /** Threads of the model's operators on the processor; all cores by default. */
  threads?: number;
  /** The processor by default; where the GPU cannot be had it is the processor, too, and `description` says why. */
  provider?: Provider;
}

/** Some of a call's pictures. */
interface Pictures {
  views: readonly View[];
  values: Float32Array;
  sigma: number;
}

/** One call of `denoise` that waits for its batch. */
interface Call {
  /** What is asked about, and known pictures behind it. */
  pictures: readonly Pictures[];
  tokens: readonly number[];
  resolve(clean: Float32Array): void;
  reject(error: Error): void;
}

/**
 * The embedded prior, or another model of its interface: a multi-view diffusion model that denoises the batch's views jointly.
 * Inference runs in a worker thread. Calls issued in one turn of the event loop, as classifier-free guidance and averaged samples
 * issue them, share one batch when they have equally many views, whatever their noise levels and prompts.
 */
export class EmbeddedPrior implements Prior {
  readonly info: PriorInfo;
  private readonly worker: Worker;
  private readonly prompts = new Map<string, ParsedPrompt>();
  private waiting: Call[] = [];
  private readonly running = new Map<number, Call[]>();
  private batches = 0;
  /** Why no more calls are taken, once that is so. */
  private ended: Error | null = null;

  /** @throws UserError when the files in `folder` are missing, damaged, or of another interface, or ONNX Runtime does not load */
  static async load(
    folder: string,
    { threads = availableParallelism(), provider = 'cpu' }: LoadOptions = {},
  ): Promise<EmbeddedPrior> {
    const info = readManifest(folder);
    const model = readModel(folder, info);
    const { imageSize, tokenLength } = info;
    const setup: SessionSetup = { model, imageSize, tokenLength, threads, provider };
    const worker = startWorker(import.meta.url, './session-worker', {
      workerData: setup,
      transferList: [model.buffer],
    });
    const [first] = (await once(worker, 'message')) as [SessionResponse];
    if (first.type === 'rejected') {
      throw new UserError(
        first.what === 'model'
          ? `${join(folder, 'model.onnx')} is not a model of the prior's interface: ${first.reason}; fetch the model again`
          : `onnxruntime-node, which runs the model, does not load on ${process.platform} ${process.arch}: ${first.reason}; ` +
              'it is made for Linux and Windows on x64 and arm64 and for macOS on arm64: there, delete node_modules and start again',
      );
    }
    const refused = first.type === 'ready' ? first.refused : undefined;
    return new EmbeddedPrior(info, describe(provider, threads, refused), worker);
  }

  private constructor(
    info: PriorInfo,
    readonly description: string,
    worker: Worker,
  ) {
    this.info = info;
    this.worker = worker;
    worker.on('message', (response: SessionResponse) => this.receive(response));
    worker.on('error', (error: Error) => this.end(error));
    worker.on('exit', () => this.end(new Error('the prior has been disposed of')));
  }

  get format(): DrawingFormat {
    return { size: this.info.imageSize, geometryScale: this.info.geometryScale };
  }

  /** See `Denoiser`. */
  get sigmaRange(): readonly [number, number] {
    return [this.info.sigmaMin, this.info.sigmaMax];
  }

  /** How many batches the model has been run on. */
  get batchCount(): number {
    return this.batches;
  }

  prepare(prompt: string): ParsedPrompt {
    let parsed = this.prompts.get(prompt);
    if (!parsed) {
      parsed = parsePrompt(prompt, this.info);
      this.prompts.set(prompt, parsed);
    }
    return parsed;
  }

  async denoise(noisy: Float32Array, sigma: number, condition: Condition): Promise<Float32Array> {
    const { views, known } = condition;
    const pictures = [{ views, values: noisy, sigma }];
    if (known) pictures.push({ ...known, values: known.pictures });
    const each = drawingLengths(this.format).all;
    for (const { views, values } of pictures) {
      if (values.length === views.length * each && values.length > 0) continue;
      throw new Error(
        `the prior takes ${each} values a view: ${values.length} do not fit ${views.length} views`,
      );
    }
    const tokens = condition.prompt === null ? [] : this.prepare(condition.prompt).tokens;
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      // Everything issued before the event loop's next turn goes together.
      if (this.waiting.length === 0) setImmediate(() => this.send());
      this.waiting.push({ pictures, tokens, resolve, reject });
    });
  }

  async dispose(): Promise<void> {
    if (this.ended) return;
    this.send();
    this.ended = new Error('the prior has been disposed of');
    const exit = once(this.worker, 'exit');
    this.worker.postMessage('dispose' satisfies SessionRequest);
    await exit;
  }

  /** Sends all waiting calls, one batch for each number of views among them. */
  private send(): void {
    const groups = new Map<number, Call[]>();
    for (const call of this.waiting) {
      const views = call.pictures.reduce((sum, { views }) => sum + views.length, 0);
      groups.set(views, [...(groups.get(views) ?? []), call]);
    }
    this.waiting = [];
    for (const [views, calls] of groups) {
      const inputs = this.assemble(calls, views);
      const id = this.batches++;
      this.running.set(id, calls);
      const { views: _, ...arrays } = inputs;
      const transfer = Object.values(arrays).map((array) => array.buffer);
      this.worker.postMessage({ id, inputs } satisfies SessionRequest, transfer);
    }
  }

  private assemble(calls: readonly Call[], views: number): ModelInputs {
    const { tokenLength } = this.info;
    const n = calls.length * views;
    const { colour, geometry, all } = drawingLengths(this.format);
    const inputs: ModelInputs = {
      colour: new Float32Array(n * colour),
      geometry: new Float32Array(n * geometry),
      sigma: new Float32Array(n),
      tokens: new BigInt64Array(n * tokenLength),
      view: new Float32Array(n * VIEW_LENGTH),
      light: new Float32Array(n * 3),
      background: new Float32Array(n * 3),
      views,
    };
    let i = 0;
    for (const { pictures, tokens } of calls) {
      const words = tokens.map(BigInt);
      for (const { views, values, sigma } of pictures) {
        views.forEach((view, v) => {
          const at = v * all;
          inputs.colour.set(values.subarray(at, at + colour), i * colour);
          inputs.geometry.set(values.subarray(at + colour, at + all), i * geometry);
          inputs.sigma[i] = sigma;
          inputs.tokens.set(words, i * tokenLength);
          inputs.view.set(viewVector(view), i * VIEW_LENGTH);
          inputs.light.set(view.shading === 'albedo' ? [0, 0, 0] : view.light, i * 3);
          inputs.background.set(view.background, i * 3);
          i++;
        });
      }
    }
    return inputs;
  }

  private receive(response: SessionResponse): void {
    if (response.type !== 'clean' && response.type !== 'failed') return;
    const calls = this.running.get(response.id) ?? [];
    this.running.delete(response.id);
    if (response.type === 'failed') {
      for (const call of calls) call.reject(new Error(`the prior failed: ${response.reason}`));
      return;
    }
    const { colour, geometry, all } = drawingLengths(this.format);
    const views = response.colour.length / colour / calls.length;
    calls.forEach((call, k) => {
      const asked = call.pictures[0].views.length;
      const clean = new Float32Array(asked * all);
      for (let v = 0; v < asked; v++) {
        const i = k * views + v;
        clean.set(response.colour.subarray(i * colour, (i + 1) * colour), v * all);
        clean.set(response.geometry.subarray(i * geometry, (i + 1) * geometry), v * all + colour);
      }
      call.resolve(clean);
    });
  }

  private end(error: Error): void {
    this.ended ??= error;
    for (const call of [...this.waiting, ...[...this.running.values()].flat()]) call.reject(error);
    this.waiting = [];
    this.running.clear();
  }
}

function describe(provider: Provider, threads: number, refused?: string): string {
  if (provider === 'webgpu' && refused === undefined) return 'GPU';
  const processor = `processor, ${threads} thread${threads > 1 ? 's' : ''}`;
  return refused === undefined ? processor : `${processor} (ONNX Runtime does not take the GPU: ${refused})`;
}
