import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, UserError } from '@modeseek/core';
import { type DeclaredTensor, type Session, startSession } from '@modeseek/graph/node';
import { readBoundedFile } from '@modeseek/node';
import { parseManifest } from '../embedded/manifest.ts';
import {
  type ModelInputs,
  type ModelOutputs,
  type ModelSession,
  type ModelTensor,
  modelTensors,
} from '../embedded/session.ts';
import type { PriorInfo } from '../prior-info.ts';
import { describeDevice } from './describe-device.ts';
import type { Provider } from './family.ts';

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
export async function startEmbeddedSession(
  folder: string,
  info: PriorInfo,
  { threads, provider }: { threads: number; provider: Provider },
): Promise<ModelSession> {
  const graph = await readModel(folder, info);
  const path = join(folder, 'model.onnx');
  const notOurs = (reason: string) =>
    new UserError(`${path} is not a model of the prior's interface: ${reason}; fetch the model again`);
  const session = await startSession({ graph, threads, provider }).catch((error: Error) => {
    throw error instanceof UserError ? error : notOurs(error.message);
  });
  const { inputs, outputs, refused } = session.declared;
  const tensors = modelTensors(info);
  const wrong = misfit('input', inputs, tensors.inputs) ?? misfit('output', outputs, tensors.outputs);
  const more = inputs.find(({ name }) => !Object.hasOwn(tensors.inputs, name));
  if (wrong === undefined && !more) {
    return new EmbeddedSession(session, tensors, path, describeDevice(provider, threads, refused));
  }
  await session.dispose();
  throw notOurs(wrong ?? `it asks for one more input, ${JSON.stringify(more!.name)}`);
}

type Wanted = Readonly<Record<string, ModelTensor>>;

/** What a model lacks of the tensors that prior.json asks for; sizes may be left open. */
function misfit(what: string, declared: readonly DeclaredTensor[], wanted: Wanted): string | undefined {
  for (const [name, { type, shape }] of Object.entries(wanted)) {
    const found = declared.find((tensor) => tensor.name === name);
    if (!found) return `it has no ${what} ${name}`;
    const fits =
      found.type === type &&
      found.shape.length === shape.length &&
      found.shape.every((size, i) => typeof size === 'string' || size === shape[i]);
    if (fits) continue;
    const has = `${found.type} [${found.shape.join(', ')}]`;
    return `its ${what} ${name} is ${has}, and prior.json asks for ${type} [${shape.join(', ')}]`;
  }
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

class EmbeddedSession implements ModelSession {
  constructor(
    private readonly session: Session,
    private readonly tensors: ReturnType<typeof modelTensors>,
    private readonly path: string,
    readonly description: string,
  ) {}

  async run(inputs: ModelInputs): Promise<ModelOutputs> {
    const n = inputs.sigma.length;
    const sizes = ({ shape }: ModelTensor) => shape.map((size) => (size === 'n' ? n : size));
    const data = { ...inputs, views: BigInt64Array.of(BigInt(inputs.views)) };
    const feeds = Object.entries(this.tensors.inputs).map(([name, tensor]) => [
      name,
      { shape: sizes(tensor), data: data[name as keyof ModelInputs] },
    ]);
    const notRun = (reason: string) => new UserError(`${this.path} does not run: ${reason}`);
    const outputs = await this.session.run(Object.fromEntries(feeds)).catch((error: Error) => {
      throw this.session.ended ?? notRun(error.message);
    });
    const [colour, geometry] = Object.entries(this.tensors.outputs).map(([name, tensor]) => {
      const { shape, data } = outputs[name];
      if (shape.join() === sizes(tensor).join()) return data;
      throw notRun(`its output ${name} was [${shape.join(', ')}] in place of [${sizes(tensor).join(', ')}]`);
    });
    return { colour, geometry };
  }

  dispose(): Promise<void> {
    return this.session.dispose();
  }
}
