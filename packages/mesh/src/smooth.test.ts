import { expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { sampleDensity } from './density-grid.ts';
import { fieldOf, sphere } from './fields.fixture.ts';
import { marchingCubes } from './marching-cubes.ts';
import { smoothPositions } from './smooth.ts';
import { topology } from './topology.fixture.ts';

test('takes noise off a sphere and keeps its volume', async () => {
  const { grid } = await sampleDensity(fieldOf(sphere(0.6)), 48, 0.1);
  const { indices, positions } = marchingCubes(grid, 25);
  const rng = new Rng(2);
  const noisy = positions.map((x) => x + 0.01 * rng.normal());
  const smooth = smoothPositions({ positions: noisy, indices }, 10);
  const roughness = (p: Float32Array) => {
    let sum = 0;
    for (let i = 0; i < p.length; i += 3) sum += (Math.hypot(p[i], p[i + 1], p[i + 2]) - 0.6) ** 2;
    return Math.sqrt(sum / (p.length / 3));
  };
  expect(roughness(noisy)).toBeGreaterThan(0.009);
  expect(roughness(smooth)).toBeLessThan(0.004);
  const volume = (p: Float32Array) => topology({ positions: p, indices }).volume;
  expect(Math.abs(volume(smooth) / volume(positions) - 1)).toBeLessThan(0.01);
  expect(smoothPositions({ positions: noisy, indices }, 0)).toEqual(noisy);
});
