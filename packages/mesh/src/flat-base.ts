import type { DensityGrid } from './density-grid.ts';

/** What a base should have and must have of the footprint, to stand well and to stick to a printer's bed. */
const AIM = 0.25;
export const LEAST_BASE = 0.2;
/** No more than this share of the height is cut off. */
const MOST_CUT = 0.15;

export interface FlatBase {
  /** Of samples along y: what is below is cut off. */
  layer: number;
  /** Area of the base, as a share of the footprint's, which is seen from above. */
  share: number;
}

/**
 * Where to cut a set of samples, those above a level, so that it stands: the lowest layer that has at least a
 * quarter of the footprint, or else a fifth, or else the largest, not above 15 % of the height. Null for an
 * empty set.
 */
export function flatBase({ size, density }: DensityGrid, level: number): FlatBase | null {
  const areas = new Uint32Array(size);
  const below = new Uint8Array(size * size);
  for (let i = 0; i < density.length; i++) {
    if (density[i] <= level) continue;
    areas[Math.floor(i / size) % size]++;
    below[Math.floor(i / (size * size)) * size + (i % size)] = 1;
  }
  const footprint = below.reduce((sum, cell) => sum + cell, 0);
  if (footprint === 0) return null;
  const lowest = areas.findIndex((area) => area > 0);
  const highest = areas.findLastIndex((area) => area > 0);
  const layers = Array.from({ length: Math.floor(MOST_CUT * (highest - lowest)) + 1 }, (_, i) => lowest + i);
  const widest = layers.reduce((best, layer) => (areas[layer] > areas[best] ? layer : best));
  const wanted = [AIM, LEAST_BASE]
    .map((share) => layers.find((layer) => areas[layer] >= share * footprint))
    .find((layer) => layer !== undefined);
  const layer = wanted ?? widest;
  return { layer, share: areas[layer] / footprint };
}

/** Empties what is below a layer, in place. */
export function cutBelow({ size, density }: DensityGrid, layer: number): void {
  for (let z = 0; z < size; z++) density.fill(0, z * size * size, (z * size + layer) * size);
}
