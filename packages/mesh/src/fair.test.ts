import { expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { sampleDensity } from './density-grid.ts';
import { fairPositions } from './fair.ts';
import { fieldOf, sphere } from './fields.fixture.ts';
import { marchingCubes } from './marching-cubes.ts';
import { topology } from './topology.fixture.ts';
import { vertexNormals } from './triangle-mesh.ts';

const rootMeanSquare = (values: number[]) =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

async function noisy(field: Parameters<typeof fieldOf>[0]) {
  const { grid } = await sampleDensity(fieldOf(field), 48, 0.1);
  const { indices, positions } = marchingCubes(grid, 25);
  const rng = new Rng(2);
  return { exact: positions, indices, rough: positions.map((x) => x + 0.004 * rng.normal()) };
}

test('takes noise off a sphere and keeps its volume', async () => {
  const { exact, rough, indices } = await noisy(sphere(0.6));
  const smooth = fairPositions({ positions: rough, indices }, 3);
  const roughness = (p: Float32Array) =>
    rootMeanSquare(
      Array.from({ length: p.length / 3 }, (_, v) => Math.hypot(p[v * 3], p[v * 3 + 1], p[v * 3 + 2]) - 0.6),
    );
  expect(roughness(rough)).toBeGreaterThan(0.0035);
  expect(roughness(smooth)).toBeLessThan(0.0022);
  const volume = (p: Float32Array) => topology({ positions: p, indices }).volume;
  expect(Math.abs(volume(smooth) / volume(exact) - 1)).toBeLessThan(0.01);
  expect(fairPositions({ positions: rough, indices }, 0)).toEqual(rough);
});

test('a rough cube gets flat sides, and keeps its edges', async () => {
  const half = 0.5;
  const { rough, indices } = await noisy({
    distance: (x, y, z) => Math.max(Math.abs(x), Math.abs(y), Math.abs(z)) - half,
    colour: () => [1, 1, 1],
  });
  const smooth = fairPositions({ positions: rough, indices }, 3);
  /** Distances from the nearest side, of vertices that are not near an edge. */
  const onSides = (p: Float32Array) =>
    Array.from({ length: p.length / 3 }, (_, v) =>
      [...p.subarray(v * 3, v * 3 + 3)].map(Math.abs).sort((a, b) => b - a),
    )
      .filter(([, second]) => second < half - 0.1)
      .map(([first]) => first - half);
  expect(rootMeanSquare(onSides(rough))).toBeGreaterThan(0.0035);
  expect(rootMeanSquare(onSides(smooth))).toBeLessThan(0.0022);
  // The farthest point is a corner's, at sqrt(3) / 2; of a ball of the same volume it would be at 0.62.
  const farthest = Math.max(
    ...Array.from({ length: smooth.length / 3 }, (_, v) => Math.hypot(...smooth.subarray(v * 3, v * 3 + 3))),
  );
  expect(farthest).toBeGreaterThan(0.8);
  // No triangle has turned over.
  const normals = vertexNormals({ positions: smooth, indices });
  let inwards = 0;
  for (let i = 0; i < smooth.length; i += 3) {
    if (smooth[i] * normals[i] + smooth[i + 1] * normals[i + 1] + smooth[i + 2] * normals[i + 2] < 0)
      inwards++;
  }
  expect(inwards).toBe(0);
});
