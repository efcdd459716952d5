import { type DensityGrid, samplePosition } from './density-grid.ts';
import type { IsoSurface } from './marching-cubes.ts';
import { type FieldQuery, queryEach } from './query.ts';

/** Halvings of an edge: leaves 1/16 of a cell for the final interpolation. */
const HALVINGS = 4;

/**
 * Moves each vertex of an iso-surface to where the field itself crosses the level on the vertex's grid edge: bisection, then linear
 * interpolation in what is left. Density rises by orders of magnitude within a cell, where interpolation between the grid's samples alone
 * makes stairs.
 * @returns new positions `[vertices, 3]`
 */
export async function refineCrossings(
  query: FieldQuery,
  grid: DensityGrid,
  surface: IsoSurface,
  level: number,
  onProgress: (progress: number) => void = () => {},
): Promise<Float32Array> {
  const { edges } = surface;
  const count = edges.length / 2;
  const inside = new Float32Array(count * 3);
  const outside = new Float32Array(count * 3);
  const insideDensity = new Float32Array(count);
  const outsideDensity = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    samplePosition(grid, edges[i * 2], inside, i * 3);
    samplePosition(grid, edges[i * 2 + 1], outside, i * 3);
    insideDensity[i] = grid.density[edges[i * 2]];
    outsideDensity[i] = grid.density[edges[i * 2 + 1]];
  }
  const middle = new Float32Array(3);
  const setMiddle = (i: number, out: Float32Array, at: number) => {
    for (let c = 0; c < 3; c++) out[at + c] = (inside[i * 3 + c] + outside[i * 3 + c]) / 2;
  };
  for (let halving = 0; halving < HALVINGS; halving++) {
    await queryEach(query, count, setMiddle, (i, density) => {
      setMiddle(i, middle, 0);
      const isInside = density > level;
      (isInside ? inside : outside).set(middle, i * 3);
      (isInside ? insideDensity : outsideDensity)[i] = density;
    });
    onProgress((halving + 1) / HALVINGS);
  }
  const positions = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    const t = (insideDensity[i] - level) / (insideDensity[i] - outsideDensity[i]);
    for (let c = i * 3; c < i * 3 + 3; c++) positions[c] = inside[c] + t * (outside[c] - inside[c]);
  }
  return positions;
}
