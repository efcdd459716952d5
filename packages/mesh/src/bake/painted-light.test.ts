import { expect, test } from '@jest/globals';
import { substanceOf } from '../substance.ts';
import { withoutPaintedLight } from './painted-light.ts';

const colour = (r: number, g: number, b: number) => [r, g, b];
const GOLD = [0.8, 0.6, 0.15];
/** Brighter or darker, with a share of a glint. */
const lit = (base: number[], light: number, glint = 0) =>
  base.map((value) => (1 - glint) * Math.min(1, light * value) + glint);

/** A body that light is painted on, and two details of other colours. */
function painted(base: number[], ...details: number[][]): Float32Array {
  const body = Array.from({ length: 200 }, (_, i) => {
    const wave = Math.sin(i);
    return lit(base, 1 + 0.35 * wave, Math.max(0, (wave - 0.72) * 2.6));
  });
  return Float32Array.from([...body, ...details].flat());
}

const at = (colours: Float32Array, i: number) => [...colours.subarray(i * 3, i * 3 + 3)];

test('a golden body gets one colour, that of gold; eyes and ribbons stay', () => {
  const details = [colour(0.05, 0.05, 0.06), colour(0.7, 0.05, 0.1), colour(0.1, 0.2, 0.8)];
  const out = withoutPaintedLight(painted(GOLD, ...details), substanceOf('golden'));
  for (let i = 0; i < 200; i++) {
    for (let c = 0; c < 3; c++) expect(Math.abs(at(out, i)[c] - at(out, 0)[c])).toBeLessThan(0.06);
  }
  const [r, g, b] = at(out, 0);
  expect(r).toBeGreaterThan(0.9);
  expect(g / r).toBeCloseTo(0.76, 1);
  expect(b).toBeLessThan(0.45);
  for (const [i, detail] of details.entries()) {
    for (let c = 0; c < 3; c++) expect(at(out, 200 + i)[c]).toBeCloseTo(detail[c], 2);
  }
});

test('a metal without a colour of its own has that of the body', () => {
  const [green, grey] = [
    [0.2, 0.55, 0.25],
    [0.55, 0.57, 0.6],
  ];
  const [first, second] = [green, grey].map((base) =>
    at(withoutPaintedLight(painted(base, [0.8, 0.1, 0.1]), substanceOf('metal')), 0),
  );
  expect(first[1] / first[0]).toBeGreaterThan(2);
  expect(first[1]).toBeGreaterThan(0.6);
  expect(Math.max(...second) - Math.min(...second)).toBeLessThan(0.1);
  expect(Math.min(...second)).toBeGreaterThan(0.65);
});

test('what shows no gold is left as it is', () => {
  const blue = Float32Array.from(Array(50).fill([0.1, 0.2, 0.8]).flat());
  expect(withoutPaintedLight(blue, substanceOf('golden'))).toBe(blue);
});
