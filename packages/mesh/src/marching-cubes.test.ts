import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { createGrid, sampleDensity } from './density-grid.ts';
import { fieldOf, sphere, torus } from './fields.fixture.ts';
import { marchingCubes } from './marching-cubes.ts';
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
  const grid = createGrid(20);
  const { size, density } = grid;
  const rng = new Rng(4);
  for (let z = 1; z < size - 1; z++) {
    for (let y = 1; y < size - 1; y++) {
      for (let x = 1; x < size - 1; x++) density[(z * size + y) * size + x] = rng.uniform();
    }
  }
  for (const level of [0.3, 0.5, 0.7]) {
    const found = topology(marchingCubes(grid, level));
    expect(found).toMatchObject({ closed: true, manifold: true });
    expect(found.volume).toBeGreaterThan(0);
  }
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
