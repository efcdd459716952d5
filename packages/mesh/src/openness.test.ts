import { expect, test } from '@jest/globals';
import { createGrid, type DensityGrid } from './density-grid.ts';
import { type Openness, openness } from './openness.ts';

/** A grid whose density is `inside` where the shape says so. */
function gridOf(inside: number, shape: (x: number, y: number, z: number) => boolean): DensityGrid {
  const grid = createGrid(48);
  const { size, spacing, density } = grid;
  for (let i = 0; i < density.length; i++) {
    const [x, y, z] = [i % size, Math.floor(i / size) % size, Math.floor(i / (size * size))];
    if (shape(x * spacing - 1, y * spacing - 1, z * spacing - 1)) density[i] = inside;
  }
  return grid;
}

function at({ spacing }: DensityGrid, open: Openness, x: number, y: number, z: number): number {
  const [i, j, k] = [x, y, z].map((c) => Math.round((c + 1) / spacing));
  return open.at(i, j, k);
}

test('all is open where there is nothing, half at a wall, nothing inside', () => {
  const empty = gridOf(0, () => false);
  const everywhere = openness(empty, 1);
  for (const place of [0, 1, 24, 47, 48]) {
    expect(everywhere.at(place, 24, 48 - place)).toBeCloseTo(1, 5);
  }
  const floor = gridOf(100, (_, y) => y < -0.4);
  const open = openness(floor, 1);
  // Light from below comes in beside the floor, which ends with the cube.
  expect(at(floor, open, 0, -0.35, 0)).toBeGreaterThan(0.45);
  expect(at(floor, open, 0, -0.35, 0)).toBeLessThan(0.65);
  expect(at(floor, open, 0, -0.75, 0)).toBe(0);
});

test('a pit is the less open the deeper it is', () => {
  const block = gridOf(
    100,
    (x, y, z) =>
      Math.max(Math.abs(x), Math.abs(z)) < 0.9 && y < 0.8 && !(Math.hypot(x, z) < 0.25 && y > -0.8),
  );
  const open = openness(block, 1);
  const depths = [0.1, 0.5, 1, 1.5].map((depth) => at(block, open, 0, 0.8 - depth, 0));
  expect([...depths].sort((a, b) => b - a)).toEqual(depths);
  // Of a cone of half angle atan(radius / depth), the share of the sphere is (1 - cos) / 2; neighbours a
  // little higher up are more open.
  expect(depths[2]).toBeGreaterThan((1 - Math.cos(Math.atan(0.25))) / 2);
  expect(depths[2]).toBeLessThan(0.06);
});

test('a skin that is nowhere above the level hides what is behind it when it lets hardly any light through', () => {
  const skin = (density: number) => gridOf(density, (x, y, z) => Math.abs(Math.hypot(x, y, z) - 0.6) < 0.045);
  const [thin, thick] = [skin(2), skin(20)].map((grid) => at(grid, openness(grid, 30), 0, 0, 0));
  expect(thin).toBeGreaterThan(0.3);
  expect(thick).toBeLessThan(0.03);
});
