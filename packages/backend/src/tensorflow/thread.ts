import { SHARE_ENV, type Worker } from 'node:worker_threads';
import { startWorker } from '@modeseek/node';

/** What the thread starts from. */
export interface WorkerSetup {
  /** Of the binding's package. */
  folder: string;
  threads: number;
}

/** What a module exports that is to run beside TensorFlow. */
export interface TensorflowModule {
  /** @param tf what the binding exports: all of TF.js */
  create(tf: unknown, settings: unknown): object;
}

/** Asks for a new object, or calls a method of one. */
export type Request = { id: number; object: number } & (
  | { module: string; settings: unknown }
  | { method: string; args: unknown[] }
);

export type Answer = { id: number } & ({ result: unknown } | { error: string });

/** Methods of an object, called from another thread. */
export interface RemoteObject<T> {
  /**
   * Typed arrays among the arguments move to the thread, and are of no use here any more: give copies.
   * @throws Error with what was thrown there, or when the thread has ended
   */
  call<Name extends MethodName<T>>(
    name: Name,
    ...args: T[Name] extends (...args: infer A) => unknown ? A : never
  ): Promise<T[Name] extends (...args: never) => infer R ? Awaited<R> : never>;
}

type MethodName<T> = { [K in keyof T]: T[K] extends (...args: never) => unknown ? K : never }[keyof T] &
  string;

/**
 * A thread with TF.js and TensorFlow's C library, whose operations block the thread that calls them. Objects
 * made there live until the thread ends or their method `dispose` is called. The thread does not keep the
 * process alive, except while a call is under way.
 */
export class TensorflowThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private calls = 0;
  private objects = 0;
  private ended: string | undefined;

  private constructor(worker: Worker) {
    this.worker = worker;
    worker.on('message', (answer: Answer) => this.settle(answer));
    worker.on('error', (error) => this.end(error.message));
    worker.on('exit', () => this.end("TensorFlow's thread has ended"));
  }

  /**
   * @param folder of the binding's package
   * @param threads that TensorFlow spreads an operation over; the first start in a process decides
   * @returns the thread, and whether TensorFlow found a GPU
   * @throws Error when the binding does not load
   */
  static async start(folder: string, threads: number): Promise<{ thread: TensorflowThread; onGpu: boolean }> {
    const workerData: WorkerSetup = { folder, threads };
    // TensorFlow sees the process's own environment, no copy of it.
    const worker = startWorker(import.meta.url, './worker', { workerData, env: SHARE_ENV });
    const thread = new TensorflowThread(worker);
    try {
      return { thread, onGpu: Boolean(await thread.answer(thread.calls++)) };
    } catch (error) {
      await thread.dispose();
      throw error;
    }
  }

  /** A new object, made by `create` of a module, with the methods that it has. */
  async open<T>(module: URL, settings: unknown): Promise<RemoteObject<T>> {
    const object = this.objects++;
    await this.ask({ object, module: module.href, settings });
    return {
      call: (method, ...args) => this.ask({ object, method, args }) as ReturnType<RemoteObject<T>['call']>,
    };
  }

  async dispose(): Promise<void> {
    this.end("TensorFlow's thread was disposed of");
    await this.worker.terminate();
  }

  private async ask(request: DistributiveOmit<Request, 'id'>): Promise<unknown> {
    if (this.ended !== undefined) throw new Error(this.ended);
    const id = this.calls++;
    this.worker.postMessage(
      { ...request, id } satisfies Request,
      'args' in request ? buffersOf(request.args) : [],
    );
    return this.answer(id);
  }

  private answer(id: number): Promise<unknown> {
    this.worker.ref();
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (answer) => {
        if ('error' in answer) reject(new Error(answer.error));
        else resolve(answer.result);
      });
    });
  }

  private settle(answer: Answer): void {
    this.waiting.get(answer.id)?.(answer);
    this.waiting.delete(answer.id);
    if (this.waiting.size === 0) this.worker.unref();
  }

  private end(reason: string): void {
    this.ended ??= reason;
    for (const id of [...this.waiting.keys()]) this.settle({ id, error: this.ended });
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** The memory of typed arrays among a list's values, or an object's. */
export function buffersOf(values: unknown): ArrayBuffer[] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.values(values).flatMap((value) =>
    ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : [],
  );
}
