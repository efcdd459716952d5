import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { bodiesOf, bodyVolumes, withoutBuried } from './bodies.ts';
import { sampleDensity } from './density-grid.ts';
import { fieldOf, hamburger, type Shape, sphere, union } from './fields.fixture.ts';
import { intersectingTriangles } from './intersections.ts';
import { noiseGrid } from './noise.fixture.ts';
import { simplifyToEach } from './simplify.ts';
import { type SolidOptions, solidOf } from './solid.ts';
import { topology } from './topology.fixture.ts';
import type { TriangleMesh } from './triangle-mesh.ts';

const OPTIONS: SolidOptions = { minComponentShare: 0.02, smoothing: 2, flatBase: false };

async function gridOf(shape: Shape, resolution = 48) {
  return (await sampleDensity(fieldOf(shape, 50, 200), resolution, 0.1)).grid;
}

describe('whatever the densities, at every budget: closed, manifold, outward, not meeting itself, nothing inside', () => {
  test.each([0, 1, 2])('smoothing %d', (smoothing) => {
    const rng = new Rng(11 + smoothing);
    for (let trial = 0; trial < 6; trial++) {
      const flatBase = trial % 3 === 2;
      const grid = noiseGrid(rng, 14, trial % 2 === 0);
      const solid = solidOf(grid, 0.35, { ...OPTIONS, smoothing, flatBase });
      for (const mesh of simplifyToEach(solid, [1e6, 1000, 200], { floor: solid.base?.y })) {
        expectSolid(mesh);
      }
    }
  });
});

test('so is what is all crumbs, each of which is kept', () => {
  const rng = new Rng(3);
  for (let trial = 0; trial < 40; trial++) {
    const grid = noiseGrid(rng, 12, false);
    const solid = solidOf(grid, 0.8, { minComponentShare: 0, smoothing: trial % 4, flatBase: false });
    for (const mesh of simplifyToEach(solid, [1e6, 100])) expectSolid(mesh);
  }
});

function expectSolid(mesh: TriangleMesh): void {
  const { closed, manifold } = topology(mesh);
  expect({ closed, manifold }).toEqual({ closed: true, manifold: true });
  expect(intersectingTriangles(mesh).pairs).toBe(0);
  expect(bodyVolumes(mesh, bodiesOf(mesh)).every((volume) => volume > 0)).toBe(true);
  expect(withoutBuried(mesh)).toBe(mesh.indices);
}

test('what softening parts from the rest is dropped', async () => {
  const thread: Shape = {
    distance: (x, y, z) => Math.max(Math.hypot(y, z) - 0.02, Math.abs(x) - 0.7),
    colour: () => [1, 1, 1],
  };
  const shape = union(sphere(0.45), thread, sphere(0.11, [0.75, 0, 0]));
  const [kept, parted] = [0, 3].map(async (smoothing) =>
    solidOf(await gridOf(shape), 25, { ...OPTIONS, smoothing }),
  );
  expect((await kept).dropped).toBe(0);
  expect((await parted).dropped).toBe(1);
  expect(topology(await parted)).toMatchObject({ closed: true, manifold: true, euler: 2 });
});

test('a flat base: of one plane, under all else, as large as it says', async () => {
  const two = union(sphere(0.4, [-0.3, 0, 0]), sphere(0.35, [0.45, 0.05, 0]));
  for (const shape of [hamburger(), two]) {
    const solid = solidOf(await gridOf(shape, 64), 25, { ...OPTIONS, flatBase: true });
    const { y, share } = solid.base!;
    expect(share).toBeGreaterThan(0.2);
    for (const mesh of simplifyToEach(solid, [1e6, 3000, 800], { floor: y })) {
      const { positions: p, indices } = mesh;
      const [base, footprint] = areasBelow(mesh, y);
      expect(p.every((value, i) => i % 3 !== 1 || value >= y)).toBe(true);
      expect(base / footprint).toBeGreaterThan(0.2);
      expect(Math.abs(base / footprint / share - 1)).toBeLessThan(0.15);
      expect(topology({ positions: p, indices })).toMatchObject({ closed: true, manifold: true });
      expect(intersectingTriangles(mesh).pairs).toBe(0);
    }
  }
});

/** Area of what lies in the plane at y, and of the shadow of all, which has no overhangs to count twice. */
function areasBelow({ positions, indices }: TriangleMesh, y: number): [number, number] {
  const SIZE = 400;
  const shadow = new Uint8Array(SIZE * SIZE);
  let base = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => positions.subarray(indices[t + k] * 3, indices[t + k] * 3 + 3));
    const area = ((b[0] - a[0]) * (c[2] - a[2]) - (b[2] - a[2]) * (c[0] - a[0])) / 2;
    if (a[1] === y && b[1] === y && c[1] === y) base += area;
    const steps = Math.ceil(Math.hypot(b[0] - a[0], b[2] - a[2], c[0] - a[0], c[2] - a[2]) * SIZE) + 1;
    for (let i = 0; i <= steps; i++) {
      for (let j = 0; i + j <= steps; j++) {
        const [u, v] = [i / steps, j / steps];
        const [x, z] = [0, 2].map((axis) => a[axis] + u * (b[axis] - a[axis]) + v * (c[axis] - a[axis]));
        shadow[Math.floor((x / 2 + 0.5) * SIZE) * SIZE + Math.floor((z / 2 + 0.5) * SIZE)] = 1;
      }
    }
  }
  return [base, shadow.reduce((sum, cell) => sum + cell, 0) * (2 / SIZE) ** 2];
}

test('nothing is left of what is too small', async () => {
  const grid = await gridOf(sphere(0.03), 32);
  expect(solidOf(grid, 40, { ...OPTIONS, smoothing: 30, flatBase: true }).indices.length).toBe(0);
});
