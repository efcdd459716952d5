import { expect, test } from '@jest/globals';
import { fieldOf, sphere, union } from './fields.fixture.ts';
import { surfacePoints } from './surface-points.ts';

const distances = (points: Float32Array, [x, y, z]: readonly number[]) =>
  Array.from({ length: points.length / 3 }, (_, i) =>
    Math.hypot(points[i * 3] - x, points[i * 3 + 1] - y, points[i * 3 + 2] - z),
  );

test('the surface of a ball, on all sides, and nothing of a floater', async () => {
  const centre = [0.1, -0.2, 0] as const;
  const ball = union(sphere(0.5, centre), sphere(0.05, [-0.8, 0.8, 0.8]));
  const { points, spacing } = await surfacePoints(fieldOf(ball, 50, 200));
  const found = distances(points, centre);
  expect(spacing).toBe(2 / 64);
  expect(found.length).toBeGreaterThan(1000);
  expect(Math.min(...found)).toBeGreaterThan(0.43);
  expect(Math.max(...found)).toBeLessThan(0.57);
  for (const axis of [0, 1, 2]) {
    const along = points.filter((_, i) => i % 3 === axis);
    expect(Math.min(...along)).toBeCloseTo(centre[axis] - 0.5, 1);
    expect(Math.max(...along)).toBeCloseTo(centre[axis] + 0.5, 1);
  }
});

test('an empty field has none', async () => {
  await expect(surfacePoints(fieldOf(sphere(0.5), 0.01))).rejects.toThrow('the field is empty');
});
