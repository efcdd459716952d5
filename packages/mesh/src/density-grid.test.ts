import { expect, test } from '@jest/globals';
import type { FieldQuery } from '@modeseek/core';
import { createGrid, sampleDensity, samplePosition } from './density-grid.ts';
import { fieldOf, sphere, torus, union } from './fields.fixture.ts';
import { MAX_QUERY_POINTS } from './query.ts';

async function densely(query: FieldQuery, resolution: number): Promise<Float32Array> {
  const grid = createGrid(resolution);
  const points = new Float32Array(grid.density.length * 3);
  for (let i = 0; i < grid.density.length; i++) samplePosition(grid, i, points, i * 3);
  return (await query(points, grid.density.length)).density;
}

test.each([32, 50])(
  'every edge with an end above the floor is known at both ends, resolution %i',
  async (resolution) => {
    const field = fieldOf(union(torus(0.5, 0.15), sphere(0.2, [0, 0.7, 0.1])), 50, 80);
    const floor = 0.1;
    const { grid, queries } = await sampleDensity(field, resolution, floor);
    const dense = await densely(field, resolution);
    const { size } = grid;
    const steps = [0, 1, -1, size, -size, size * size, -size * size];
    expect(queries).toBeLessThan(dense.length / 2);
    let checked = 0;
    let wrong = 0;
    for (let z = 1; z < size - 1; z++) {
      for (let y = 1; y < size - 1; y++) {
        for (let x = 1; x < size - 1; x++) {
          const i = (z * size + y) * size + x;
          const near = steps.some((step) => dense[i + step] > floor);
          if (!near) continue;
          checked++;
          if (grid.density[i] !== dense[i]) wrong++;
        }
      }
    }
    expect(checked).toBeGreaterThan(1000);
    expect(wrong).toBe(0);
  },
);

test('a rod thinner than the coarse samples are apart is followed from what it hangs on', async () => {
  const at = 2 / 64;
  const rod = {
    distance: (x: number, y: number, z: number) =>
      Math.max(Math.hypot(x - at, z - at) - 0.02, Math.abs(y) - 0.9),
    colour: () => [1, 1, 1] as const,
  };
  const { grid } = await sampleDensity(fieldOf(union(rod, sphere(0.2)), 50, 200), 64, 0.1);
  const tip = Math.round((0.85 + 1) * 32);
  expect(grid.density[(33 * grid.size + tip) * grid.size + 33]).toBeGreaterThan(40);
});

test('calls stay small, faces are empty, and densities that are not finite are counted as empty', async () => {
  let largest = 0;
  const progress: number[] = [];
  const query: FieldQuery = async (points, count) => {
    largest = Math.max(largest, count);
    const density = new Float32Array(count).fill(5);
    for (let i = 0; i < count; i++) if (Math.abs(points[i * 3]) < 1e-6) density[i] = Number.NaN;
    return { density, colour: new Float32Array(count * 3) };
  };
  const { grid, queries, nonFinite } = await sampleDensity(query, 64, 0.1, (p) => progress.push(p));
  expect(largest).toBe(MAX_QUERY_POINTS);
  expect(queries).toBe(63 ** 3);
  expect(nonFinite).toBe(63 ** 2);
  expect(grid.density.filter((d) => d === 5).length).toBe(63 ** 3 - 63 ** 2);
  expect(grid.density[0]).toBe(0);
  expect(progress.at(-1)).toBe(1);
  expect([...progress].sort((a, b) => a - b)).toEqual(progress);
});
