import { expect, test } from '@jest/globals';
import { collider } from './collider.ts';
import { sampleDensity } from './density-grid.ts';
import { fieldOf, hamburger, type Shape, sphere, torus, union } from './fields.fixture.ts';
import { intersectingTriangles } from './intersections.ts';
import { marchingCubes } from './marching-cubes.ts';
import { topology } from './topology.fixture.ts';
import type { TriangleMesh } from './triangle-mesh.ts';

/** How far the farthest of some points is outside the farthest face of a convex mesh. */
function farthestOutside({ positions: p, indices }: TriangleMesh, points: Float32Array): number {
  let most = -Infinity;
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => [...p.subarray(indices[t + k] * 3, indices[t + k] * 3 + 3)]);
    const [u, v] = [b, c].map((corner) => corner.map((x, i) => x - a[i]));
    const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    const length = Math.hypot(...normal);
    for (let i = 0; i < points.length; i += 3) {
      const above = normal.reduce((sum, n, k) => sum + (n / length) * (points[i + k] - a[k]), 0);
      most = Math.max(most, above);
    }
  }
  return most;
}

const bar: Shape = {
  distance: (x, y, z) =>
    Math.max(Math.abs(x + y) / Math.SQRT2 - 0.1, Math.abs(x - y) - 0.9, Math.abs(z) - 0.05),
  colour: () => [1, 1, 1],
};

test.each<[string, Shape, number]>([
  // Volumes of convex hulls.
  ['a ball', sphere(0.6), (4 / 3) * Math.PI * 0.6 ** 3],
  [
    'a torus',
    torus(0.5, 0.2),
    2 * Math.PI ** 2 * 0.5 * 0.2 ** 2 * 0.5 + Math.PI * 0.25 * 0.4 + (4 / 3) * Math.PI * 0.008,
  ],
  [
    'two balls',
    union(sphere(0.3, [-0.4, 0, 0]), sphere(0.3, [0.4, 0, 0])),
    (4 / 3) * Math.PI * 0.027 + Math.PI * 0.09 * 0.8,
  ],
  ['a bar that lies askew', bar, 0.2 * 0.1 * Math.SQRT2 * 0.9],
  ['a hamburger', hamburger(), 1.02],
])('%s: a small convex solid around it, which is not much larger', async (_, shape, volume) => {
  const { grid } = await sampleDensity(fieldOf(shape, 50, 200), 48, 0.1);
  const mesh = marchingCubes(grid, 25);
  const hull = collider(mesh);
  const found = topology(hull);
  expect(found).toMatchObject({ closed: true, manifold: true, euler: 2 });
  expect(hull.positions.length / 3).toBeLessThanOrEqual(64);
  expect(farthestOutside(hull, mesh.positions)).toBeLessThan(0);
  // Convex: no corner is outside of any face by more than rounding turns the smallest ones.
  expect(farthestOutside(hull, hull.positions)).toBeLessThan(1e-4);
  expect(intersectingTriangles(hull).pairs).toBe(0);
  expect(found.volume / volume).toBeGreaterThan(0.95);
  expect(found.volume / volume).toBeLessThan(1.2);
});
