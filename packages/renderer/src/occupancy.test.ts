import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { ballField, constantField } from './analytic-field.fixture.ts';
import { OccupancyGrid } from './occupancy.ts';

/**
 * Distance from the origin of each cell's nearest and farthest points, roughly: of its centre, plus or minus
 * half its diagonal.
 */
function radii(n: number, cell: number) {
  const centre = [Math.floor(cell / (n * n)), Math.floor(cell / n) % n, cell % n].map(
    (k) => ((k + 0.5) / n) * 2 - 1,
  );
  const half = Math.sqrt(3) / n;
  const radius = Math.hypot(...centre);
  return { least: radius - half, most: radius + half };
}

describe('OccupancyGrid', () => {
  test('starts full', () => {
    expect(new OccupancyGrid().share).toBe(1);
  });

  test('after an update holds the object and one cell around it, and no more', async () => {
    const grid = new OccupancyGrid({ resolution: 24 });
    await grid.update(ballField(0.5, 20), new Rng(1));
    const margin = (2 * Math.sqrt(3)) / 24;
    grid.cells.forEach((occupied, cell) => {
      const { least, most } = radii(24, cell);
      if (most < 0.5) expect(occupied).toBe(1);
      if (least > 0.5 + margin) expect(occupied).toBe(0);
    });
    const neighbours = grid.cells.filter((occupied, cell) => occupied && radii(24, cell).least > 0.5);
    expect(neighbours.length).toBeGreaterThan(100);
  });

  test('a cell in a corner of the cube reaches its neighbours there, and none across a face', async () => {
    const grid = new OccupancyGrid({ resolution: 8 });
    const isInCorner = (x: number, y: number, z: number) => x < -0.75 && y > 0.75 && z < -0.75;
    const query = async (points: Float32Array, count: number) => ({
      density: Float32Array.from({ length: count }, (_, i) =>
        isInCorner(points[i * 3], points[i * 3 + 1], points[i * 3 + 2]) ? 100 : 0,
      ),
      colour: new Float32Array(count * 3),
    });
    await grid.update({ query }, new Rng(1));
    const occupied = [...grid.cells.keys()].filter((cell) => grid.cells[cell]);
    const expected = [0, 1].flatMap((x) => [6, 7].flatMap((y) => [0, 1].map((z) => (x * 8 + y) * 8 + z)));
    expect(occupied).toEqual(expected);
  });

  test('forgets what is gone, after a while', async () => {
    const grid = new OccupancyGrid({ resolution: 8, decay: 0.5, threshold: 1 });
    const rng = new Rng(2);
    await grid.update(ballField(0.7, 10), rng);
    const before = grid.share;
    await grid.update(ballField(0.3, 10), rng);
    expect(grid.share).toBe(before);
    for (let i = 0; i < 5; i++) await grid.update(ballField(0.3, 10), rng);
    expect(grid.share).toBeLessThan(before / 2);
  });

  test('a field that is thin everywhere is not cut away: the threshold falls with the mean', async () => {
    const grid = new OccupancyGrid({ resolution: 8, threshold: 1 });
    await grid.update(ballField(0.8, 0.01), new Rng(3));
    expect(grid.share).toBeGreaterThan(0.2);
    await grid.update(constantField(5), new Rng(3));
    expect(grid.share).toBe(1);
  });

  test('goes on from its saved state to the bit', async () => {
    const grid = new OccupancyGrid({ resolution: 8 });
    const rng = new Rng(4);
    await grid.update(ballField(0.6, 3), rng);
    const copy = new OccupancyGrid({ resolution: 8 });
    copy.state = structuredClone(grid.state);
    const copyRng = Rng.fromState(rng.state);
    await grid.update(ballField(0.3, 3), rng);
    await copy.update(ballField(0.3, 3), copyRng);
    expect(copy.state).toEqual(grid.state);
  });
});

test('where a density is not a number nothing is left out', async () => {
  const grid = new OccupancyGrid({ resolution: 4 });
  await grid.update(constantField(Number.NaN), new Rng(0));
  expect(grid.share).toBe(1);
});
