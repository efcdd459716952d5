import { expect, test } from '@jest/globals';
import { placePoint, UNMOVED } from '@modeseek/core';
import { boundsOf, columnAt, columnsOf, eachColumn, joined, shifted } from './columns.ts';
import { ball, box, shapeOf, union, WEDGE } from './shapes.fixture.ts';

const CELL = 0.04;
const at = (value: number) => Math.floor(value / CELL);

test('heights are those of the solid, wherever it is placed', () => {
  const placement = { scale: 0.5, offset: [0.3, -0.2, 0.11], turn: 0.4 } as const;
  const columns = columnsOf(shapeOf(ball(0.8)), placement, CELL);
  const [x, , z] = placement.offset;
  let farthest = 0;
  eachColumn(columns, (spans, i, k) => {
    expect(spans).toHaveLength(2);
    const away = Math.hypot((i + 0.5) * CELL - x, (k + 0.5) * CELL - z);
    const half = Math.sqrt(0.4 ** 2 - away ** 2);
    if (away > 0.35) return; // where it is steep
    farthest = Math.max(farthest, away);
    expect(spans[0]).toBeCloseTo(-0.2 - half, 1);
    expect(spans[1]).toBeCloseTo(-0.2 + half, 1);
  });
  expect(farthest).toBeGreaterThan(0.3);
});

test('a turn is that of placements', () => {
  const placement = { ...UNMOVED, turn: 0.9 };
  const columns = columnsOf(shapeOf(WEDGE), placement, CELL);
  const [x, , z] = placePoint([0, -0.2, 0.55], placement);
  expect(columnAt(columns, at(x), at(z))).toHaveLength(2);
  expect(columnAt(columns, at(-x), at(z))).toHaveLength(0);
});

test('what is above and below a gap is apart', () => {
  const two = shapeOf(
    union(box([-0.5, -0.6, -0.5], [0.5, -0.2, 0.5]), box([-0.5, 0.1, -0.5], [0.5, 0.3, 0.5])),
  );
  const spans = columnAt(columnsOf(two, UNMOVED, CELL), 0, 0);
  expect(spans.map((y) => Number(y.toFixed(2)))).toEqual([-0.6, -0.2, 0.1, 0.3]);
});

test('several as one have each height once', () => {
  const one = columnsOf(shapeOf(box([-0.2, -0.2, -0.2], [0.2, 0.2, 0.2])), UNMOVED, CELL);
  const both = joined([one, shifted(one, 2, 0.1, 0), shifted(one, 0, 1, 0)]);
  expect(columnAt(both, 2, 0).map((y) => Number(y.toFixed(2)))).toEqual([-0.2, 0.3, 0.8, 1.2]);
  const { min, max } = boundsOf(both);
  expect(min[1]).toBeCloseTo(-0.2);
  expect(max[0]).toBeCloseTo(0.2 + 2 * CELL);
});
