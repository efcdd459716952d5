import { expect, test } from '@jest/globals';
import { drawingLengths, packDrawing, type SeenViews, unpackDrawing } from './drawing.ts';
import { Rng } from './rng.ts';

/** Views that are the same all over each square of 2 x 2 pixels, so that halving loses nothing. */
function seenViews(batch: number, size: number): SeenViews {
  const rng = new Rng(1);
  const blocky = (channels: number) => {
    const out = new Float32Array(batch * size * size * channels);
    for (let view = 0; view < batch; view++) {
      for (let y = 0; y < size; y += 2) {
        for (let x = 0; x < size; x += 2) {
          for (let c = 0; c < channels; c++) {
            const value = rng.uniform();
            for (const [dy, dx] of [
              [0, 0],
              [0, 1],
              [1, 0],
              [1, 1],
            ]) {
              out[((view * size + y + dy) * size + x + dx) * channels + c] = value;
            }
          }
        }
      }
    }
    return out;
  };
  return {
    images: { data: blocky(3), batch, height: size, width: size },
    opacity: blocky(1),
    points: blocky(3),
  };
}

test('colours in [-1, 1] at full size, then opacity and points, scaled, at half of it', () => {
  const format = { size: 4, geometryScale: 2 };
  expect(drawingLengths(format)).toEqual({ colour: 48, geometry: 16, all: 64 });
  const seen = seenViews(2, 4);
  const drawing = packDrawing(seen, format);
  expect(drawing).toHaveLength(128);
  expect(drawing[64]).toBeCloseTo(2 * seen.images.data[48] - 1, 6);
  expect(drawing[64 + 48]).toBeCloseTo(2 * seen.opacity[16], 6);
  expect(drawing[64 + 48 + 5]).toBeCloseTo(2 * seen.points[(16 + 2) * 3], 6);
});

test('what was packed is unpacked, at its own size and at half of it', () => {
  const format = { size: 8, geometryScale: 2 };
  const seen = seenViews(3, 8);
  const { images, opacity, points } = unpackDrawing(packDrawing(seen, format), format, 8);
  expect([...images.data]).toEqual([...seen.images.data].map((value) => expect.closeTo(value, 5)));
  const halved = unpackDrawing(packDrawing(seen, format), format, 4);
  expect([halved.images.height, halved.opacity.length, halved.points.length]).toEqual([4, 48, 144]);
  expect(halved.opacity[5]).toBeCloseTo(seen.opacity[(2 * 8 + 2) * 1], 5);
  expect([opacity.length, points.length]).toEqual([192, 576]);
});

test('a model of colour alone has no geometry', () => {
  const format = { size: 4, geometryScale: 0 };
  expect(drawingLengths(format)).toEqual({ colour: 48, geometry: 0, all: 48 });
  const drawing = packDrawing(seenViews(2, 4), format);
  expect(drawing).toHaveLength(96);
  const { opacity, points } = unpackDrawing(drawing, format, 4);
  expect(opacity.every((value) => value === 0) && points.every((value) => value === 0)).toBe(true);
});
