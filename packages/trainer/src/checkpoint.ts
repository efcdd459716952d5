import {
  decodeSafetensors,
  encodeSafetensors,
  type Field,
  type NamedTensor,
  type Rng,
  type RngState,
  sha256,
  UserError,
  type View,
} from '@modeseek/core';
import type { Adam } from '@modeseek/nerf';
import type { OccupancyGrid } from '@modeseek/renderer';
import type { Anchors } from './anchors.ts';

/** Raised whenever a checkpoint of the old kind can no longer be continued. */
export const CHECKPOINT_VERSION = 4;
const FORMAT = 'modeseek checkpoint';

/** What a run changes as it goes: all that a checkpoint holds, apart from counters. */
export interface TrainingState {
  field: Field;
  adam: Adam;
  occupancy: OccupancyGrid;
  anchors: Anchors;
  rngs: Readonly<Record<string, Rng>>;
}

/** Where a run stands. */
export interface CheckpointInfo {
  /** Steps done. */
  step: number;
  /** How many of them were dropped because a number was not finite. */
  droppedSteps: number;
  /** How many of them did not count towards progress; see `mustWait`. */
  waitedSteps: number;
  /** Of the configuration that the run was started with; see `configHash`. */
  config: string;
  /** SHA-256 of the image model that guides. */
  model: string;
}

/** A parsed checkpoint. */
export interface Checkpoint extends CheckpointInfo {
  tensors: Record<string, NamedTensor>;
  adamSteps: number;
  /** Of the anchors. */
  anchorViews: View[];
  rngs: Record<string, RngState>;
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
  const { views, pictures } = state.anchors;
  if (views.length > 0)
    tensors.anchors = { shape: [views.length, pictures.length / views.length], data: pictures };
  const { density, occupied } = state.occupancy.state;
  // Bytes last, so that all floats are aligned.
  tensors['occupancy.density'] = { shape: [density.length], data: density };
  tensors['occupancy.occupied'] = { shape: [occupied.length], data: occupied };
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
  return {
    tensors,
    step: Number(metadata.step),
    droppedSteps: Number(metadata.droppedSteps),
    waitedSteps: Number(metadata.waitedSteps),
    config: metadata.config,
    model: metadata.model,
    adamSteps: Number(metadata.adamSteps),
    anchorViews: JSON.parse(metadata.anchorViews),
    rngs: JSON.parse(metadata.rngs),
    source,
  };
}

/**
 * Writes a checkpoint's parameters into a field: what export needs.
 * @throws UserError when it is of a field of another shape
 */
export async function restoreParameters(checkpoint: Checkpoint, field: Field): Promise<void> {
  for (const { name, data } of field.parameters) restore(checkpoint, `field.${name}`, data);
  await field.push();
}

/**
 * Writes a checkpoint's occupancy into a grid.
 * @throws UserError when it is of a grid of another size
 */
export function restoreOccupancy(checkpoint: Checkpoint, occupancy: OccupancyGrid): void {
  const { density, occupied } = occupancy.state;
  restore(checkpoint, 'occupancy.density', density);
  restore(checkpoint, 'occupancy.occupied', occupied);
}

/**
 * Puts a whole run back to where the checkpoint was written.
 * @throws UserError when it is of a run of another shape
 */
export async function restoreState(checkpoint: Checkpoint, state: TrainingState): Promise<void> {
  await restoreParameters(checkpoint, state.field);
  for (const { name, first, second } of state.adam.moments) {
    restore(checkpoint, `adam.first.${name}`, first);
    restore(checkpoint, `adam.second.${name}`, second);
  }
  await state.adam.push();
  state.adam.steps = checkpoint.adamSteps;
  restoreOccupancy(checkpoint, state.occupancy);
  const { anchorViews: views, tensors } = checkpoint;
  if (views.length > 0) state.anchors.remember(views, tensors.anchors.data as Float32Array);
  for (const [name, rng] of Object.entries(state.rngs)) rng.state = checkpoint.rngs[name];
}

function restore(checkpoint: Checkpoint, name: string, into: Float32Array | Uint8Array): void {
  const tensor = checkpoint.tensors[name];
  if (tensor?.data.length !== into.length) {
    throw new UserError(
      `${checkpoint.source} holds ${tensor ? tensor.data.length : 'no'} values of ${name}; this configuration needs ${into.length}`,
    );
  }
  into.set(tensor.data);
}
