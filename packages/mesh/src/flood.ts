import { type DensityGrid, neighbourSteps } from './density-grid.ts';

/**
 * Visits a sample, then all that are joined to it along the axes by samples that are entered. Over a face of
 * the cube the way leads to another face. What waits is the rim of what was visited, not all of it.
 * @param enter whether a sample belongs and has not been entered yet; it is then
 * @returns how many were entered
 */
export function flood(grid: DensityGrid, start: number, enter: (index: number) => boolean): number {
  const steps = neighbourSteps(grid);
  const samples = grid.density.length;
  if (!enter(start)) return 0;
  let rim = new Int32Array(1024);
  let next = new Int32Array(1024);
  let waiting = 1;
  let entered = 1;
  rim[0] = start;
  while (waiting > 0) {
    if (next.length < 6 * waiting) next = new Int32Array(12 * waiting);
    let found = 0;
    for (let k = 0; k < waiting; k++) {
      for (let s = 0; s < 6; s++) {
        const index = rim[k] + steps[s];
        if (index >= 0 && index < samples && enter(index)) next[found++] = index;
      }
    }
    entered += found;
    waiting = found;
    [rim, next] = [next, rim];
  }
  return entered;
}
