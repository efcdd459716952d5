import { expect, test } from '@jest/globals';
import { sampleDensity } from './density-grid.ts';
import { fieldOf, torus } from './fields.fixture.ts';
import { marchingCubes } from './marching-cubes.ts';
import { type ShadedMesh, simplify } from './simplify.ts';
import { topology } from './topology.fixture.ts';
import { vertexNormals } from './triangle-mesh.ts';

async function fineTorus(): Promise<ShadedMesh> {
  const { grid } = await sampleDensity(fieldOf(torus(0.5, 0.2)), 64, 0.1);
  const mesh = marchingCubes(grid, 25);
  return { positions: mesh.positions, indices: mesh.indices, normals: vertexNormals(mesh) };
}

test('reaches the target, stays closed and close, and keeps normals of vertices', async () => {
  const fine = await fineTorus();
  expect(fine.indices.length / 3).toBeGreaterThan(10_000);
  const coarse = simplify(fine, 1500);
  expect(coarse.indices.length / 3).toBeLessThanOrEqual(1500);
  expect(coarse.indices.length / 3).toBeGreaterThan(1400);
  expect(topology(coarse)).toMatchObject({ closed: true, euler: 0 });
  expect(Math.max(...coarse.indices)).toBe(coarse.positions.length / 3 - 1);
  for (let i = 0; i < coarse.positions.length; i += 3) {
    const [x, y, z] = coarse.positions.subarray(i, i + 3);
    const across = Math.hypot(x, z);
    const outward = [((across - 0.5) * x) / across, y, ((across - 0.5) * z) / across].map((c) => c / 0.2);
    expect(outward.reduce((sum, c, k) => sum + c * coarse.normals[i + k], 0)).toBeGreaterThan(0.95);
  }
  expect(simplify(fine, 1_000_000)).toBe(fine);
});

test('colours hold vertices where they change', async () => {
  const fine = await fineTorus();
  const colours = new Float32Array(fine.positions.length);
  for (let i = 0; i < colours.length; i += 3) colours.fill(fine.positions[i] > 0.1 ? 1 : 0, i, i + 3);
  const near = (mesh: ShadedMesh) =>
    mesh.positions.filter((x, i) => i % 3 === 0 && Math.abs(x - 0.1) < 0.03).length;
  expect(near(simplify({ ...fine, colours }, 1500))).toBeGreaterThan(1.5 * near(simplify(fine, 1500)));
});
