import {
  decodeSafetensors,
  encodeSafetensors,
  type Field,
  type NamedTensor,
  type Rng,
  sha256,
  type TensorData,
  UserError,
} from '@modeseek/core';
import type { Adam } from '@modeseek/nerf';
import type { OccupancyGrid } from '@modeseek/renderer';
import { allFinite } from './all-finite.ts';
import type { Anchors } from './anchors.ts';
import { type CheckpointFacts, type CheckpointInfo, readFacts } from './checkpoint-facts.ts';

/** Raised whenever a checkpoint of the old kind can no longer be continued. */
const CHECKPOINT_VERSION = 4;
const FORMAT = 'modeseek checkpoint';

/** What a run changes as it goes: all that a checkpoint holds, apart from counters. */
export interface TrainingState {
  /** What is optimised: a field, or what else has parameters. */
  field: Pick<Field, 'parameters' | 'pull' | 'push'>;
  adam: Adam;
  /** Of a field in space. */
  occupancy?: OccupancyGrid;
  /** Where views are to go with earlier ones. */
  anchors?: Anchors;
  rngs: Readonly<Record<string, Rng>>;
}

/** A parsed checkpoint. */
export interface Checkpoint extends CheckpointFacts {
  tensors: Record<string, NamedTensor>;
  /** For messages. */
  source: string;
}

/** Serialises a run's state as safetensors. The same state gives the same bytes: no wall time is in it. */
export async function encodeCheckpoint(state: TrainingState, info: CheckpointInfo): Promise<Uint8Array> {
  const tensors: Record<string, NamedTensor> = {};
  await state.field.pull();
  await state.adam.pull();
  for (const { name, shape, data } of state.field.parameters) {
    tensors[`field.${name}`] = { shape: [...shape], data };
  }
  for (const { name, shape, first, second } of state.adam.moments) {
    tensors[`adam.first.${name}`] = { shape: [...shape], data: first };
    tensors[`adam.second.${name}`] = { shape: [...shape], data: second };
  }
  const views = state.anchors?.views ?? [];
  if (state.anchors && views.length > 0) {
    const { pictures } = state.anchors;
    tensors.anchors = { shape: [views.length, pictures.length / views.length], data: pictures };
  }
  if (state.occupancy) {
    const { density, occupied } = state.occupancy.state;
    // Bytes last, so that all floats are aligned.
    tensors['occupancy.density'] = { shape: [density.length], data: density };
    tensors['occupancy.occupied'] = { shape: [occupied.length], data: occupied };
  }
  const rngs = Object.fromEntries(Object.entries(state.rngs).map(([name, rng]) => [name, rng.state]));
  const metadata: Record<string, string> = {
    format: FORMAT,
    version: String(CHECKPOINT_VERSION),
    step: String(info.step),
    droppedSteps: String(info.droppedSteps),
    waitedSteps: String(info.waitedSteps),
    config: info.config,
    model: info.model,
    adamSteps: String(state.adam.steps),
    anchorViews: JSON.stringify(views),
    rngs: JSON.stringify(rngs),
  };
  return encodeSafetensors({
    tensors,
    metadata: { ...metadata, checksum: await checksum(tensors, metadata) },
  });
}

/** SHA-256 of all that a checkpoint holds, in its order. */
function checksum(tensors: Record<string, NamedTensor>, metadata: Record<string, string>): Promise<string> {
  const parts = Object.entries(tensors).flatMap(([name, { shape, data }]) => [
    JSON.stringify([name, shape]),
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  ]);
  return sha256(JSON.stringify(metadata), ...parts);
}

/**
 * Parses a checkpoint.
 * @param source its file name, for messages
 * @throws UserError when it is damaged, no checkpoint of a run, or of another version
 */
export async function decodeCheckpoint(bytes: Uint8Array, source: string): Promise<Checkpoint> {
  const { tensors, metadata: all } = decodeSafetensors(bytes, source);
  const { checksum: expected, ...metadata } = all;
  if (metadata.format !== FORMAT) throw new UserError(`${source} is not a checkpoint of a training run`);
  if (metadata.version !== String(CHECKPOINT_VERSION)) {
    throw new UserError(
      `${source} has checkpoint version ${metadata.version}; this program reads version ${CHECKPOINT_VERSION}: use the release that wrote it, or train again`,
    );
  }
  if ((await checksum(tensors, metadata)) !== expected) {
    throw new UserError(`${source} is damaged: its checksum is wrong`);
  }
  return { tensors, ...readFacts(metadata, source), source };
}

/** One of a checkpoint's tensors, and where it belongs. */
interface Restored {
  name: string;
  shape: readonly number[];
  into: Float32Array | Uint8Array;
  /** Whether every one of its values can be right. */
  check?: (values: ArrayLike<number>) => boolean;
}

/**
 * Writes a checkpoint's field and occupancy into others: what export needs.
 * @throws UserError when it is of a run of another shape, or holds what no run has; nothing is written then
 */
export async function restoreField(
  checkpoint: Checkpoint,
  field: Field,
  occupancy: OccupancyGrid,
): Promise<void> {
  restore(checkpoint, [...parametersOf(field), ...cellsOf(occupancy)]);
  await field.push();
}

/**
 * Puts a whole run back to where the checkpoint was written.
 * @param pictureLength numbers of an anchor's picture
 * @throws UserError when it is of a run of another shape, or holds what no run has; nothing is changed then
 */
export async function restoreState(
  checkpoint: Checkpoint,
  state: TrainingState,
  pictureLength: number,
): Promise<void> {
  const { field, adam, occupancy, anchors, rngs } = state;
  const { anchorViews: views, source } = checkpoint;
  const pictures = new Float32Array(views.length * pictureLength);
  const restored: Restored[] = [
    ...parametersOf(field),
    ...adam.moments.flatMap(({ name, shape, first, second }) => [
      { name: `adam.first.${name}`, shape, into: first, check: allFinite },
      { name: `adam.second.${name}`, shape, into: second, check: allFiniteSquares },
    ]),
    ...(occupancy ? cellsOf(occupancy) : []),
  ];
  if (anchors && views.length > 0) {
    const shape = [views.length, pictures.length / views.length];
    restored.push({ name: 'anchors', shape, into: pictures, check: allFinite });
  }
  const names = new Set(restored.map(({ name }) => name));
  const foreign = Object.keys(checkpoint.tensors).find((name) => !names.has(name));
  if (foreign !== undefined) throw new UserError(`${source} holds ${foreign}, which this run has not`);
  const [own, others] = [rngs, checkpoint.rngs].map((of) => Object.keys(of).sort().join(', '));
  if (own !== others) throw new UserError(`${source} has generators for ${others}; this run has ${own}`);

  restore(checkpoint, restored);
  await field.push();
  await adam.push();
  adam.steps = checkpoint.adamSteps;
  if (views.length > 0) anchors?.remember(views, pictures);
  for (const [name, rng] of Object.entries(rngs)) rng.state = checkpoint.rngs[name];
}

function parametersOf(field: TrainingState['field']): Restored[] {
  return field.parameters.map(({ name, shape, data }) => ({
    name: `field.${name}`,
    shape,
    into: data,
    check: allFinite,
  }));
}

/** Remembered densities may be infinite, or no numbers: see `OccupancyGrid.update`. */
function cellsOf({ state: { density, occupied } }: OccupancyGrid): Restored[] {
  return [
    { name: 'occupancy.density', shape: [density.length], into: density },
    { name: 'occupancy.occupied', shape: [occupied.length], into: occupied, check: allBits },
  ];
}

/** Writes all tensors where they belong; none unless all are right. */
function restore({ tensors, source }: Checkpoint, restored: readonly Restored[]): void {
  for (const { name, shape, into, check } of restored) {
    const tensor = Object.hasOwn(tensors, name) ? tensors[name] : undefined;
    const kind = (data: TensorData) => (data instanceof Float32Array ? 'numbers' : 'bytes');
    if (
      tensor === undefined ||
      tensor.shape.join() !== shape.join() ||
      tensor.data.constructor.name !== into.constructor.name
    ) {
      throw new UserError(
        `${source} holds ${tensor ? `[${tensor.shape}] ${kind(tensor.data)}` : 'nothing'} for ${name}; this configuration needs [${shape}] ${kind(into)}`,
      );
    }
    if (check && !check(tensor.data)) {
      throw new UserError(`${source} is damaged: ${name} holds values that no run has`);
    }
  }
  for (const { name, into } of restored) into.set(tensors[name].data);
}

/** Of means of squares. */
function allFiniteSquares(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!(values[i] >= 0 && values[i] < Infinity)) return false;
  return true;
}

function allBits(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] > 1) return false;
  return true;
}
