import type { DensityGrid } from './density-grid.ts';

export interface ComponentsResult {
  grid: DensityGrid;
  /** Components before dropping. */
  components: number;
  /** Components dropped as floaters. */
  dropped: number;
}

const UNKNOWN = 0;
const OUTSIDE = 1;

/**
 * Keeps what is seen of the large pieces of the set above a level: fills cavities that no path from outside reaches, with whatever
 * floats in them, and empties connected components (of samples joined along the axes) whose volume is less than `minShare` of the
 * largest one's. Works on the grid, before the surface exists, so nothing is cut open.
 * @param minShare in [0, 1]; 0 keeps every component
 * @returns a new grid whose level set has no inner surfaces
 */
export function keepLargeComponents(grid: DensityGrid, level: number, minShare: number): ComponentsResult {
  const { size } = grid;
  const density = grid.density.slice();
  const steps = [1, -1, size, -size, size * size, -size * size];
  const labels = new Int32Array(density.length);
  const stack: number[] = [];

  /** Labels all samples that are joined to `start` by samples that `belongs` accepts. */
  const flood = (start: number, label: number, belongs: (index: number) => boolean): number => {
    let count = 0;
    labels[start] = label;
    stack.push(start);
    while (stack.length > 0) {
      const index = stack.pop() as number;
      count++;
      for (const step of steps) {
        const next = index + step;
        // Stepping over a face of the cube wraps to another face, which is empty and outside as well.
        if (next < 0 || next >= labels.length || labels[next] !== UNKNOWN || !belongs(next)) continue;
        labels[next] = label;
        stack.push(next);
      }
    }
    return count;
  };

  flood(0, OUTSIDE, (index) => density[index] <= level);
  for (let i = 0; i < density.length; i++) {
    if (labels[i] === UNKNOWN && density[i] <= level) density[i] = 2 * level;
  }
  const volumes: number[] = [];
  for (let i = 0; i < density.length; i++) {
    if (labels[i] === UNKNOWN)
      volumes.push(flood(i, OUTSIDE + 1 + volumes.length, (n) => density[n] > level));
  }
  const smallest = minShare * volumes.reduce((a, b) => Math.max(a, b), 0);
  for (let i = 0; i < density.length; i++) {
    if (labels[i] > OUTSIDE && volumes[labels[i] - OUTSIDE - 1] < smallest) density[i] = 0;
  }
  return {
    grid: { ...grid, density },
    components: volumes.length,
    dropped: volumes.filter((v) => v < smallest).length,
  };
}
