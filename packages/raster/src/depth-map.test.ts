import { expect, test } from '@jest/globals';
import { depthMap } from './depth-map.ts';
import { square } from './raster.fixture.ts';

test('depth along a direction is that of what comes first', () => {
  const { depth, size, project } = depthMap(square(0.5, 0.25), [0, 0, -1], 64);
  expect(depth[32 * size + 32]).toBeCloseTo(-0.25, 6);
  expect(depth[0]).toBe(Number.POSITIVE_INFINITY);
  const covered = depth.reduce((count, d) => count + (Number.isFinite(d) ? 1 : 0), 0);
  expect(covered / size ** 2).toBeCloseTo(1 / 2.2 ** 2, 1);
  expect(project(0, 0, 0.25)[2]).toBeCloseTo(-0.25, 6);
});

test('a frame shows what is around its centre', () => {
  const far = square(0.5);
  const positions = far.positions.map((x, i) => x * 100 + [500, 40, -7][i % 3]);
  const { depth, size, project } = depthMap({ ...far, positions }, [0, 0, 1], 32, {
    centre: [500, 40, -7],
    width: 110,
  });
  expect(depth[16 * size + 16]).toBeCloseTo(0, 4);
  expect(project(500, 40, -7)).toEqual([16, 16, 0]);
});
