import { describe, expect, test } from '@jest/globals';
import type { View } from '@modeseek/core';
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

test('viewRays lays the views one after the other, and rayRange cuts out a part', () => {
  const view = (azimuth: number): View => ({
    camera: { azimuth, elevation: 0, distance: 3, fieldOfView: 0.7 },
    shading: 'albedo',
    light: [0, 1, 0],
    background: [1, 1, 1],
  });
  const rays = viewRays([view(0), view(Math.PI / 2)], 4, 6);
  expect(rays.count).toBe(48);
  const second = rayRange(rays, 24, 48);
  expect([...second.viewOfRay]).toEqual(new Array(24).fill(1));
  second.origins.slice(0, 3).forEach((x, axis) => {
    expect(x).toBeCloseTo([3, 0, 0][axis], 5);
  });
  expect(second.directions[0]).toBeLessThan(-0.85);
});
