import { expect, test } from '@jest/globals';
import type { ReadModel } from '../read/read-model.ts';
import { ball, box, modelOf } from '../report/shapes.fixture.ts';
import type { TriangleMesh } from '../triangle-mesh.ts';
import { drawableOf } from './drawable.ts';
import { thumbnail } from './thumbnail.ts';
import { upright } from './upright.ts';

const SIZE = 64;
const picture = (model: ReadModel) => thumbnail(drawableOf(model, new Map()), SIZE).data;
const coloured = (mesh: TriangleMesh, colour: readonly number[]) =>
  modelOf({ ...mesh, colours: mesh.positions.map((_, i) => colour[i % 3]) });
/** Mean of a part of a picture, by rows and columns, in a channel. */
function mean(data: Float32Array, rows: [number, number], columns: [number, number], channel = 0): number {
  let sum = 0;
  for (let y = rows[0]; y < rows[1]; y++) {
    for (let x = columns[0]; x < columns[1]; x++) sum += data[(y * SIZE + x) * 3 + channel];
  }
  return sum / (rows[1] - rows[0]) / (columns[1] - columns[0]);
}

test('a ball is lit from above on the left, in its colour, and throws a shadow on the right', () => {
  const data = picture(coloured(ball(1, 12), [0.8, 0.4, 0.1]));
  const [bright, dark] = [mean(data, [18, 24], [22, 28]), mean(data, [44, 50], [42, 46])];
  expect(bright).toBeGreaterThan(1.2 * dark);
  expect(mean(data, [18, 24], [22, 28], 2)).toBeLessThan(0.3 * bright);
  const ground = mean(data, [58, 62], [0, 6]);
  expect(ground).toBeGreaterThan(0.75);
  // Below, where the sky is hidden.
  expect(mean(data, [58, 62], [32, 44])).toBeLessThan(ground - 0.05);
  expect(data.every((value) => value >= 0 && value <= 1)).toBe(true);
});

test('it is the same at any size and place, and of a slicer that has z upwards', () => {
  const plain = picture(coloured(box([1, 2, 0.5]), [0.2, 0.6, 0.9]));
  const moved = coloured(box([100, 200, 50], [5000, 40, -3]), [0.2, 0.6, 0.9]);
  const slicer = { ...coloured(box([1000, 500, 2000]), [0.2, 0.6, 0.9]), up: 'z' as const, metres: 1e-3 };
  for (const other of [moved, upright(slicer)]) {
    const difference = picture(other).map((value, i) => Math.abs(value - plain[i]));
    expect(difference.reduce((sum, each) => sum + each) / difference.length).toBeLessThan(2e-3);
  }
});

test('a model without colours is white; one without triangles leaves the ground', () => {
  const white = picture(modelOf(ball(1, 12)));
  expect(mean(white, [18, 24], [22, 28], 0)).toBeGreaterThan(0.9);
  const empty = picture(modelOf({ positions: new Float32Array(), indices: new Uint32Array() }));
  expect(empty.every((value) => value > 0.85)).toBe(true);
});

test('colours of vertices, textures and factors are multiplied as linear values', () => {
  const half = { width: 1, height: 1, bytes: new Uint8Array() };
  const model = modelOf({ ...box(), uvs: new Float32Array(16), colours: new Float32Array(24).fill(0.5) });
  model.objects[0].parts[0].material = { name: '', colour: [1, 0.25, 1], texture: half, normalMap: null };
  const drawable = drawableOf(
    model,
    new Map([[half, { width: 1, height: 1, data: Uint8Array.of(128, 128, 128, 255) }]]),
  );
  const [position, normal, colour] = [0, 1, 2].map(() => new Float64Array(3));
  drawable.look({ triangle: 0, a: 0.3, b: 0.3, position, normal, colour });
  const linear = 0.214 * 0.2158;
  const display = (value: number) => 1.055 * value ** (1 / 2.4) - 0.055;
  expect(colour[0]).toBeCloseTo(display(linear), 3);
  expect(colour[1]).toBeCloseTo(display(linear / 4), 3);
});
