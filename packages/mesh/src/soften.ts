import { type DensityGrid, neighbourSteps } from './density-grid.ts';

/** The share at the level, in the middle between empty and solid. */
export const SOFT_LEVEL = 0.5;

/**
 * How much of the place around each sample is inside: density / (2 level), at most 1, blurred. Densities rise
 * by orders of magnitude within a cell and are noisy; their shares are not, and a surface taken of them at
 * one half is smooth, but keeps what is as thick as the blur.
 * @param passes of the binomial filter (1, 2, 1) / 4 along each axis: the blur's deviation is sqrt(passes /
 *   2) cells
 */
export function soften(grid: DensityGrid, level: number, passes: number): DensityGrid {
  const density = grid.density.map((value) => Math.min(1, value / (2 * level)));
  const scratch = new Float32Array(density.length);
  const [x, , y, , z] = neighbourSteps(grid);
  for (let pass = 0; pass < passes; pass++) {
    for (const step of [x, y, z]) {
      // What lies over a face of the cube is another face: they are kept empty.
      for (let i = step; i < density.length - step; i++) {
        scratch[i] = (density[i - step] + 2 * density[i] + density[i + step]) / 4;
      }
      density.set(scratch);
      clearFaces(grid.size, density);
    }
  }
  return { ...grid, density };
}

/** Blur has brought a little over there. */
function clearFaces(size: number, density: Float32Array): void {
  const last = size - 1;
  for (let i = 0; i < density.length; i++) {
    const [x, y, z] = [i % size, Math.floor(i / size) % size, Math.floor(i / (size * size))];
    if (x === 0 || y === 0 || z === 0 || x === last || y === last || z === last) density[i] = 0;
  }
}
