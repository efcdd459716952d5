import type { Rng } from '@modeseek/core';
import { createGrid, type DensityGrid } from './density-grid.ts';

/** Densities that interpolation is hard on: next to the level 0.5, far off it, and in between. */
const HARD = [0, 1e-6, 0.49999, 0.50001, 1, 1e6];

/** A grid of noise, empty on its faces and below a layer of samples: uniform from 0 to 1, or hard. */
export function noiseGrid(rng: Rng, resolution: number, hard: boolean, floor = 1): DensityGrid {
  const grid = createGrid(resolution);
  const { size, density } = grid;
  for (let z = 1; z < size - 1; z++) {
    for (let y = floor; y < size - 1; y++) {
      for (let x = 1; x < size - 1; x++) {
        const value = rng.uniform();
        density[(z * size + y) * size + x] = hard ? HARD[Math.floor(value * HARD.length)] : value;
      }
    }
  }
  return grid;
}
