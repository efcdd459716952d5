import type { FieldQuery } from '@modeseek/core';
import { queryEach } from '../query.ts';

export interface MarchOptions {
  /** Density of the surface, per world unit. */
  level: number;
  /** Distance between samples, world units: about a grid cell. */
  step: number;
}

/** What rays see that come in at points of a surface. */
export interface MarchedRays {
  /** Display colours `[count, 3]` in [0, 1]. */
  colours: Float32Array;
  /** `[count]`: how far inside what is seen lies on the mean, world units; negative outside. */
  depths: Float32Array;
}

/** Rays start this many steps outside: what smoothing may have moved the surface by, and the soft skin. */
const STEPS_OUTSIDE = 2;
/** Longest way inside, in steps. */
const STEPS_INSIDE = 9;
/** A ray ends when less light than this gets through. */
const OPAQUE = 0.05;
/** Keeps a ray that meets next to no density from dividing by zero: it gets the plain mean of its samples. */
const LEAST_WEIGHT = 1e-4;

/**
 * What a volume render shows at points of a surface: a short ray for each comes in from a little outside to a little
 * inside, and composites front to back (weights T (1 - exp(-density * step)), T the light left; Max 1995). A single
 * lookup on the level set would see the skin's colour, which training hardly constrains, as most of the light comes
 * from deeper in. Colours and depths are normalised by the opacity reached.
 * @param positions `[count, 3]`
 * @param outward where each ray comes from, unit `[count, 3]`
 */
export async function marchRays(
  query: FieldQuery,
  positions: Float32Array,
  outward: Float32Array,
  { level, step }: MarchOptions,
  onProgress: (progress: number) => void = () => {},
): Promise<MarchedRays> {
  const count = positions.length / 3;
  const colours = new Float32Array(count * 3);
  const depths = new Float32Array(count);
  const weights = new Float32Array(count);
  const light = new Float32Array(count).fill(1);
  // Where the density stays at the level, 3 / level lets through 5 %.
  const inside = Math.min(STEPS_INSIDE, Math.max(2, 3 / (level * step)));
  const samples = Math.ceil(STEPS_OUTSIDE + inside);
  let open = Uint32Array.from({ length: count }, (_, i) => i);
  for (let s = 0; s < samples && open.length > 0; s++) {
    const depth = (s - STEPS_OUTSIDE) * step;
    const ray = open;
    await queryEach(
      query,
      ray.length,
      (i, out, at) => {
        for (let c = 0; c < 3; c++) {
          const value = positions[ray[i] * 3 + c] - depth * outward[ray[i] * 3 + c];
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
        depths[r] += weight * depth;
        for (let c = 0; c < 3; c++) colours[r * 3 + c] += weight * colour[at + c];
      },
      (done) => onProgress((s + done / ray.length) / samples),
    );
    open = ray.filter((r) => light[r] >= OPAQUE);
  }
  for (let i = 0; i < count; i++) {
    if (weights[i] === 0) continue;
    depths[i] /= weights[i];
    for (let c = i * 3; c < i * 3 + 3; c++) colours[c] = Math.min(1, Math.max(0, colours[c] / weights[i]));
  }
  onProgress(1);
  return { colours, depths };
}
