import { type DensityGrid, eachOnFace, neighbourSteps } from './density-grid.ts';
import { openness } from './openness.ts';
import { runsOf } from './runs.ts';

export interface ComponentsResult {
  /** The one that was given. */
  grid: DensityGrid;
  /** Components before dropping. */
  components: number;
  /** Components dropped as floaters. */
  dropped: number;
}

const OUTSIDE = 1;
/** Nothing gets into such a place from outside. */
const SHUT = 2;

/** What is less open than this counts as inside: holes much deeper than they are wide are filled. */
const LEAST_OPENNESS = 0.03;

/**
 * Keeps what is seen of the large pieces of the set above a level, in place. Fills cavities with whatever
 * floats in them: those that can be reached from outside only through what is narrower than three samples, or
 * into which hardly any light falls (see `openness`). Empties connected components (of samples joined along
 * the axes) whose volume is less than `minShare` of the largest one's. A trained field is hollow, for nothing
 * inside is seen, and has pores: of a hamburger's surface more than half would be inside. Works on the grid,
 * before the surface exists, so nothing is cut open.
 * @param minShare in [0, 1]; 0 keeps every component
 */
export function keepLargeComponents(grid: DensityGrid, level: number, minShare: number): ComponentsResult {
  const { size, density } = grid;
  const steps = neighbourSteps(grid);
  const marks = new Uint8Array(density.length);
  for (let i = 0; i < density.length; i++) {
    if (density[i] <= level) continue;
    marks[i] = SHUT;
    for (const step of steps) marks[i + step] = SHUT;
  }
  const open = openness(grid, level);
  for (let z = 0, i = 0; z < size; z++) {
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++, i++) if (open.at(x, y, z) < LEAST_OPENNESS) marks[i] = SHUT;
    }
  }
  // Faces are the outside itself: no opening is too narrow there.
  eachOnFace(size, (i) => {
    marks[i] = 0;
  });
  markOutside(size, marks);
  for (let i = 0; i < density.length; i++) {
    if (marks[i] === OUTSIDE || density[i] > level) continue;
    // What is next to what is outside is the narrow rim of it.
    let rim = false;
    for (const step of steps) if (marks[i + step] === OUTSIDE) rim = true;
    if (!rim) density[i] = 2 * level;
  }
  return dropIslands(grid, level, minShare);
}

/**
 * Fills what is empty and not joined along the axes to the outside, in place, and drops components as
 * `keepLargeComponents` does: the level set has no inner surfaces left.
 */
export function keepOuterSurfaces(grid: DensityGrid, level: number, minShare: number): ComponentsResult {
  const { density, size } = grid;
  const marks = new Uint8Array(density.length);
  for (let i = 0; i < density.length; i++) if (density[i] > level) marks[i] = SHUT;
  markOutside(size, marks);
  for (let i = 0; i < density.length; i++) if (marks[i] === 0) density[i] = 2 * level;
  return dropIslands(grid, level, minShare);
}

/** Marks all that is joined to the first sample by what has no mark. */
function markOutside(size: number, marks: Uint8Array): void {
  const { count, start, end, component } = runsOf(size, (i) => marks[i] === 0);
  for (let r = 0; r < count; r++) if (component[r] === 0) marks.fill(OUTSIDE, start[r], end[r]);
}

function dropIslands(grid: DensityGrid, level: number, minShare: number): ComponentsResult {
  const { density, size } = grid;
  const { count, start, end, component } = runsOf(size, (i) => density[i] > level);
  const volumes = new Map<number, number>();
  for (let r = 0; r < count; r++) {
    volumes.set(component[r], (volumes.get(component[r]) ?? 0) + end[r] - start[r]);
  }
  const smallest = minShare * [...volumes.values()].reduce((most, volume) => Math.max(most, volume), 0);
  const small = new Set([...volumes.keys()].filter((of) => volumes.get(of)! < smallest));
  for (let r = 0; r < count; r++) if (small.has(component[r])) density.fill(0, start[r], end[r]);
  return { grid, components: volumes.size, dropped: small.size };
}
