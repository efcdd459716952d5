import { describe, expect, test } from '@jest/globals';
import type { Images } from './image.ts';
import { resample, resize } from './resize.ts';
import { Rng } from './rng.ts';

describe('resize', () => {
  test('keeps a linear ramp, but for its clamped edge', () => {
    const ramp: Images = { data: new Float32Array(4 * 4 * 3), batch: 1, height: 4, width: 4 };
    for (let i = 0; i < 16; i++) ramp.data.fill(((i % 4) + 0.5) / 4, i * 3, i * 3 + 3);
    const { data } = resize(ramp, 8, 8);
    for (let x = 1; x < 7; x++) expect(data[(3 * 8 + x) * 3 + 1]).toBeCloseTo((x + 0.5) / 8, 6);
    expect(data[0]).toBeCloseTo(0.125, 6);
  });

  test.each([
    [128, 64],
    [96, 64],
    [100, 64],
    [7, 3],
  ])('from %d to %d pixels every source pixel counts alike', (from, to) => {
    const rng = new Rng(2);
    const data = rng.normals(new Float32Array(from * from * 3));
    const shown = resize({ data, batch: 1, height: from, width: from }, to, to);
    const mean = (values: Float32Array) => values.reduce((sum, x) => sum + x, 0) / values.length;
    expect(mean(shown.data)).toBeCloseTo(mean(data), 5);
  });

  test('to two thirds of the size, output pixels share the middle ones of three', () => {
    const data = Float32Array.from([0, 6, 12].flatMap((value) => [value, value, value]));
    const shown = resize({ data, batch: 1, height: 1, width: 3 }, 1, 2);
    expect(shown.data[0]).toBeCloseTo(2, 6);
    expect(shown.data[3]).toBeCloseTo(10, 6);
  });

  test('channels do not mix, nor do pictures', () => {
    const data = Float32Array.from([1, 10, 3, 30, 5, 50, 7, 70]); // two pictures, 1 x 2 pixels, two channels
    expect([...resample({ data, batch: 2, height: 1, width: 2 }, 2, 1, 1)]).toEqual([2, 20, 6, 60]);
  });
});
