import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { ballField, constantField } from './analytic-field.fixture.ts';
import { OccupancyGrid } from './occupancy.ts';

/** Distance from the origin of each cell's nearest and farthest points, roughly: of its centre, plus or minus half its diagonal. */
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
