import { describe, expect, test } from '@jest/globals';
import { encodeLayout, type Layout, parseLayout } from './layout.ts';

const layout: Layout = {
  objects: [
    { words: 'red mug', scale: 0.4, offset: [0.1, -0.2, 0.3], turn: -0.3 },
    { words: 'table', scale: 1.2, offset: [0, 0, 0], turn: 0 },
  ],
  metresPerUnit: null,
};

test('what is written is read', () => {
  expect(parseLayout(encodeLayout(layout))).toEqual(layout);
  expect(parseLayout(encodeLayout({ ...layout, metresPerUnit: 0.5 }))?.metresPerUnit).toBe(0.5);
});

describe('what is no layout', () => {
  const [first] = layout.objects;
  test.each([
    ['no JSON', '{"objects"'],
    ['no object', '[]'],
    ['no objects', JSON.stringify({ ...layout, objects: [] })],
    ['too many', JSON.stringify({ ...layout, objects: Array(1000).fill(first) })],
    ['no words', JSON.stringify({ ...layout, objects: [{ ...first, words: ' ' }] })],
    ['no size', JSON.stringify({ ...layout, objects: [{ ...first, scale: 0 }] })],
    ['no place', JSON.stringify({ ...layout, objects: [{ ...first, offset: [0, 1] }] })],
    ['a place elsewhere', JSON.stringify({ ...layout, objects: [{ ...first, offset: [0, 1e9, 0] }] })],
    ['no turn', JSON.stringify({ ...layout, objects: [{ ...first, turn: null }] })],
    ['no unit', JSON.stringify({ ...layout, metresPerUnit: -1 })],
  ])('%s', (_, text) => {
    expect(parseLayout(text)).toBeNull();
  });
});
