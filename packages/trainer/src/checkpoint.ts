import {
  decodeSafetensors,
  encodeSafetensors,
  type NamedTensor,
  type Rng,
  type RngState,
  UserError,
} from '@modeseek/core';
import type { Adam, Parameter } from '@modeseek/nerf';
import type { OccupancyGrid } from '@modeseek/renderer';

/** Raised whenever a checkpoint of the old kind can no longer be continued. */
export const CHECKPOINT_VERSION = 1;
const FORMAT = 'modeseek checkpoint';

/** What a run changes as it goes: all that a checkpoint holds, apart from counters. */
export interface TrainingState {
  parameters: readonly Parameter[];
  adam: Adam;
  occupancy: OccupancyGrid;
  rngs: Readonly<Record<string, Rng>>;
}

/** Where a run stands. */
export interface CheckpointInfo {
  /** Steps done. */
  step: number;
  /** How many of them were dropped because a number was not finite. */
  droppedSteps: number;
  /** Of the configuration; see `configHash`. */
  config: string;
}

/** A parsed checkpoint. */
export interface Checkpoint extends CheckpointInfo {
  tensors: Record<string, NamedTensor>;
  adamSteps: number;
  rngs: Record<string, RngState>;
  /** For messages. */
  source: string;
}

/** Serialises a run's state as safetensors. The same state gives the same bytes: no wall time is in it. */
export function encodeCheckpoint(state: TrainingState, info: CheckpointInfo): Uint8Array {
  const tensors: Record<string, NamedTensor> = {};
  for (const { name, shape, data } of state.parameters) {
    tensors[`field.${name}`] = { shape: [...shape], data };
  }
  for (const { name, shape, first, second } of state.adam.moments) {
    tensors[`adam.first.${name}`] = { shape: [...shape], data: first };
    tensors[`adam.second.${name}`] = { shape: [...shape], data: second };
  }
  const { density, occupied } = state.occupancy.state;
  // Bytes last, so that all floats are aligned.
  tensors['occupancy.density'] = { shape: [density.length], data: density };
  tensors['occupancy.occupied'] = { shape: [occupied.length], data: occupied };
  const rngs = Object.fromEntries(Object.entries(state.rngs).map(([name, rng]) => [name, rng.state]));
  const metadata = {
    format: FORMAT,
    version: String(CHECKPOINT_VERSION),
    step: String(info.step),
    droppedSteps: String(info.droppedSteps),
    config: info.config,
    adamSteps: String(state.adam.steps),
    rngs: JSON.stringify(rngs),
  };
  return encodeSafetensors({ tensors, metadata });
}

/**
 * Parses a checkpoint.
 * @param source its file name, for messages
 * @throws UserError when it is damaged, no checkpoint of a run, or of another version
 */
export function decodeCheckpoint(bytes: Uint8Array, source: string): Checkpoint {
  const { tensors, metadata } = decodeSafetensors(bytes, source);
  if (metadata.format !== FORMAT) throw new UserError(`${source} is not a checkpoint of a training run`);
  if (metadata.version !== String(CHECKPOINT_VERSION)) {
    throw new UserError(
      `${source} has checkpoint version ${metadata.version}; this program reads version ${CHECKPOINT_VERSION}: use the release that wrote it, or train again`,
    );
  }
  return {
    tensors,
    step: Number(metadata.step),
    droppedSteps: Number(metadata.droppedSteps),
    config: metadata.config,
    adamSteps: Number(metadata.adamSteps),
    rngs: JSON.parse(metadata.rngs),
    source,
  };
}

/**
 * Writes a checkpoint's parameters into a field's: what export needs.
 * @throws UserError when it is of a field of another shape
 */
export function restoreParameters(checkpoint: Checkpoint, parameters: readonly Parameter[]): void {
  for (const { name, data } of parameters) restore(checkpoint, `field.${name}`, data);
}

/**
 * Puts a whole run back to where the checkpoint was written.
 * @throws UserError when it is of a run of another shape
 */
export function restoreState(checkpoint: Checkpoint, state: TrainingState): void {
  restoreParameters(checkpoint, state.parameters);
  for (const { name, first, second } of state.adam.moments) {
    restore(checkpoint, `adam.first.${name}`, first);
    restore(checkpoint, `adam.second.${name}`, second);
  }
  state.adam.steps = checkpoint.adamSteps;
  const occupancy = structuredClone(state.occupancy.state);
  restore(checkpoint, 'occupancy.density', occupancy.density);
  restore(checkpoint, 'occupancy.occupied', occupancy.occupied);
  state.occupancy.state = occupancy;
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
