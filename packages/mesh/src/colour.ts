import type { FieldQuery } from '@modeseek/core';
import { queryEach } from './query.ts';

export interface MarchOptions {
  /** Density of the surface, per world unit. */
  level: number;
  /** Distance between samples, world units: one to two grid cells. */
  step: number;
}

/**
 * Rays start this many steps outside the surface: what simplification and smoothing may have moved it by, and
 * the soft skin.
 */
const STEPS_OUTSIDE = 1;
/** Longest way inside, in steps. */
const STEPS_INSIDE = 6;
/** A ray ends when less light than this gets through. */
const OPAQUE = 0.05;
/** Keeps a ray that meets next to no density from dividing by zero: it gets the plain mean of its samples. */
const LEAST_WEIGHT = 1e-4;

/**
 * The colour that a volume render shows at points of a surface, seen head-on: a short ray per point comes in
 * along the normal, from a little outside to a little inside, and composites front to back (weights T (1 -
 * exp(-density * step)), T the light left; Max 1995). A single lookup on the level set would see the skin's
 * colour, which training hardly constrains, as most of the light comes from deeper in. Colours are normalised
 * by the opacity reached.
 * @param positions `[count, 3]`
 * @param normals unit, outward, `[count, 3]`
 * @returns display colours `[count, 3]` in [0, 1]
 */
export async function surfaceColours(
  query: FieldQuery,
  positions: Float32Array,
  normals: Float32Array,
  { level, step }: MarchOptions,
  onProgress: (progress: number) => void = () => {},
): Promise<Float32Array> {
  const count = positions.length / 3;
  const colours = new Float32Array(count * 3);
  const weights = new Float32Array(count);
  const light = new Float32Array(count).fill(1);
  // Where the density stays at the level, 3 / level lets through 5 %.
  const depth = Math.min(STEPS_INSIDE, Math.max(2, 3 / (level * step)));
  const samples = Math.ceil(STEPS_OUTSIDE + depth);
  let open = Uint32Array.from({ length: count }, (_, i) => i);
  for (let s = 0; s < samples && open.length > 0; s++) {
    const offset = (STEPS_OUTSIDE - s) * step;
    const ray = open;
    await queryEach(
      query,
      ray.length,
      (i, out, at) => {
        for (let c = 0; c < 3; c++) {
          const value = positions[ray[i] * 3 + c] + offset * normals[ray[i] * 3 + c];
          out[at + c] = Math.min(1, Math.max(-1, value));
        }
      },
      (i, density, colour, at) => {
        if (!Number.isFinite(colour[at] + colour[at + 1] + colour[at + 2])) return;
        const r = ray[i];
        const through = Math.exp(-density * step);
        const weight = light[r] * (1 - through) + LEAST_WEIGHT;
        light[r] *= through;
        weights[r] += weight;
        for (let c = 0; c < 3; c++) colours[r * 3 + c] += weight * colour[at + c];
      },
      (done) => onProgress((s + done / ray.length) / samples),
    );
    open = ray.filter((r) => light[r] >= OPAQUE);
  }
  for (let i = 0; i < count; i++) {
    for (let c = i * 3; c < i * 3 + 3; c++) {
      colours[c] = weights[i] > 0 ? Math.min(1, Math.max(0, colours[c] / weights[i])) : 0;
    }
  }
  onProgress(1);
  return colours;
}
