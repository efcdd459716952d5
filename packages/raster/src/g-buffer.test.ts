import { expect, test } from '@jest/globals';
import { drawGBuffer } from './g-buffer.ts';
import { normalMapLook, plainLook, textureLook, vertexColourLook } from './looks.ts';
import { CAMERA, square } from './raster.fixture.ts';
import type { Texture } from './texture.ts';

const SIZE = 32;
const pixel = (data: Float32Array, row: number, column: number) =>
  Array.from(data.subarray((row * SIZE + column) * 3, (row * SIZE + column) * 3 + 3));
const near = (values: readonly number[], digits = 5) => values.map((value) => expect.closeTo(value, digits));

/** Red and green above, blue and white below. */
const FOUR: Texture = {
  width: 2,
  height: 2,
  data: Uint8Array.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255),
};

test('a square covers what perspective gives it', () => {
  const { alpha, point } = drawGBuffer({ ...square(0.5), look: plainLook([1, 1, 1]) }, CAMERA, SIZE);
  const edge = SIZE / 2 / Math.tan(CAMERA.fieldOfView / 2) / 3;
  expect(alpha.reduce((sum, a) => sum + a)).toBeCloseTo(edge * edge, -0.5);
  expect(pixel(point, 16, 16)[2]).toBeCloseTo(0, 6);
});

test('the nearer of two hides the farther, at any scale', () => {
  const [near, far] = [square(0.5, 0.2), square(0.5, -0.2)];
  for (const scale of [1, 1e-3, 1e4]) {
    const positions = Float32Array.from([...far.positions, ...near.positions], (x) => x * scale);
    const indices = Uint32Array.from([...far.indices, ...near.indices.map((i) => i + 4)]);
    const normals = Float32Array.from([...far.normals, ...near.normals]);
    const colours = Float32Array.from({ length: 24 }, (_, i) => (i < 12 ? 0 : 1));
    const look = vertexColourLook(indices, colours);
    const camera = { ...CAMERA, distance: 3 * scale };
    expect(pixel(drawGBuffer({ positions, indices, normals, look }, camera, SIZE).albedo, 16, 16)).toEqual([
      1, 1, 1,
    ]);
  }
});

test('a texture lies with its first row above, and is smooth between texels', () => {
  const shape = square(1);
  const { albedo } = drawGBuffer(
    { ...shape, look: textureLook(shape.indices, shape.uvs, FOUR) },
    CAMERA,
    SIZE,
  );
  const corner = (x: number, y: number) => {
    const at = (along: number) =>
      Math.floor(SIZE / 2 + along * 0.75 * (SIZE / 2 / Math.tan(CAMERA.fieldOfView / 2) / 3));
    return pixel(albedo, at(-y), at(x));
  };
  expect(corner(-1, 1)).toEqual(near([1, 0, 0]));
  expect(corner(1, 1)).toEqual(near([0, 1, 0]));
  expect(corner(-1, -1)).toEqual(near([0, 0, 1]));
  expect(corner(1, -1)).toEqual(near([1, 1, 1]));
  expect(pixel(albedo, 16, 16)[0]).toBeGreaterThan(0.3);
  expect(pixel(albedo, 16, 16)[0]).toBeLessThan(0.7);
});

test('textures repeat beyond their edges', () => {
  const shape = square(1);
  const shifted = shape.uvs.map((x) => x + 3);
  const draw = (uvs: Float32Array) =>
    drawGBuffer({ ...shape, look: textureLook(shape.indices, uvs, FOUR) }, CAMERA, SIZE).albedo;
  const [plain, moved] = [draw(shape.uvs), draw(shifted)];
  expect(Math.max(...plain.map((value, i) => Math.abs(value - moved[i])))).toBeLessThan(1e-3);
});

test('a normal map turns normals along tangent and bitangent', () => {
  const shape = square(1);
  const tangents = Float32Array.from({ length: 16 }, (_, i) => (i % 4 === 0 || i % 4 === 3 ? 1 : 0));
  const turned = (x: number, y: number, z: number) => {
    const data = Uint8Array.of(...[x, y, z].map((n) => Math.round((n + 1) * 127.5)), 255);
    const look = normalMapLook(
      shape.indices,
      shape.uvs,
      tangents,
      { width: 1, height: 1, data },
      plainLook([1, 1, 1]),
    );
    return pixel(drawGBuffer({ ...shape, look }, CAMERA, SIZE).normal, 16, 16);
  };
  expect(turned(0, 0, 1)).toEqual(near([0, 0, 1], 1.5));
  expect(turned(0.6, 0, 0.8)).toEqual(near([0.6, 0, 0.8], 1.5));
  expect(turned(0, 0.6, 0.8)).toEqual(near([0, 0.6, 0.8], 1.5));
});
