import { Rng } from '@modeseek/core';
import type { FieldConfig } from '@modeseek/nerf';

/** The field that is compared with others. */
export const CONFIG: FieldConfig = {
  encoding: 'hash',
  levels: 16,
  log2TableSize: 15,
  baseResolution: 16,
  finestResolution: 512,
  hidden: 64,
  densityBias: 2.5,
  blobRadius: 0.4,
};
/** Points a second. */
export interface Speed {
  forward: number;
  both: number;
}

/** Points of the cube, and gradients of a loss there. */
export function randomProblem(count: number) {
  const rng = new Rng('points');
  return {
    points: Float32Array.from({ length: 3 * count }, () => rng.uniform(-1, 1)),
    density: rng.normals(new Float32Array(count)),
    colour: rng.normals(new Float32Array(3 * count)),
  };
}
