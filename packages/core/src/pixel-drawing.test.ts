import { expect, test } from '@jest/globals';
import type { SeenViews } from './drawing.ts';
import { PixelDrawing } from './pixel-drawing.ts';
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

test('colours in [-1, 1] at full size, then opacity and points, scaled, at half of it', async () => {
  const drawing = new PixelDrawing(4, 2);
  expect(drawing).toMatchObject({ colourLength: 48, geometryLength: 16, length: 64 });
  const seen = seenViews(2, 4);
  const drawn = await drawing.pack(seen);
  expect(drawn).toHaveLength(128);
  expect(drawn[64]).toBeCloseTo(2 * seen.images.data[48] - 1, 6);
  expect(drawn[64 + 48]).toBeCloseTo(2 * seen.opacity[16], 6);
  expect(drawn[64 + 48 + 5]).toBeCloseTo(2 * seen.points[(16 + 2) * 3], 6);
});

test('what was packed is unpacked, at its own size and at half of it', async () => {
  const drawing = new PixelDrawing(8, 2);
  const seen = seenViews(3, 8);
  const drawn = await drawing.pack(seen);
  const { images, opacity, points } = await drawing.unpack(drawn, 8);
  expect([...images.data]).toEqual([...seen.images.data].map((value) => expect.closeTo(value, 5)));
  const halved = await drawing.unpack(drawn, 4);
  expect([halved.images.height, halved.opacity.length, halved.points.length]).toEqual([4, 48, 144]);
  expect(halved.opacity[5]).toBeCloseTo(seen.opacity[(2 * 8 + 2) * 1], 5);
  expect([opacity.length, points.length]).toEqual([192, 576]);
});

test('other colours leave the geometry as it is', async () => {
  const drawing = new PixelDrawing(4, 2);
  const drawn = await drawing.pack(seenViews(2, 4));
  const colours = (await drawing.colours(drawn)).map((value) => -value);
  const other = await drawing.recoloured(drawn, colours);
  expect(other).toEqual(drawn.map((value, i) => (i % 64 < 48 ? -value : value)));
  expect(drawn[3]).toBe(-other[3]);
});

test('a model of colour alone has no geometry', async () => {
  const drawing = new PixelDrawing(4, 0);
  expect(drawing).toMatchObject({ colourLength: 48, geometryLength: 0, length: 48 });
  const drawn = await drawing.pack(seenViews(2, 4));
  expect(drawn).toHaveLength(96);
  const { opacity, points } = await drawing.unpack(drawn, 4);
  expect(opacity.every((value) => value === 0) && points.every((value) => value === 0)).toBe(true);
});
