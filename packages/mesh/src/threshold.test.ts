import { expect, test } from '@jest/globals';
import { createGrid, type DensityGrid, samplePosition } from './density-grid.ts';
import { chooseLevel } from './level.ts';
import { automaticThreshold } from './threshold.ts';

function gridOf(density: (r: number) => number, resolution = 64): DensityGrid {
  const grid = createGrid(resolution);
  const p = new Float32Array(3);
  for (let i = 0; i < grid.density.length; i++) {
    samplePosition(grid, i, p, 0);
    grid.density[i] = density(Math.hypot(...p));
  }
  return grid;
}

test('a Gaussian blob gets the radius at which its render is half opaque', () => {
  // Density A exp(-r^2 / 2s^2): the optical depth at distance b from the axis is s sqrt(2 pi) A exp(-b^2 /
  // 2s^2), so the rim is where that is ln 2; the level set of radius b has level A exp(-b^2 / 2s^2) = ln 2 /
  // (s sqrt(2 pi)).
  const s = 0.2;
  const found = automaticThreshold(gridOf((r) => 40 * Math.exp((-r * r) / (2 * s * s))));
  expect(found?.agreement).toBeGreaterThan(0.98);
  expect(Math.abs(Math.log((found?.level ?? 0) / (Math.LN2 / (s * Math.sqrt(2 * Math.PI)))))).toBeLessThan(
    0.15,
  );
});

test('fog around an object stays outside, and a sharp object gets a level well between its density and nothing', () => {
  const found = automaticThreshold(gridOf((r) => (r < 0.5 ? 200 : r < 0.9 ? 0.2 : 0)));
  expect(found?.agreement).toBeGreaterThan(0.999);
  expect(found?.level).toBeCloseTo(Math.sqrt(200 * 0.2), 1);
});

test('what only fog makes opaque is an object as well', () => {
  const found = automaticThreshold(gridOf((r) => (r < 0.8 ? 2 : 0)));
  expect(found?.level).toBeLessThan(2);
  expect(found?.agreement).toBeGreaterThan(0.8);
});

test('a field that no ray finds half opaque is empty', () => {
  expect(automaticThreshold(gridOf((r) => (r < 0.5 ? 0.5 : 0)))).toBeNull();
  expect(automaticThreshold(gridOf(() => 0))).toBeNull();
});

test('specks denser than the object that no render shows do not raise the level', () => {
  const grid = gridOf((r) => (r < 0.2 ? 5 : 0));
  const withSpeck = automaticThreshold({
    ...grid,
    density: grid.density.map((d, i) => (i === SPECK ? 10 : d)),
  });
  expect(withSpeck?.level).toBe(automaticThreshold(grid)?.level);
  expect(withSpeck?.level).toBeLessThan(5);
});

test('a threshold at which there is next to nothing of the object is refused, with one that makes sense', () => {
  const grid = gridOf((r) => (r < 0.5 ? 40 - 60 * r : 0));
  // Of the disc that is seen a tenth is within 0.16 of its centre.
  expect(() => chooseLevel(grid, 38)).toThrow(
    /^at the threshold 38 there is next to nothing of the object; use one of at most 3[01]\.\d, or 'auto'$/,
  );
  expect(chooseLevel(grid, 28)).toEqual({ level: 28, agreement: null });
});

test('of fog that no ray finds half opaque any level may be taken', () => {
  const fog = gridOf((r) => (r < 0.5 ? 0.5 : 0));
  expect(chooseLevel(fog, 0.4)).toEqual({ level: 0.4, agreement: null });
});

/**
 * The sample at (0.9, 0.45, 0) of a grid of resolution 64: no line through it along a direction of the sweep
 * meets the ball.
 */
const SPECK = (32 * 65 + 46) * 65 + 61;
