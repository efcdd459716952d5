import { describe, expect, test } from '@jest/globals';
import { pickPixels, type View } from '@modeseek/core';
import { intersectCube, rayRange, viewRays } from './rays.ts';

describe('intersectCube', () => {
  const span = (...ray: [number, number, number, number, number, number]) => {
    const out: [number, number] = [0, 0];
    return intersectCube(...ray, out) ? out : null;
  };

  test('through the middle, along an axis and along a diagonal', () => {
    expect(span(0, 0, 3, 0, 0, -1)).toEqual([2, 4]);
    const d = 1 / Math.sqrt(3);
    const [near, far] = span(2, 2, 2, -d, -d, -d) as [number, number];
    expect(near).toBeCloseTo(Math.sqrt(3), 12);
    expect(far).toBeCloseTo(3 * Math.sqrt(3), 12);
  });

  test('from inside it starts at the origin of the ray', () => {
    expect(span(0.5, 0, 0, 1, 0, 0)).toEqual([0, 0.5]);
  });

  test('misses beside, parallel to a face, and behind', () => {
    expect(span(0, 2, 3, 0, 0, -1)).toBeNull();
    expect(span(1.5, 0, 3, 0, 0, -1)).toBeNull();
    expect(span(0, 0, 3, 0, 0, 1)).toBeNull();
  });
});

const viewFrom = (azimuth: number): View => ({
  camera: { azimuth, elevation: 0, distance: 3, fieldOfView: 0.7 },
  shading: 'albedo',
  light: [0, 1, 0],
  background: [1, 1, 1],
});

test("a lattice's rays are those of its pixels", () => {
  const views = [viewFrom(0), viewFrom(2)];
  const all = viewRays(views, 5, 4);
  const lattice = { stride: 2, row: 1, column: 0 };
  const some = viewRays(views, 5, 4, lattice);
  const picked = (data: Float32Array) => pickPixels({ data, batch: 2, height: 5, width: 4 }, lattice).data;
  expect(some.count).toBe(8);
  expect(some.origins).toEqual(picked(all.origins));
  expect(some.directions).toEqual(picked(all.directions));
  expect([...some.viewOfRay]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
});

test('viewRays lays the views one after the other, and rayRange cuts out a part', () => {
  const rays = viewRays([viewFrom(0), viewFrom(Math.PI / 2)], 4, 6);
  expect(rays.count).toBe(48);
  const second = rayRange(rays, 24, 48);
  expect([...second.viewOfRay]).toEqual(new Array(24).fill(1));
  second.origins.slice(0, 3).forEach((x, axis) => {
    expect(x).toBeCloseTo([3, 0, 0][axis], 5);
  });
  expect(second.directions[0]).toBeLessThan(-0.85);
});
