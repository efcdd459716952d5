import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { gridCoordinate, sampleDensity } from './density-grid.ts';
import { fieldOf, sphere, torus } from './fields.fixture.ts';
import { intersectingTriangles } from './intersections.ts';
import { marchingCubes } from './marching-cubes.ts';
import { noiseGrid } from './noise.fixture.ts';
import { SOFT_LEVEL, soften } from './soften.ts';
import { topology } from './topology.fixture.ts';
import { vertexNormals } from './triangle-mesh.ts';

const CASES = [
  { name: 'sphere', shape: sphere(0.6, [0.03, -0.02, 0.01]), euler: 2, volume: (4 / 3) * Math.PI * 0.6 ** 3 },
  { name: 'torus', shape: torus(0.5, 0.2), euler: 0, volume: 2 * Math.PI ** 2 * 0.5 * 0.2 ** 2 },
];

describe.each(CASES)('$name', ({ shape, euler, volume }) => {
  // Sharpness 400: the density rises within a fifth of a cell, where interpolating the samples by themselves
  // is of no use.
  test.each([50, 400])('is closed, oriented, and where it should be; sharpness %i', async (sharpness) => {
    const field = fieldOf(shape, 50, sharpness);
    const { grid } = await sampleDensity(field, 48, 0.1);
    soften(grid, 25, 2);
    const mesh = marchingCubes(grid, SOFT_LEVEL);
    const { positions } = mesh;
    const found = topology(mesh);
    expect(found).toMatchObject({ closed: true, manifold: true, euler });
    expect(Math.abs(found.volume / volume - 1)).toBeLessThan(0.08);
    const normals = vertexNormals(mesh);
    let farthest = 0;
    let worst = 1;
    let mean = 0;
    for (let i = 0; i < positions.length; i += 3) {
      const [x, y, z] = positions.subarray(i, i + 3);
      farthest = Math.max(farthest, Math.abs(shape.distance(x, y, z)));
      const e = 1e-4;
      const gradient = [
        shape.distance(x + e, y, z) - shape.distance(x - e, y, z),
        shape.distance(x, y + e, z) - shape.distance(x, y - e, z),
        shape.distance(x, y, z + e) - shape.distance(x, y, z - e),
      ];
      const cosine = gradient.reduce((sum, g, c) => sum + (g / (2 * e)) * normals[i + c], 0);
      worst = Math.min(worst, cosine);
      mean += (cosine * 3) / positions.length;
    }

    expect(farthest).toBeLessThan(grid.spacing / 2);
    expect(worst).toBeGreaterThan(0.9);
    expect(mean).toBeGreaterThan(0.995);
  });
});

test('noise, which has every case and every doubtful face, gives a closed 2-manifold', () => {
  const grid = noiseGrid(new Rng(4), 20, false);
  for (const level of [0.3, 0.5, 0.7]) {
    const found = topology(marchingCubes(grid, level));
    expect(found).toMatchObject({ closed: true, manifold: true });
    expect(found.volume).toBeGreaterThan(0);
  }
});

test.each([
  ['as it is', undefined],
  ['with a flat floor', 2],
])('nothing meets itself or is folded, whatever the densities: 1,600 grids %s', (_, floor) => {
  const rng = new Rng(5);
  for (let trial = 0; trial < 1600; trial++) {
    const mesh = marchingCubes(noiseGrid(rng, 5, trial % 2 === 0, floor), 0.5, { floor });
    const { closed, manifold } = topology(mesh);
    if (closed && manifold && intersectingTriangles(mesh).pairs === 0) continue;
    throw new Error(`trial ${trial}: closed ${closed}, manifold ${manifold}, or it meets itself`);
  }
});

test('a floor is flat, and there is nothing below it', () => {
  const grid = noiseGrid(new Rng(6), 12, false, 4);
  const { positions, indices } = marchingCubes(grid, 0.3, { floor: 4 });
  const floor = gridCoordinate(grid, 4);
  let area = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => positions.subarray(indices[t + k] * 3, indices[t + k] * 3 + 3));
    if (a[1] !== floor || b[1] !== floor || c[1] !== floor) continue;
    const facing = (b[2] - a[2]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[2] - a[2]);
    expect(facing).toBeLessThan(0);
    area -= facing / 2;
  }
  // 70 % of 11 x 11 samples are inside.
  expect(area / grid.spacing ** 2 / 121).toBeGreaterThan(0.5);
  expect(positions.every((value, i) => i % 3 !== 1 || value >= floor)).toBe(true);
});

test('what reaches out of the cube is closed on its faces', async () => {
  const field = fieldOf(sphere(1.2), 50, 50);
  const { grid } = await sampleDensity(field, 32, 0.1);
  soften(grid, 25, 2);
  const surface = marchingCubes(grid, SOFT_LEVEL);
  const { positions } = surface;
  expect(topology(surface)).toMatchObject({ closed: true, euler: 2 });
  const farthest = positions.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  expect(farthest).toBeLessThanOrEqual(1);
  // Within a cell of the face.
  expect(farthest).toBeGreaterThan(0.93);
});
