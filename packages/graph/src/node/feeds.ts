import { type Numbers, UserError } from '@modeseek/core';
import type { GraphInput } from '../builder.ts';
import { VIEWS_TOGETHER } from '../models/multi-view-unet.ts';
import type { BuildOptions } from '../models/networks.ts';
import type { SessionTensor } from './session.ts';

/** Tensors by name, and how messages name the file that they are of. */
export interface Given {
  tensors: Readonly<Record<string, Numbers>>;
  source: string;
}

/** Inputs whose sizes a graph is built for: what each axis is. */
const SIZED = {
  sample: ['n', 'channels', 'height', 'width'],
  encoder_hidden_states: ['n', 'tokens', 'size'],
} as const;

/**
 * The sizes of a graph that is to take these tensors.
 * @throws UserError when they have other axes than networks take
 */
export function sizesOf({ tensors, source }: Given): Pick<BuildOptions, 'height' | 'width' | 'tokens'> {
  const axes = Object.entries(SIZED).flatMap(([name, axes]) => {
    const shape = tensors[name]?.shape;
    if (!shape) return [];
    if (shape.length !== axes.length || shape.includes(0)) {
      throw new UserError(`${source}: ${name} is ${shown(shape)}; it must be ${shown(axes)}`);
    }
    return axes.map((axis, i) => [axis, shape[i]] as const);
  });
  const { height, width, tokens } = Object.fromEntries(axes);
  return { ...(height && { height, width }), ...(tokens && { tokens }) };
}

/**
 * Tensors as a graph takes them. Numbers of any type become float32 where it wants that, whole ones int32. One
 * timestep may stand for all pictures, as with diffusers.
 * @param inputs what the graph takes
 * @throws UserError when one is missing, too many, or of another type or shape than the graph takes
 */
export function feedsOf(
  inputs: readonly GraphInput[],
  { tensors, source }: Given,
): Record<string, SessionTensor> {
  const names = inputs.map(({ name }) => name);
  const missing = inputs.find(({ name }) => !Object.hasOwn(tensors, name));
  if (missing) throw new UserError(`${source} lacks the tensor ${missing.name}, ${shown(missing.shape)}`);
  const more = Object.keys(tensors).find((name) => !names.includes(name));
  if (more !== undefined) {
    throw new UserError(
      `${source} holds the tensor ${more}, which the network does not take; it takes ${names.join(', ')}`,
    );
  }
  const [n = 0] = tensors[names[0]].shape;
  const together = names.includes('camera') ? VIEWS_TOGETHER : 1;
  if (n === 0 || n % together !== 0) {
    const wanted = together === 1 ? 'one or more' : `views of an object, ${together} together`;
    throw new UserError(`${source}: ${names[0]} is ${shown(tensors[names[0]].shape)}; n must be ${wanted}`);
  }
  return Object.fromEntries(
    inputs.map((input) => [input.name, feedOf(input, tensors[input.name], n, source)]),
  );
}

function feedOf(input: GraphInput, given: Numbers, n: number, source: string): SessionTensor {
  const { name, below } = input;
  const shape = input.shape.map((size) => (size === 'n' ? n : size));
  const isOneForAll = name === 'timestep' && given.values.length === 1 && given.shape.length <= 1;
  if (!isOneForAll && given.shape.join() !== shape.join()) {
    throw new UserError(`${source}: ${name} is ${shown(given.shape)}; the network takes ${shown(shape)}`);
  }
  if (input.type === 'float32') {
    const data = isOneForAll ? new Float32Array(n).fill(given.values[0]) : Float32Array.from(given.values);
    return { shape, data };
  }
  if (!/^[IU]/.test(given.dtype)) {
    throw new UserError(`${source}: ${name} is of type ${given.dtype}; it must be I64 or I32`);
  }
  const wrong = given.values.find((value) => value < 0 || value >= below!);
  if (wrong === undefined) return { shape, data: Int32Array.from(given.values) };
  throw new UserError(`${source}: ${name} holds ${wrong}; it must be from 0 to ${below! - 1}`);
}

const shown = (shape: readonly (number | string)[]) => `[${shape.join(', ')}]`;
