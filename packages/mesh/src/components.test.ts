import { expect, test } from '@jest/globals';
import { keepLargeComponents, keepOuterSurfaces } from './components.ts';
import { type DensityGrid, sampleDensity } from './density-grid.ts';
import { fieldOf, type Shape, sphere, union } from './fields.fixture.ts';
import { marchingCubes } from './marching-cubes.ts';
import { topology } from './topology.fixture.ts';

const copied = (grid: DensityGrid) => ({ ...grid, density: grid.density.slice() });

test('drops floaters and fills cavities with what floats in them', async () => {
  const hollow: Shape = {
    distance: (x, y, z) => Math.abs(Math.hypot(x, y, z) - 0.5) - 0.1,
    colour: () => [1, 1, 1],
  };
  const shape = union(hollow, sphere(0.15), sphere(0.1, [0.8, 0.8, 0.8]), sphere(0.2, [-0.75, -0.75, 0]));
  const { grid } = await sampleDensity(fieldOf(shape, 50, 100), 64, 0.1);
  const all = topology(marchingCubes(grid, 25));
  expect(all.euler).toBe(10);
  expect(keepLargeComponents(copied(grid), 25, 0).dropped).toBe(0);
  const kept = keepLargeComponents(grid, 25, 0.02);
  // Five surfaces bound four components; filling the shell's cavity took in the one that floats there.
  expect(kept.components).toBe(3);
  expect(kept.dropped).toBe(1);
  const result = topology(marchingCubes(grid, 25));
  expect(result).toMatchObject({ closed: true, manifold: true, euler: 4 });
  expect(result.volume).toBeCloseTo((4 / 3) * Math.PI * (0.6 ** 3 + 0.2 ** 3), 1);
});

/** A hollow ball with a channel of square section through its wall. */
function hollowBall(channel: number): Shape {
  return {
    distance: (x, y, z) => {
      const shell = Math.abs(Math.hypot(x, y, z) - 0.5) - 0.1;
      const inChannel = z > 0 ? Math.max(Math.abs(x), Math.abs(y)) - channel / 2 : 1;
      return Math.max(shell, -inChannel);
    },
    colour: () => [1, 1, 1],
  };
}

test.each([
  ['a pore one sample wide is closed, and what is behind it filled', 1.5, true],
  ['a hole through which little can be seen of the hollow is closed, too', 6.5, true],
  ['a hole as wide as the hollow stays, with the hollow behind it', 25.5, false],
])('%s', async (_, samples, closed) => {
  const resolution = 64;
  const { grid } = await sampleDensity(
    fieldOf(hollowBall((samples * 2) / resolution), 50, 400),
    resolution,
    0.1,
  );
  keepLargeComponents(grid, 25, 0.02);
  // One sphere either way: a hole without a far end makes no handle.
  expect(topology(marchingCubes(grid, 25))).toMatchObject({ closed: true, manifold: true, euler: 2 });
  const middle = (grid.density.length - 1) / 2;
  expect(grid.density[middle] > 25).toBe(closed);
});

test.each([0, 1, 2])('a tube through opposite faces of the cube along axis %d stays open', async (axis) => {
  const tube: Shape = {
    distance: (...point) => Math.abs(Math.hypot(...point.filter((_, i) => i !== axis)) - 0.5) - 0.1,
    colour: () => [1, 1, 1],
  };
  const { grid } = await sampleDensity(fieldOf(tube, 50, 100), 48, 0.1);
  keepLargeComponents(grid, 25, 0.02);
  const { volume, ...kind } = topology(marchingCubes(grid, 25));
  expect(kind).toMatchObject({ closed: true, manifold: true, euler: 0 });
  expect(volume / (2 * Math.PI * (0.6 ** 2 - 0.4 ** 2))).toBeCloseTo(1, 1);
});

test('a field that fills the cube has a surface all around', async () => {
  const { grid } = await sampleDensity(fieldOf({ distance: () => -1, colour: () => [1, 1, 1] }), 16, 0.1);
  keepLargeComponents(grid, 25, 0.02);
  const result = topology(marchingCubes(grid, 25));
  expect(result).toMatchObject({ closed: true, manifold: true, euler: 2 });
});

test('of a surface that is already smooth, keeps what is outside alone', async () => {
  const hollow: Shape = {
    distance: (x, y, z) => Math.abs(Math.hypot(x, y, z) - 0.5) - 0.1,
    colour: () => [1, 1, 1],
  };
  const { grid } = await sampleDensity(
    fieldOf(union(hollow, sphere(0.15), sphere(0.06, [0.8, 0.8, 0.8])), 50, 100),
    48,
    0.1,
  );
  expect(keepOuterSurfaces(grid, 25, 0.02)).toMatchObject({ components: 2, dropped: 1 });
  const result = topology(marchingCubes(grid, 25));
  expect(result).toMatchObject({ closed: true, manifold: true, euler: 2 });
  expect(result.volume).toBeCloseTo((4 / 3) * Math.PI * 0.6 ** 3, 1);
});
