import { expect, test } from '@jest/globals';
import { createGrid, type DensityGrid } from './density-grid.ts';
import { cutBelow, flatBase } from './flat-base.ts';

const RESOLUTION = 60;

/** A grid of 1 inside a shape, told the layer, counted from 0 at the shape's bottom, and the distance from the axis. */
function gridOf(inside: (layer: number, across: number) => boolean, bottom = 5): DensityGrid {
  const grid = createGrid(RESOLUTION);
  const { size, density } = grid;
  for (let i = 0; i < density.length; i++) {
    const [x, y, z] = [i % size, Math.floor(i / size) % size, Math.floor(i / (size * size))];
    const across = Math.hypot(x - RESOLUTION / 2, z - RESOLUTION / 2);
    if (y >= bottom && across < RESOLUTION / 2 - 2 && inside(y - bottom, across)) density[i] = 1;
  }
  return grid;
}

test('what stands already is cut at its lowest layer', () => {
  expect(
    flatBase(
      gridOf((layer, across) => layer < 40 && across < 15),
      0.5,
    ),
  ).toEqual({ layer: 5, share: 1 });
});

test('a ball is cut where a quarter of it shows', () => {
  const ball = gridOf((layer, across) => Math.hypot(layer - 20, across) <= 20);
  const found = flatBase(ball, 0.5);
  // At a height h of a ball of radius r the section is 1 - ((r - h) / r)^2 of the footprint: a quarter at 0.134 r.
  expect(found?.layer).toBe(5 + 3);
  expect(found?.share).toBeGreaterThan(0.25);
  expect(found?.share).toBeLessThan(0.32);
});

test('a spike has the best that there is low down', () => {
  // The section grows with the height: at 15 % of it, it is 2.25 % of the footprint.
  const found = flatBase(
    gridOf((layer, across) => layer <= 40 && across <= (20 * layer) / 40),
    0.5,
  );
  expect(found?.layer).toBe(5 + 6);
  expect(found?.share).toBeCloseTo(0.0225, 1);
});

test('a fifth is enough when a quarter is too high up', () => {
  const found = flatBase(
    gridOf((layer, across) => layer <= 40 && across < (layer < 3 ? 2 : layer < 20 ? 9.4 : 20)),
    0.5,
  );
  expect(found?.layer).toBe(5 + 3);
  expect(found?.share).toBeGreaterThan(0.2);
  expect(found?.share).toBeLessThan(0.25);
});

test('nothing has none; cutting empties what is below alone', () => {
  expect(
    flatBase(
      gridOf(() => false),
      0.5,
    ),
  ).toBeNull();
  const grid = gridOf(() => true, 0);
  cutBelow(grid, 7);
  const { size } = grid;
  const column = (y: number) => grid.density[((size >> 1) * size + y) * size + (size >> 1)];
  expect([0, 6, 7, 59].map(column)).toEqual([0, 0, 1, 1]);
});
