import { expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { COLOUR_NAMES, hsl, middleOf, shadeOf } from './palette.ts';

test('hsl follows the definition', () => {
  const near = (colour: { r: number; g: number; b: number }, rgb: number[]) =>
    expect([colour.r, colour.g, colour.b]).toEqual(rgb.map((value) => expect.closeTo(value, 6)));
  near(hsl(0, 100, 50), [1, 0, 0]);
  near(hsl(120, 100, 50), [0, 1, 0]);
  near(hsl(240, 100, 25), [0, 0, 0.5]);
  near(hsl(-60, 100, 50), [1, 0, 1]);
  near(hsl(200, 0, 70), [0.7, 0.7, 0.7]);
});

test('shades lie nearest to their own name, nearly always', () => {
  const rng = new Rng(1);
  let right = 0;
  const draws = 1400;
  for (let i = 0; i < draws; i++) {
    const name = COLOUR_NAMES[i % COLOUR_NAMES.length];
    const shade = shadeOf(name, rng);
    const distance = (other: (typeof COLOUR_NAMES)[number]) => {
      const { r, g, b } = middleOf(other);
      return Math.hypot(r - shade.r, g - shade.g, b - shade.b);
    };
    const nearest = COLOUR_NAMES.reduce((best, other) => (distance(other) < distance(best) ? other : best));
    if (nearest === name) right++;
  }
  expect(right / draws).toBeGreaterThan(0.9);
});
