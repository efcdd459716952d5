import { expect, test } from '@jest/globals';
import { keepLargeComponents } from './components.ts';
import { sampleDensity } from './density-grid.ts';
import { fieldOf, type Shape, sphere, union } from './fields.fixture.ts';
import { marchingCubes } from './marching-cubes.ts';
import { topology } from './topology.fixture.ts';

test('drops floaters and fills cavities with what floats in them', async () => {
  const hollow: Shape = {
    distance: (x, y, z) => Math.abs(Math.hypot(x, y, z) - 0.5) - 0.1,
    colour: () => [1, 1, 1],
  };
  const shape = union(hollow, sphere(0.15), sphere(0.1, [0.8, 0.8, 0.8]), sphere(0.2, [-0.75, -0.75, 0]));
  const { grid } = await sampleDensity(fieldOf(shape, 50, 100), 64, 0.1);
  const all = topology(marchingCubes(grid, 25));
  expect(all.euler).toBe(10);
  const kept = keepLargeComponents(grid, 25, 0.02);
  // Five surfaces bound four components; filling the shell's cavity took in the one that floats there.
  expect(kept.components).toBe(3);
  expect(kept.dropped).toBe(1);
  const result = topology(marchingCubes(kept.grid, 25));
  expect(result).toMatchObject({ closed: true, manifold: true, euler: 4 });
  expect(result.volume).toBeCloseTo((4 / 3) * Math.PI * (0.6 ** 3 + 0.2 ** 3), 1);
  expect(keepLargeComponents(grid, 25, 0).dropped).toBe(0);
});
