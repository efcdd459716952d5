/**
 * Runs the model in a thread of its own, because onnxruntime-node's `run` blocks the event loop of the thread
 * that calls it.
 */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { loadOnnxRuntime, type OnnxRuntime } from '@modeseek/graph/node';
import type { InferenceSession } from 'onnxruntime-node';
import { type ModelInputs, type ModelOutputs, type ModelTensor, modelTensors } from '../embedded/session.ts';
import type { SessionRequest, SessionResponse, SessionSetup } from './embedded-session.ts';
import type { Provider } from './family.ts';

const port = parentPort!;
const { model, imageSize, tokenLength, threads, provider } = workerData as SessionSetup;
const { inputs: takes, outputs: gives } = modelTensors({ imageSize, tokenLength });

/**
 * Where the runtime looks for weights that a model says are in files beside it: nowhere, for Node's program
 * is no folder. A model is one file; otherwise it could have any file of the current folder read.
 */
const NO_FOLDER = join(process.execPath, 'none');

function respond(response: SessionResponse, transfer: ArrayBuffer[] = []): void {
  port.postMessage(response, transfer);
}

async function createSession({ InferenceSession }: OnnxRuntime, on: Provider): Promise<InferenceSession> {
  const session = await InferenceSession.create(model, {
    executionProviders: [on],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Errors are thrown; warnings about the graph are of no use to users.
    logSeverityLevel: 3,
    extra: { session: { model_external_initializers_file_folder_path: NO_FOLDER } },
  });
  checkTensors('input', session.inputMetadata, takes);
  checkTensors('output', session.outputMetadata, gives);
  const more = session.inputNames.find((name) => !Object.hasOwn(takes, name));
  if (more !== undefined) throw new Error(`it asks for one more input, ${JSON.stringify(more)}`);
  return session;
}

type Declared = InferenceSession['inputMetadata'];

/** @throws Error when a model does not have the tensors that prior.json asks for; sizes may be left open */
function checkTensors(what: string, declared: Declared, wanted: Readonly<Record<string, ModelTensor>>): void {
  for (const [name, { type, shape }] of Object.entries(wanted)) {
    const found = declared.find((tensor) => tensor.name === name);
    if (!found) throw new Error(`it has no ${what} ${name}`);
    const fits =
      found.isTensor &&
      found.type === type &&
      found.shape.length === shape.length &&
      found.shape.every((size, i) => typeof size === 'string' || size === shape[i]);
    if (fits) continue;
    const has = found.isTensor ? `${found.type} [${found.shape.join(', ')}]` : 'no tensor';
    throw new Error(`its ${what} ${name} is ${has}, and prior.json asks for ${type} [${shape.join(', ')}]`);
  }
}

async function run(
  { Tensor }: OnnxRuntime,
  session: InferenceSession,
  inputs: ModelInputs,
): Promise<ModelOutputs> {
  const n = inputs.sigma.length;
  const sizes = ({ shape }: ModelTensor) => shape.map((size) => (size === 'n' ? n : size));
  const data = { ...inputs, views: BigInt64Array.of(BigInt(inputs.views)) };
  const feeds = Object.entries(takes).map(([name, tensor]) => [
    name,
    new Tensor(tensor.type, data[name as keyof ModelInputs], sizes(tensor)),
  ]);
  const results = await session.run(Object.fromEntries(feeds), Object.keys(gives));
  const [colour, geometry] = Object.entries(gives).map(([name, tensor]) => {
    const { data, dims } = results[name];
    if (!(data instanceof Float32Array) || dims.join() !== sizes(tensor).join()) {
      throw new Error(
        `its output ${name} was [${dims.join(', ')}] in place of [${sizes(tensor).join(', ')}]`,
      );
    }
    return new Float32Array(data); // a copy of our own, whose memory can be handed to the main thread
  });
  return { colour, geometry };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n')[0];

async function serve(): Promise<void> {
  let what: 'runtime' | 'model' = 'runtime';
  try {
    const runtime = await loadOnnxRuntime();
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
