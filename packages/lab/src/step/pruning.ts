import { aroundViews, type Field, type Lattice, Rng } from '@modeseek/core';
import {
  createRenderer,
  type OccupancyState,
  type RendererOptions,
  type RenderKernels,
} from '@modeseek/renderer';

const ROUNDS = 10;
/** Some of the pixels of some views, as in a training step's updates. */
const VIEWS = aroundViews(12);
const LATTICE: Lattice = { stride: 4, row: 1, column: 2 };

/**
 * What it is worth, for a field that is trained, to leave out samples in empty cells, and those behind where
 * no light is left. The ways take turns, and the median of each counts.
 * @param size pixels along an edge of a view
 * @returns samples asked of the field for a render, and milliseconds of a render and its way back, by name
 */
export async function whatPruningIsWorth(
  field: Field,
  kernels: RenderKernels,
  options: Partial<RendererOptions>,
  occupancy: OccupancyState,
  size: number,
): Promise<Record<string, number>> {
  const full = { density: occupancy.density, occupied: occupancy.occupied.map(() => 1) };
  const ways = (
    [
      ['Pruned', occupancy, options],
      ['OccupancyAlone', occupancy, { ...options, transmittanceEnd: 0 }],
      ['EarlyEndAlone', full, options],
      ['Unpruned', full, { ...options, transmittanceEnd: 0 }],
    ] as const
  ).map(([name, state, of]) => {
    const renderer = createRenderer(field, of, kernels);
    renderer.occupancy.state = state;
    return { name, renderer, times: [] as number[] };
  });
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { renderer, times } of ways) {
      const began = performance.now();
      const { colour } = await renderer.render(VIEWS, size, size, new Rng(round), { lattice: LATTICE });
      await renderer.backward({ colour: colour.map((value) => value - 0.5) });
      await field.zeroGradients();
      if (round > 0) times.push(performance.now() - began);
    }
  }
  return Object.fromEntries(
    ways.flatMap(({ name, renderer, times }) => [
      [`samples${name}`, renderer.sampleCount],
      [`ms${name}`, times.sort((a, b) => a - b)[Math.floor(times.length / 2)]],
    ]),
  );
}
