import { expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { MeshoptSimplifier } from 'meshoptimizer/simplifier';
import { sampleDensity } from './density-grid.ts';
import { fieldOf, hamburger, torus } from './fields.fixture.ts';
import { intersectingTriangles } from './intersections.ts';
import { marchingCubes } from './marching-cubes.ts';
import { noiseGrid } from './noise.fixture.ts';
import { simplify, simplifyToEach } from './simplify.ts';
import { topology } from './topology.fixture.ts';
import type { ShadedMesh } from './triangle-mesh.ts';
import { vertexNormals } from './triangle-mesh.ts';

async function fineMesh(field: Parameters<typeof fieldOf>[0]): Promise<ShadedMesh> {
  const { grid } = await sampleDensity(fieldOf(field), 64, 0.1);
  const mesh = marchingCubes(grid, 25);
  return { ...mesh, normals: vertexNormals(mesh) };
}

test('reaches the target, stays closed and close, and has the normals of the fine surface', async () => {
  const fine = await fineMesh(torus(0.5, 0.2));
  expect(fine.indices.length / 3).toBeGreaterThan(10_000);
  const coarse = simplify(fine, 1500);
  expect(coarse.indices.length / 3).toBeLessThanOrEqual(1500);
  expect(coarse.indices.length / 3).toBeGreaterThan(1490);
  expect(topology(coarse)).toMatchObject({ closed: true, manifold: true, euler: 0 });
  expect(intersectingTriangles(coarse).pairs).toBe(0);
  expect(Math.max(...coarse.indices)).toBe(coarse.positions.length / 3 - 1);
  for (let i = 0; i < coarse.positions.length; i += 3) {
    const [x, y, z] = coarse.positions.subarray(i, i + 3);
    const across = Math.hypot(x, z);
    expect(Math.abs(Math.hypot(across - 0.5, y) - 0.2)).toBeLessThan(0.004);
    const outward = [((across - 0.5) * x) / across, y, ((across - 0.5) * z) / across].map((c) => c / 0.2);
    expect(outward.reduce((sum, c, k) => sum + c * coarse.normals[i + k], 0)).toBeGreaterThan(0.97);
  }
  expect(simplify(fine, 1_000_000)).toBe(fine);
});

test('several budgets at once are what each gives by itself', async () => {
  const fine = await fineMesh(torus(0.5, 0.2));
  const both = simplifyToEach(fine, [100_000, 2000, 500]);
  expect(both.map(({ indices }) => indices.length / 3)).toEqual([fine.indices.length / 3, 2000, 500]);
  expect(both[2]).toEqual(simplify(fine, 500));
});

test('is nearer to the fine surface than what meshoptimizer makes of it', async () => {
  const fine = await fineMesh(hamburger());
  await MeshoptSimplifier.ready;
  const [indices] = MeshoptSimplifier.simplify(fine.indices, fine.positions, 3, 3000, 1, ['Regularize']);
  const farthest = (mesh: { positions: Float32Array; indices: Uint32Array }) => meanDistance(mesh);
  expect(farthest(simplify(fine, 1000))).toBeLessThan(farthest({ ...fine, indices }));
});

/** Mean distance of the triangles' middles from the hamburger's surface. */
function meanDistance({ positions, indices }: { positions: Float32Array; indices: Uint32Array }): number {
  let sum = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const middle = [0, 1, 2].map(
      (c) =>
        (positions[indices[t] * 3 + c] +
          positions[indices[t + 1] * 3 + c] +
          positions[indices[t + 2] * 3 + c]) /
        3,
    );
    sum += Math.abs(hamburger().distance(middle[0], middle[1], middle[2]));
  }
  return (sum * 3) / indices.length;
}

test('noise, whose topology allows little, keeps it and never meets itself, at any budget', () => {
  const rng = new Rng(8);
  for (let trial = 0; trial < 12; trial++) {
    const mesh = marchingCubes(noiseGrid(rng, 9, trial % 2 === 0), 0.5);
    const fine = { ...mesh, normals: vertexNormals(mesh) };
    const { euler } = topology(fine);
    expect(intersectingTriangles(fine).pairs).toBe(0);
    for (const coarse of simplifyToEach(fine, [1000, 400, 4])) {
      expect(topology(coarse)).toMatchObject({ closed: true, manifold: true, euler });
      expect(intersectingTriangles(coarse).pairs).toBe(0);
      expect(coarse.indices.length / 3).toBeGreaterThan(4);
    }
  }
});

test('a flat base stays exactly flat, and nothing comes below it', async () => {
  const { grid } = await sampleDensity(fieldOf(hamburger()), 64, 0.1);
  const layer = 22;
  const { size } = grid;
  for (let z = 0; z < size; z++) grid.density.fill(0, z * size * size, (z * size + layer) * size);
  const mesh = marchingCubes(grid, 25, { floor: layer });
  const floor = mesh.positions.reduce((low, value, i) => (i % 3 === 1 ? Math.min(low, value) : low), 1);
  const area = ({ positions, indices }: ShadedMesh) => {
    let sum = 0;
    for (let t = 0; t < indices.length; t += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => positions.subarray(indices[t + k] * 3, indices[t + k] * 3 + 3));
      if (a[1] !== floor || b[1] !== floor || c[1] !== floor) continue;
      sum += ((b[0] - a[0]) * (c[2] - a[2]) - (b[2] - a[2]) * (c[0] - a[0])) / 2;
    }
    return sum;
  };
  const fine = { ...mesh, normals: vertexNormals(mesh) };
  for (const budget of [2000, 500]) {
    const coarse = simplify(fine, budget, { floor });
    expect(coarse.positions.every((value, i) => i % 3 !== 1 || value >= floor)).toBe(true);
    expect(area(coarse) / area(fine)).toBeGreaterThan(0.95);
    expect(area(coarse) / area(fine)).toBeLessThan(1.03);
    expect(topology(coarse)).toMatchObject({ closed: true, manifold: true, euler: 2 });
    expect(intersectingTriangles(coarse).pairs).toBe(0);
  }
});

test('colours hold vertices where they change, and stay what they are', async () => {
  const fine = await fineMesh(torus(0.5, 0.2));
  const colours = new Float32Array(fine.positions.length);
  for (let i = 0; i < colours.length; i += 3) colours.fill(fine.positions[i] > 0.1 ? 1 : 0, i, i + 3);
  const near = (mesh: ShadedMesh) =>
    mesh.positions.filter((x, i) => i % 3 === 0 && Math.abs(x - 0.1) < 0.03).length;
  const coloured = simplify({ ...fine, colours }, 1500);
  expect(near(coloured)).toBeGreaterThan(1.5 * near(simplify(fine, 1500)));
  for (let i = 0; i < coloured.positions.length; i += 3) {
    const x = coloured.positions[i];
    if (Math.abs(x - 0.1) > 0.1) expect(coloured.colours?.[i]).toBeCloseTo(x > 0.1 ? 1 : 0, 1);
  }
});
