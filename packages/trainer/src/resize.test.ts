import { describe, expect, test } from '@jest/globals';
import { type Images, Rng } from '@modeseek/core';
import { resize, resizeTransposed } from './resize.ts';

const random = (rng: Rng, batch: number, height: number, width: number): Images => ({
  data: rng.normals(new Float32Array(batch * height * width * 3)),
  batch,
  height,
  width,
});
const dot = (a: Images, b: Images) => a.data.reduce((sum, x, i) => sum + x * b.data[i], 0);

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
    [512, 64],
    [100, 64],
    [7, 3],
  ])('from %d to %d pixels every source pixel counts alike', (from, to) => {
    const ones: Images = { data: new Float32Array(to * to * 3).fill(1), batch: 1, height: to, width: to };
    const { data } = resizeTransposed(ones, from, from);
    const wrong = data.filter((weight) => !(Math.abs(weight - (to / from) ** 2) < 1e-5));
    expect(wrong).toHaveLength(0);
  });

  test('to two thirds of the size, output pixels share the middle ones of three', () => {
    const data = Float32Array.from([0, 6, 12].flatMap((value) => [value, value, value]));
    const shown = resize({ data, batch: 1, height: 1, width: 3 }, 1, 2);
    expect(shown.data[0]).toBeCloseTo(2, 6);
    expect(shown.data[3]).toBeCloseTo(10, 6);
  });

  test.each([
    [5, 7, 9, 8],
    [32, 32, 64, 64],
    [8, 8, 3, 5],
    [96, 96, 64, 64],
    [200, 200, 64, 64],
    [10, 4, 4, 10],
    [1, 1, 4, 4],
  ])('the transpose of %dx%d to %dx%d: <resize a, b> = <a, transpose b>', (h, w, height, width) => {
    const rng = new Rng(2);
    const a = random(rng, 2, h, w);
    const b = random(rng, 2, height, width);
    expect(dot(resize(a, height, width), b)).toBeCloseTo(dot(a, resizeTransposed(b, h, w)), 3);
  });
});
