import { type DensityGrid, eachOnFace, neighbourSteps } from './density-grid.ts';

/** The share at the level, in the middle between empty and solid. */
export const SOFT_LEVEL = 0.5;

/**
 * Puts in place of each density how much of the place around it is inside: density / (2 level), at most 1,
 * blurred. Densities rise by orders of magnitude within a cell and are noisy; their shares are not, and a
 * surface taken of them at one half is smooth, but keeps what is as thick as the blur.
 * @param passes of the binomial filter (1, 2, 1) / 4 along each axis: the blur's deviation is sqrt(passes /
 *   2) cells
 * @returns the grid
 */
export function soften(grid: DensityGrid, level: number, passes: number): DensityGrid {
  const { density, size } = grid;
  for (let i = 0; i < density.length; i++) density[i] = Math.min(1, density[i] / (2 * level));
  const [x, , y, , z] = neighbourSteps(grid);
  for (let pass = 0; pass < passes; pass++) {
    for (const step of [x, y, z]) {
      blur(density, step);
      // What lies over a face of the cube is another face: they are kept empty.
      eachOnFace(size, (i) => {
        density[i] = 0;
      });
    }
  }
  return grid;
}

function blur(density: Float32Array, step: number): void {
  // What the last `step` samples were before.
  const before = density.slice(0, step);
  for (let i = step, slot = 0; i < density.length - step; i++) {
    const own = density[i];
    density[i] = (before[slot] + 2 * own + density[i + step]) / 4;
    before[slot] = own;
    if (++slot === step) slot = 0;
  }
}
