/**
 * Runs the model in a thread of its own, because onnxruntime-node's `run` blocks the event loop of the thread
 * that calls it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { InferenceSession } from 'onnxruntime-node';
import {
  MODEL_INPUTS,
  MODEL_OUTPUTS,
  type ModelInputs,
  type ModelOutputs,
  VIEW_LENGTH,
} from '../embedded/session.ts';
import type { SessionRequest, SessionResponse, SessionSetup } from './embedded-session.ts';
import type { Provider } from './family.ts';

const port = parentPort!;
const { model, imageSize, tokenLength, threads, provider } = workerData as SessionSetup;

type Runtime = typeof import('onnxruntime-node');

function respond(response: SessionResponse, transfer: ArrayBuffer[] = []): void {
  port.postMessage(response, transfer);
}

async function createSession({ InferenceSession }: Runtime, on: Provider): Promise<InferenceSession> {
  const session = await InferenceSession.create(model, {
    executionProviders: [on],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Errors are thrown; warnings about the graph are of no use to users.
    logSeverityLevel: 3,
  });
  const absent = MODEL_INPUTS.filter((name) => !session.inputNames.includes(name));
  if (absent.length > 0) throw new Error(`it has no input ${absent.join(', ')}`);
  const missing = MODEL_OUTPUTS.filter((name) => !session.outputNames.includes(name));
  if (missing.length > 0) throw new Error(`it has no output ${missing.join(', ')}`);
  return session;
}

async function run(
  { Tensor }: Runtime,
  session: InferenceSession,
  inputs: ModelInputs,
): Promise<ModelOutputs> {
  const n = inputs.sigma.length;
  const half = imageSize / 2;
  const results = await session.run(
    {
      colour: new Tensor('float32', inputs.colour, [n, imageSize, imageSize, 3]),
      geometry: new Tensor('float32', inputs.geometry, [n, half, half, 4]),
      sigma: new Tensor('float32', inputs.sigma, [n]),
      tokens: new Tensor('int64', inputs.tokens, [n, tokenLength]),
      view: new Tensor('float32', inputs.view, [n, VIEW_LENGTH]),
      light: new Tensor('float32', inputs.light, [n, 3]),
      background: new Tensor('float32', inputs.background, [n, 3]),
      views: new Tensor('int64', BigInt64Array.of(BigInt(inputs.views)), [1]),
    },
    [...MODEL_OUTPUTS],
  );
  // Copies of our own, whose memory can be handed to the main thread.
  const [colour, geometry] = MODEL_OUTPUTS.map(
    (name) => new Float32Array(results[name].data as Float32Array),
  );
  return { colour, geometry };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n')[0];

async function serve(): Promise<void> {
  let what: 'runtime' | 'model' = 'runtime';
  try {
    // Loaded here and not at the top, so that a missing or foreign native library is an answer and no crash.
    const runtime = await import('onnxruntime-node');
    what = 'model';
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
        const { id, inputs } = request;
        try {
          const { colour, geometry } = await run(runtime, session, inputs);
          respond({ type: 'clean', id, colour, geometry }, [colour.buffer, geometry.buffer]);
        } catch (error) {
          respond({ type: 'failed', id, reason: messageOf(error) });
        }
      });
    });
    respond({ type: 'ready', refused });
  } catch (error) {
    respond({ type: 'rejected', what, reason: messageOf(error) });
    port.close();
  }
}

await serve();
