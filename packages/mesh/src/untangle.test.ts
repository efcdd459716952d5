import { expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { sampleDensity } from './density-grid.ts';
import { fieldOf, torus } from './fields.fixture.ts';
import { intersectingTriangles } from './intersections.ts';
import { marchingCubes } from './marching-cubes.ts';
import { noiseGrid } from './noise.fixture.ts';
import { untangle } from './untangle.ts';

test('vertices that cross others go back as far as they must, all others stay', async () => {
  const { grid } = await sampleDensity(fieldOf(torus(0.5, 0.2)), 32, 0.1);
  const { positions: before, indices } = marchingCubes(grid, 25);
  const rng = new Rng(1);
  // Those with x > 0 are thrown about, the others moved together.
  const moved = before.map((value, i) =>
    before[i - (i % 3)] > 0 ? value + 0.05 * rng.normal() : value - 0.1 * Number(i % 3 === 0),
  );
  expect(intersectingTriangles({ positions: moved, indices }).pairs).toBeGreaterThan(1000);
  const positions = moved.slice();
  untangle(positions, before, indices, 1e-6);
  expect(intersectingTriangles({ positions, indices }, { gap: 1e-6 }).pairs).toBe(0);
  const changed = positions.filter((value, i) => before[i - (i % 3)] < -0.2 && value !== moved[i]);
  expect(changed.length).toBe(0);
  const kept = positions.filter((value, i) => before[i - (i % 3)] > 0.1 && value !== before[i]);
  expect(kept.length).toBeGreaterThan(0.2 * positions.length * 0.4);
});

test('a surface of noise, thrown about, comes back whole', () => {
  const rng = new Rng(2);
  for (let trial = 0; trial < 20; trial++) {
    const { positions: before, indices } = marchingCubes(noiseGrid(rng, 8, trial % 2 === 0), 0.5);
    const positions = before.map((value) => value + 0.1 * rng.normal());
    untangle(positions, before, indices, 1e-6);
    expect(intersectingTriangles({ positions, indices }).pairs).toBe(0);
  }
});
