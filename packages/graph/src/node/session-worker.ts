/**
 * Runs a network in a thread of its own, because onnxruntime-node's `run` blocks the event loop of the thread
 * that calls it.
 */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { loadOnnxRuntime, type OnnxRuntime } from './onnxruntime.ts';
import type {
  DeclaredTensor,
  Provider,
  SessionOutput,
  SessionRequest,
  SessionResponse,
  SessionSetup,
  SessionTensor,
} from './session.ts';

const port = parentPort!;
const { graph, root, threads, provider } = workerData as SessionSetup;

/**
 * Where the runtime looks for weights when a graph may name no files: nowhere, for Node's program is no
 * folder. Otherwise it could have any file of the current folder read.
 */
const NO_FOLDER = join(process.execPath, 'none');

function respond(response: SessionResponse, transfer: ArrayBuffer[] = []): void {
  port.postMessage(response, transfer);
}

function createSession({ InferenceSession }: OnnxRuntime, on: Provider): Promise<InferenceSession> {
  return InferenceSession.create(graph, {
    executionProviders: [on],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // 'all' copies convolutions' weights into blocks. With those of Stable Diffusion that takes four times as
    // long to start and up to 2 GB more, and gains nothing: 2.5 and 11 s, then 20 to 23 s an evaluation by both.
    graphOptimizationLevel: root === undefined ? 'all' : 'extended',
    // Errors are thrown; warnings about the graph are of no use to users.
    logSeverityLevel: 3,
    extra: { session: { model_external_initializers_file_folder_path: root ?? NO_FOLDER } },
  });
}

function toOnnx({ Tensor }: OnnxRuntime, { data, shape }: SessionTensor): OnnxTensor {
  if (data instanceof Float32Array) return new Tensor('float32', data, shape);
  return data instanceof Int32Array ? new Tensor('int32', data, shape) : new Tensor('int64', data, shape);
}

async function run(
  runtime: OnnxRuntime,
  session: InferenceSession,
  inputs: Readonly<Record<string, SessionTensor>>,
): Promise<Record<string, SessionOutput>> {
  const feeds = Object.entries(inputs).map(([name, tensor]) => [name, toOnnx(runtime, tensor)]);
  const results = await session.run(Object.fromEntries(feeds));
  const outputs = Object.entries(results).map(([name, { data, dims }]) => {
    if (!(data instanceof Float32Array)) throw new Error(`its output ${name} is not float32`);
    // A copy of our own, whose memory can be handed to the main thread.
    return [name, { shape: [...dims], data: new Float32Array(data) }];
  });
  return Object.fromEntries(outputs);
}

/** What the graph declares; a value that is no tensor has no shape that could fit. */
function declare(metadata: InferenceSession['inputMetadata']): DeclaredTensor[] {
  return metadata.map((value) =>
    value.isTensor
      ? { name: value.name, type: value.type, shape: [...value.shape] }
      : { name: value.name, type: 'no tensor', shape: [] },
  );
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n')[0];

async function serve(): Promise<void> {
  let what: 'runtime' | 'graph' = 'runtime';
  try {
    const runtime = await loadOnnxRuntime();
    what = 'graph';
    let refused: string | undefined;
    const session = await createSession(runtime, provider).catch((error) => {
      if (provider === 'cpu') throw error;
      refused = messageOf(error);
      return createSession(runtime, 'cpu');
    });
    // One batch after the other, in the order of arrival.
    let last: Promise<void> = Promise.resolve();
    port.on('message', (request: SessionRequest) => {
      last = last.then(async () => {
        if (request === 'dispose') {
          await session.release().catch(() => {});
          port.close();
          return;
        }
        const { id } = request;
        try {
          const outputs = await run(runtime, session, request.inputs);
          respond(
            { type: 'done', id, outputs },
            Object.values(outputs).map(({ data }) => data.buffer),
          );
        } catch (error) {
          respond({ type: 'failed', id, reason: messageOf(error) });
        }
      });
    });
    const [inputs, outputs] = [session.inputMetadata, session.outputMetadata].map(declare);
    respond({ type: 'ready', inputs, outputs, refused });
  } catch (error) {
    respond({ type: 'rejected', what, reason: messageOf(error) });
    port.close();
  }
}

await serve();
