import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { UserError } from '@modeseek/core';
import { startWorker, turnTelemetryOff } from '@modeseek/node';

/** Where a network runs, as ONNX Runtime names it. Which of them a build has, differs by system. */
export type Provider = 'cpu' | 'webgpu' | 'cuda' | 'dml' | 'coreml';

/** What a session's thread is started with. */
export interface SessionSetup {
  /** A graph, as the bytes of a `.onnx` file. */
  graph: Uint8Array<ArrayBuffer>;
  /** The folder from which the graph names files of weights; left out where it may name none. */
  root?: string;
  threads: number;
  provider: Provider;
}

/** Numbers of a shape: float32, int32 and int64. */
export interface SessionTensor {
  shape: readonly number[];
  data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>;
}

/** What a session gives. */
export interface SessionOutput {
  shape: readonly number[];
  data: Float32Array<ArrayBuffer>;
}

/** An input or output, as the graph declares it. Sizes that are left open have names. */
export interface DeclaredTensor {
  name: string;
  /** As ONNX Runtime writes it, such as `float32`. */
  type: string;
  shape: readonly (number | string)[];
}

type Tensors = Readonly<Record<string, SessionTensor>>;
type Outputs = Record<string, SessionOutput>;

/** To the thread: one batch, or the wish to end. */
export type SessionRequest = { id: number; inputs: Tensors } | 'dispose';

/** What a session is, once it stands. */
export interface SessionReady {
  type: 'ready';
  inputs: DeclaredTensor[];
  outputs: DeclaredTensor[];
  /** Why it is on the processor when another provider was asked for. */
  refused?: string;
}

/** From the thread: that the session stands or why it does not; one answer a batch, in order. */
export type SessionResponse =
  | SessionReady
  | { type: 'rejected'; what: 'runtime' | 'graph'; reason: string }
  | { type: 'done'; id: number; outputs: Outputs }
  | { type: 'failed'; id: number; reason: string };

/**
 * Starts a session of ONNX Runtime in a thread of its own, for its `run` blocks the one that calls it. Weights
 * are read from where they lie. Takes the graph's memory.
 * @throws UserError when ONNX Runtime does not load here; Error with its reason, when it does not take the
 *   graph
 */
export async function startSession(setup: SessionSetup): Promise<Session> {
  turnTelemetryOff();
  const worker = startWorker(import.meta.url, './session-worker', {
    workerData: setup,
    transferList: [setup.graph.buffer],
  });
  const ended = once(worker, 'exit').then(([code]) => {
    throw new Error(`the thread of the network ended with code ${code}`);
  });
  const [first] = (await Promise.race([once(worker, 'message'), ended])) as [SessionResponse];
  ended.catch(() => {}); // from here on the session minds it
  if (first.type === 'ready') return new Session(worker, first);
  const { what, reason } = first as SessionResponse & { type: 'rejected' };
  if (what === 'graph') throw new Error(reason);
  throw new UserError(
    `onnxruntime-node, which runs the model, does not load on ${process.platform} ${process.arch}: ${reason}; ` +
      'it is made for Linux and Windows on x64 and arm64 and for macOS on arm64: there, delete node_modules and start again',
  );
}

interface Batch {
  resolve(outputs: Outputs): void;
  reject(error: Error): void;
}

/** A network that is ready to run, in a thread that is not this one. */
export class Session {
  private readonly running = new Map<number, Batch>();
  private batches = 0;
  private over: Error | undefined;

  constructor(
    private readonly worker: Worker,
    readonly declared: Omit<SessionReady, 'type'>,
  ) {
    worker.on('message', (response: SessionResponse) => this.receive(response));
    worker.on('error', (error: Error) => this.end(error));
    worker.on('exit', () => this.end(new Error("the network's thread has ended")));
  }

  /** Why there is no thread any more. */
  get ended(): Error | undefined {
    return this.over;
  }

  /**
   * Runs one batch after the other, in the order in which they come.
   * @throws Error with ONNX Runtime's reason, when the network fails
   */
  run(inputs: Tensors): Promise<Outputs> {
    return new Promise((resolve, reject) => {
      if (this.over) throw this.over;
      const id = this.batches++;
      this.running.set(id, { resolve, reject });
      this.worker.postMessage({ id, inputs } satisfies SessionRequest);
    });
  }

  /** Lets what is under way finish, then ends the thread, and with it the memory of the weights. */
  async dispose(): Promise<void> {
    if (this.over) return;
    const exit = once(this.worker, 'exit');
    this.worker.postMessage('dispose' satisfies SessionRequest);
    await exit;
  }

  private receive(response: SessionResponse): void {
    if (response.type !== 'done' && response.type !== 'failed') return;
    const batch = this.running.get(response.id);
    this.running.delete(response.id);
    if (response.type === 'done') batch?.resolve(response.outputs);
    else batch?.reject(new Error(response.reason));
  }

  private end(error: Error): void {
    this.over ??= error;
    for (const batch of this.running.values()) batch.reject(this.over);
    this.running.clear();
  }
}
