import { describe, expect, test } from '@jest/globals';
import { UNMOVED } from '@modeseek/core';
import { columnsOf } from './columns.ts';
import { hollowOf } from './hollow.ts';
import {
  BASKET,
  BLOCK,
  box,
  CHAIR,
  CUP,
  cylinder,
  type Solid,
  shapeOf,
  TABLE,
  without,
} from './shapes.fixture.ts';

const CELL = 1 / 32;
const hollow = (solid: Solid) => hollowOf(columnsOf(shapeOf(solid), UNMOVED, CELL));

describe('what is hollow', () => {
  test.each([
    ['a cup', CUP, 0.5, -0.4],
    ['a basket, whose handle is no rim', BASKET, 0, -0.6],
    ['a plate', without(cylinder(0.8, -0.1, 0.1), cylinder(0.7, 0, 1)), 0.1, 0],
  ])('%s', (_, solid, rim, floor) => {
    const found = hollow(solid)!;
    expect(Math.abs(found.rim - rim)).toBeLessThan(2 * CELL);
    expect(Math.abs(found.floor - floor)).toBeLessThan(2 * CELL);
    expect(Math.hypot(found.x, found.z) * CELL).toBeLessThan(2 * CELL);
    expect(found.holds(found.x, found.z, (rim + floor) / 2)).toBe(true);
    expect(found.holds(found.x + 100, found.z, (rim + floor) / 2)).toBe(false);
  });
});

test.each([
  ['a block', BLOCK],
  ['a table, which is open at its sides', TABLE],
  ['a chair', CHAIR],
  ['a closed box', without(BLOCK, box([-0.4, -0.4, -0.4], [0.4, 0.4, 0.4]))],
  ['a block with a small hole', without(BLOCK, cylinder(0.08, 0, 1))],
])('%s is not', (_, solid) => {
  expect(hollow(solid)).toBeNull();
});
