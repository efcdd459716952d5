import { type DensityGrid, neighbourSteps } from './density-grid.ts';
import { openness } from './openness.ts';

export interface ComponentsResult {
  grid: DensityGrid;
  /** Components before dropping. */
  components: number;
  /** Components dropped as floaters. */
  dropped: number;
}

const UNKNOWN = 0;
const OUTSIDE = 1;
/** Outside, where it is narrow: next to what is outside. */
const RIM = 2;

/** What is less open than this counts as inside: holes much deeper than they are wide are filled. */
const LEAST_OPENNESS = 0.03;

/**
 * Keeps what is seen of the large pieces of the set above a level. Fills cavities with whatever floats in
 * them: those that can be reached from outside only through what is narrower than three samples, or into
 * which hardly any light falls (see `openness`). Empties connected components (of samples joined along the
 * axes) whose volume is less than `minShare` of the largest one's. A trained field is hollow, for nothing
 * inside is seen, and has pores: of a hamburger's surface more than half would be inside. Works on the grid,
 * before the surface exists, so nothing is cut open.
 * @param minShare in [0, 1]; 0 keeps every component
 * @returns a new grid whose level set has no inner surfaces
 */
export function keepLargeComponents(grid: DensityGrid, level: number, minShare: number): ComponentsResult {
  const { size } = grid;
  const density = grid.density.slice();
  const steps = neighbourSteps(grid);
  const labels = new Int32Array(density.length);
  const stack = new Int32Array(density.length);

  /** Labels all samples that are joined to `start` by samples that `belongs` accepts. */
  const flood = (start: number, label: number, belongs: (index: number) => boolean): number => {
    let count = 0;
    let top = 0;
    labels[start] = label;
    stack[top++] = start;
    while (top > 0) {
      const index = stack[--top];
      count++;
      for (const step of steps) {
        const next = index + step;
        // Stepping over a face of the cube wraps to another face, which is empty and outside as well.
        if (next < 0 || next >= labels.length || labels[next] !== UNKNOWN || !belongs(next)) continue;
        labels[next] = label;
        stack[top++] = next;
      }
    }
    return count;
  };

  const narrow = new Uint8Array(density.length);
  for (let i = 0; i < density.length; i++) {
    if (density[i] <= level) continue;
    narrow[i] = 1;
    for (const step of steps) narrow[i + step] = 1;
  }
  // Faces are the outside itself: no opening is too narrow there.
  const open = openness(grid, level);
  eachOnFace(size, (index) => {
    narrow[index] = 0;
    open[index] = 1;
  });
  flood(0, OUTSIDE, (index) => narrow[index] === 0 && open[index] >= LEAST_OPENNESS);
  for (let i = 0; i < density.length; i++) {
    if (labels[i] !== UNKNOWN || density[i] > level) continue;
    if (steps.some((step) => labels[i + step] === OUTSIDE)) labels[i] = RIM;
    else density[i] = 2 * level;
  }
  const volumes: number[] = [];
  for (let i = 0; i < density.length; i++) {
    if (labels[i] === UNKNOWN) volumes.push(flood(i, RIM + 1 + volumes.length, (n) => density[n] > level));
  }
  const smallest = minShare * volumes.reduce((a, b) => Math.max(a, b), 0);
  for (let i = 0; i < density.length; i++) {
    if (labels[i] > RIM && volumes[labels[i] - RIM - 1] < smallest) density[i] = 0;
  }
  return {
    grid: { ...grid, density },
    components: volumes.length,
    dropped: volumes.filter((v) => v < smallest).length,
  };
}

/** Visits the samples on the grid's six faces, those on edges more than once. */
function eachOnFace(size: number, visit: (index: number) => void): void {
  const steps = [1, size, size * size];
  for (let axis = 0; axis < 3; axis++) {
    const [u, v] = [steps[(axis + 1) % 3], steps[(axis + 2) % 3]];
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        visit(i * u + j * v);
        visit(i * u + j * v + (size - 1) * steps[axis]);
      }
    }
  }
}
