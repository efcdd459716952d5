import { describe, expect, test } from '@jest/globals';
import { Rng, type View } from '@modeseek/core';
import { ballField } from './analytic-field.fixture.ts';
import { OccupancyGrid } from './occupancy.ts';
import { intersectCube, viewRays } from './rays.ts';
import { RaySampler } from './sampling.ts';

const VIEW: View = {
  camera: { azimuth: 0.4, elevation: 0.3, distance: 3.2, fieldOfView: 0.7 },
  shading: 'albedo',
  light: [0, 1, 0],
  background: [1, 1, 1],
};
const RAYS = viewRays([VIEW], 16, 16);

describe('RaySampler', () => {
  test("pieces fill each ray's way through the cube, and samples lie inside their pieces", async () => {
    const { offsets, t, delta, positions } = await new RaySampler(40).sample(
      RAYS,
      new OccupancyGrid(),
      new Rng(1),
    );
    const span: [number, number] = [0, 0];
    for (let ray = 0; ray < RAYS.count; ray++) {
      const o = RAYS.origins.subarray(ray * 3, ray * 3 + 3);
      const d = RAYS.directions.subarray(ray * 3, ray * 3 + 3);
      const hit = intersectCube(o[0], o[1], o[2], d[0], d[1], d[2], span);
      let way = 0;
      for (let i = offsets[ray]; i < offsets[ray + 1]; i++) {
        const start = span[0] + way;
        expect(t[i]).toBeGreaterThanOrEqual(start - 1e-5);
        expect(t[i]).toBeLessThanOrEqual(start + delta[i] + 1e-5);
        for (let axis = 0; axis < 3; axis++) {
          expect(positions[i * 3 + axis]).toBeCloseTo(o[axis] + t[i] * d[axis], 5);
        }
        way += delta[i];
      }
      expect(way).toBeCloseTo(hit ? span[1] - span[0] : 0, 5);
    }
  });

  test('leaves out empty cells', async () => {
    const grid = new OccupancyGrid({ resolution: 16 });
    const sampler = new RaySampler(96);
    const full = (await sampler.sample(RAYS, grid, new Rng(1))).count;
    await grid.update(ballField(0.4, 5), new Rng(2));
    const { count, positions } = await sampler.sample(RAYS, grid, new Rng(1));
    expect(count).toBeLessThan(full / 4);
    for (let i = 0; i < count; i++) {
      const [x, y, z] = [...positions.subarray(i * 3, i * 3 + 3)].map((p) => Math.floor((p + 1) * 8));
      expect(grid.cells[(x * 16 + y) * 16 + z]).toBe(1);
    }
  });

  test('is placed uniformly within pieces, alike for the same seed, in the middle without one', async () => {
    const grid = new OccupancyGrid();
    const sampler = new RaySampler(40);
    const first = async (rng: Rng | null) => {
      const { offsets, t, delta } = await sampler.sample(RAYS, grid, rng);
      const span: [number, number] = [0, 0];
      const places: number[] = [];
      for (let ray = 0; ray < RAYS.count; ray++) {
        const [ox, oy, oz] = RAYS.origins.subarray(ray * 3);
        const [dx, dy, dz] = RAYS.directions.subarray(ray * 3);
        if (!intersectCube(ox, oy, oz, dx, dy, dz, span)) continue;
        places.push((t[offsets[ray]] - span[0]) / delta[offsets[ray]]);
      }
      return places;
    };
    const rng = new Rng(5);
    const places: number[] = [];
    for (let i = 0; i < 50; i++) places.push(...(await first(rng)));
    const mean = places.reduce((a, b) => a + b, 0) / places.length;
    const variance = places.reduce((a, b) => a + (b - mean) ** 2, 0) / places.length;
    expect(mean).toBeCloseTo(0.5, 1.7);
    expect(variance * 12).toBeCloseTo(1, 1);
    expect(await first(new Rng(7))).toEqual(await first(new Rng(7)));
    for (const place of await first(null)) expect(place).toBeCloseTo(0.5, 3);
  });
});
