import { expect, test } from '@jest/globals';
import { samplePosition } from './density-grid.ts';
import { fieldOf, sphere, union } from './fields.fixture.ts';
import { shapeOf } from './shape.ts';

test('the inside of a ball, and nothing of a floater', async () => {
  const centre = [0.1, -0.2, 0] as const;
  const shape = await shapeOf(fieldOf(union(sphere(0.5, centre), sphere(0.05, [-0.8, 0.8, 0.8])), 50, 200));
  expect(shape.spacing).toBe(2 / 64);
  const at = new Float32Array(3);
  let inside = 0;
  let [nearest, farthest] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < shape.density.length; i++) {
    samplePosition(shape, i, at, 0);
    const distance = Math.hypot(...centre.map((c, axis) => at[axis] - c));
    if (shape.density[i] > shape.level) {
      inside++;
      farthest = Math.max(farthest, distance);
    } else nearest = Math.min(nearest, distance);
  }
  // Its volume, and a surface nowhere far from the true one.
  const volume = (4 / 3) * Math.PI * 0.5 ** 3;
  expect(Math.abs((inside * shape.spacing ** 3) / volume - 1)).toBeLessThan(0.1);
  expect(farthest).toBeLessThan(0.57);
  expect(nearest).toBeGreaterThan(0.43);
});

test('an empty field has none', async () => {
  await expect(shapeOf(fieldOf(sphere(0.5), 0.01))).rejects.toThrow('the field is empty');
});
