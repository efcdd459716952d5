import { describe, expect, test } from '@jest/globals';
import { type Camera, shade, type View } from '@modeseek/core';
import { shadePicture } from '@modeseek/raster';
import { Color, Group } from 'three';
import { addPart, ball, box } from './parts.ts';
import { rasterise } from './rasterise.ts';
import { flatten } from './triangles.ts';

const camera: Camera = { azimuth: 0, elevation: 0, distance: 3, fieldOfView: (40 * Math.PI) / 180 };
const view: View = { camera, shading: 'albedo', light: [0, 0, 1], background: [1, 1, 1] };
const RED = new Color(0.8, 0.1, 0.2);
const GREEN = new Color(0.1, 0.7, 0.3);

function scene(...parts: [Color, number, [number, number, number]][]) {
  const group = new Group();
  for (const [colour, size, at] of parts) addPart(group, box(size, size, size), colour, { at });
  return flatten(group);
}

const pixel = (data: Float32Array, size: number, row: number, column: number) =>
  Array.from(data.subarray((row * size + column) * 3, (row * size + column) * 3 + 3));

describe('rasterise', () => {
  test('a sphere covers the disc that perspective gives it', () => {
    const group = new Group();
    addPart(group, ball(0.8, 96), RED);
    const { alpha } = rasterise(flatten(group), camera, 64);
    const radius = (0.8 / Math.sqrt(9 - 0.64) / Math.tan(camera.fieldOfView / 2)) * 32;
    expect(alpha.reduce((a, b) => a + b)).toBeCloseTo(Math.PI * radius ** 2, -1.3);
  });

  test('the nearer surface hides the farther, whatever the order', () => {
    for (const order of [0, 1]) {
      const parts: [Color, number, [number, number, number]][] = [
        [RED, 0.5, [0, 0, 0.5]],
        [GREEN, 0.5, [0, 0, -0.5]],
      ];
      const picture = shadePicture(rasterise(scene(...(order ? parts.reverse() : parts)), camera, 32), view);
      expect(pixel(picture.data, 32, 16, 16)[0]).toBeCloseTo(0.8, 5);
    }
  });

  test('azimuth 0 looks at the front, 90 degrees stands on +x; up is up', () => {
    const triangles = scene([RED, 0.3, [0.5, 0, 0]], [GREEN, 0.3, [0, 0.5, 0.5]]);
    const front = shadePicture(rasterise(triangles, camera, 32), view).data;
    expect(pixel(front, 32, 16, 24)[0]).toBeCloseTo(0.8, 5); // +x is right
    expect(pixel(front, 32, 5, 16)[1]).toBeCloseTo(0.7, 5); // +y is up
    const side = shadePicture(rasterise(triangles, { ...camera, azimuth: Math.PI / 2 }, 32), view).data;
    expect(pixel(side, 32, 16, 16)[0]).toBeCloseTo(0.8, 5); // the red box is nearest
    expect(pixel(side, 32, 8, 8)[1]).toBeCloseTo(0.7, 5); // +z is left
  });

  test('normals face the camera and light follows them', () => {
    const buffer = rasterise(scene([RED, 1, [0, 0, 0]]), camera, 32);
    expect(pixel(buffer.normal, 32, 16, 16)).toEqual([0, 0, 1].map((n) => expect.closeTo(n, 5)));
    for (const light of [
      [0, 0, 1],
      [0, 1, 0],
    ] as const) {
      const lit: View = { ...view, shading: 'lambertian', light };
      const expected = 0.8 * shade(lit, 0, 0, 1);
      expect(pixel(shadePicture(buffer, lit).data, 32, 16, 16)[0]).toBeCloseTo(expected, 5);
    }
    const white = shadePicture(buffer, { ...view, shading: 'textureless', light: [0, 0, 1] });
    expect(pixel(white.data, 32, 16, 16)).toEqual([1, 1, 1].map((n) => expect.closeTo(n, 5)));
  });

  test('edges are blended with the background', () => {
    const group = new Group();
    addPart(group, ball(0.7), RED);
    const buffer = rasterise(flatten(group), camera, 32);
    const partial = Array.from(buffer.alpha).filter((a) => a > 0.01 && a < 0.99);
    expect(partial.length).toBeGreaterThan(20);
  });
});
