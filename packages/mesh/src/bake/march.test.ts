import { expect, test } from '@jest/globals';
import { fieldOf, type Shape, sphere } from '../fields.fixture.ts';
import { marchRays } from './march.ts';

const POINTS = Float32Array.of(0.637, 0, 0, 0, 0.637, 0);
const NORMALS = Float32Array.of(1, 0, 0, 0, 1, 0);
const MARCH = { level: 5, step: 0.02 };

test('the colour is the render’s, not the thin skin’s', async () => {
  // Green outside the radius 0.6, where the density is on its way up and the level set lies; red behind.
  const shape: Shape = {
    ...sphere(0.6),
    colour: (x, y, z) => (Math.hypot(x, y, z) > 0.6 ? [0, 1, 0] : [1, 0, 0]),
  };
  const query = fieldOf(shape, 50, 60);
  const { colours, depths } = await marchRays(query, POINTS, NORMALS, MARCH);
  // What a fine march along the same ray composites.
  let light = 1;
  let red = 0;
  for (let r = 0.7; r > 0.4; r -= 0.0005) {
    const { density, colour } = await query(Float32Array.of(r, 0, 0), 1);
    red += light * (1 - Math.exp(-density[0] * 0.0005)) * colour[0];
    light *= Math.exp(-density[0] * 0.0005);
  }
  expect(red).toBeGreaterThan(0.5);
  expect(Math.abs(colours[0] - red)).toBeLessThan(0.12);
  // What is seen lies behind the level set, near the radius 0.6.
  expect(depths[0]).toBeGreaterThan(0.01);
  expect(depths[0]).toBeLessThan(0.07);
  expect(colours[3]).toBeCloseTo(colours[0], 5);
  expect(colours[0] + colours[1]).toBeCloseTo(1, 5);
});

test('where there is no density the colour is the mean, and colours that are not finite are left out', async () => {
  const { colours } = await marchRays(
    async (points, count) => {
      const colour = new Float32Array(count * 3).fill(0.25);
      for (let i = 0; i < count; i++) if (points[i * 3] > 0.637) colour[i * 3] = Number.NaN;
      return { density: new Float32Array(count), colour };
    },
    POINTS,
    NORMALS,
    MARCH,
  );
  for (const c of colours) expect(c).toBeCloseTo(0.25, 5);
});
