import { expect, test } from '@jest/globals';
import { enlarged } from './enlarge.ts';

const grey = (...values: number[]) => Float32Array.from(values.flatMap((value) => [value, value, value]));

test('colours lie where they were, and go over into each other between', () => {
  const image = { data: grey(0, 1, 1, 0), batch: 1, height: 2, width: 2 };
  const { data, width, height } = enlarged(image, 4);
  expect([width, height]).toEqual([4, 4]);
  const rows = Array.from({ length: 4 }, (_, y) => [0, 1, 2, 3].map((x) => data[(y * 4 + x) * 3]));
  expect(rows).toEqual([
    [0, 64, 191, 255],
    [64, 96, 159, 191],
    [191, 159, 96, 64],
    [255, 191, 64, 0],
  ]);
});

test('a picture of the size asked for stays as it is', () => {
  const image = { data: grey(0, 0.2, 0.6, 1), batch: 1, height: 2, width: 2 };
  expect([...enlarged(image, 2).data].filter((_, i) => i % 3 === 0)).toEqual([0, 51, 153, 255]);
});
