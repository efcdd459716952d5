import type { Field } from '@modeseek/core';
import { Rng } from '@modeseek/core';
import { FIELD_DEFAULTS, type FieldConfig } from './config.ts';

/** A grid of two direct and two hashed levels, with collisions. */
export const SMALL: FieldConfig = {
  ...FIELD_DEFAULTS,
  levels: 4,
  log2TableSize: 8,
  baseResolution: 3,
  finestResolution: 17,
  hidden: 8,
};

/** Parameters away from their nearly-zero start, so that every gradient matters. */
export function fillParameters(field: Field, seed: number): void {
  const rng = new Rng(seed);
  for (const { data } of field.parameters) for (let i = 0; i < data.length; i++) data[i] = rng.uniform(-1, 1);
}

/** Random points, a few of them outside the cube, and random gradients of a loss at them. */
export function randomPoints(count: number, seed: number, edge = 1.02) {
  const rng = new Rng(seed);
  return {
    points: Float32Array.from({ length: count * 3 }, () => rng.uniform(-edge, edge)),
    densityGradient: rng.normals(new Float32Array(count)),
    colourGradient: rng.normals(new Float32Array(count * 3)),
  };
}
