import { type Placement, placeAgain, UserError } from '@modeseek/core';
import { boxOf } from './box.ts';
import { placedPositions } from './formats/flattened.ts';
import type { FinishedModel } from './formats/format.ts';

/**
 * Where the file's origin is: below the model, in the middle of its footprint; in the middle of the box around
 * it; or where it was, in the middle of the cube that it was trained in.
 */
export const ORIGINS = ['ground', 'centre', 'none'] as const;
export type Origin = (typeof ORIGINS)[number];

export interface PlaceOptions {
  /** Largest edge of the box around the model, in metres; null for what its parts usually have. */
  size?: number | null;
  /** In place of a size: metres that an edge of 1 becomes, of a cube from -1 to 1. */
  scale?: number | null;
  origin?: Origin;
}

export const PLACE_LIMITS = {
  /** Metres: from a tenth of a millimetre to a hundred kilometres. */
  size: [1e-4, 1e5],
  scale: [1e-6, 1e6],
} as const;

/** Metres of what nobody knows the size of. */
export const UNKNOWN_SIZE = 1;

/** What a model is moved and scaled by: `centre` becomes the origin, and an edge of 1 so many metres. */
export interface Placing {
  centre: readonly number[];
  metres: number;
}

/** How a model is placed that is in the cube that it was trained in. */
export function placingOf(
  model: FinishedModel,
  { size = null, scale = null, origin = 'ground' }: PlaceOptions,
): Placing {
  const boxes = model.parts.map(({ mesh, placement }) =>
    boxOf(placement ? placedPositions(mesh.positions, placement) : mesh.positions),
  );
  const low = [0, 1, 2].map((axis) => Math.min(...boxes.map(([low]) => low[axis])));
  const high = [0, 1, 2].map((axis) => Math.max(...boxes.map(([, high]) => high[axis])));
  const middle = low.map((value, axis) => (value + high[axis]) / 2);
  const centre = {
    ground: [middle[0], low[1], middle[2]],
    centre: middle,
    none: [0, 0, 0],
  }[origin];
  const edge = edgeOf([low, high]);
  return { centre, metres: scale ?? (size === null ? usualScale(model, boxes, edge) : size / edge) };
}

/**
 * A model in metres, where it is wanted; its extras tell how to go back: of a position in the file subtract
 * `cubeCentre`, and divide by `metresPerUnit`.
 */
export function placed(model: FinishedModel, { centre, metres }: Placing): FinishedModel {
  const [x, y, z] = centre.map((value) => -value * metres);
  const whole: Placement = { scale: metres, offset: [x, y, z], turn: 0 };
  const [first, ...others] = model.parts.map((part) => {
    if (part.placement) return { ...part, placement: placeAgain(part.placement, whole) };
    const positions = part.mesh.positions.map((value, i) => (value - centre[i % 3]) * metres);
    return { ...part, mesh: { ...part.mesh, positions } };
  });
  const cube = cubeOf({ centre, metres });
  return { ...model, parts: [first, ...others], extras: { ...model.extras, ...cube } };
}

/** Where the cube that a model was trained in is in its file: see `placed`. */
export function cubeOf({ centre, metres }: Placing): {
  metresPerUnit: number;
  cubeCentre: readonly number[];
} {
  const cubeCentre = centre.map((value) => (value === 0 ? 0 : -value * metres));
  return { metresPerUnit: metres, cubeCentre };
}

type Box = ReturnType<typeof boxOf>;

function edgeOf([low, high]: Box): number {
  return Math.max(...high.map((value, axis) => value - low[axis]));
}

/** By the part that is usually largest; where none is known the whole is as large as what nobody knows. */
function usualScale({ parts }: FinishedModel, boxes: readonly Box[], edge: number): number {
  const largest = Math.max(...parts.map(({ usualSize = 0 }) => usualSize));
  if (largest === 0) return UNKNOWN_SIZE / edge;
  return largest / edgeOf(boxes[parts.findIndex(({ usualSize }) => usualSize === largest)]);
}

/** @throws UserError when a size or a scale is out of range, or there are both */
export function checkPlacing({ size = null, scale = null }: PlaceOptions): void {
  if (size !== null && scale !== null) throw new UserError('size and scale exclude each other: give one');
  const check = (name: keyof typeof PLACE_LIMITS, value: number | null, unit: string) => {
    const [least, most] = PLACE_LIMITS[name];
    if (value === null || (value >= least && value <= most)) return;
    throw new UserError(`${name} is ${value}; it must be from ${least} to ${most}${unit}`);
  };
  check('size', size, ' metres');
  check('scale', scale, '');
}
