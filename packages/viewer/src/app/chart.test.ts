import { expect, test } from '@jest/globals';
import { bucket, shortNumber } from './chart.ts';
import { duration } from './duration.ts';

test('buckets keep the mean and the extremes of every span', () => {
  const steps = Array.from({ length: 100 }, (_, i) => i + 1);
  const buckets = bucket({ steps, values: steps.map((s) => s * 2) }, 10);
  expect(buckets).toHaveLength(10);
  expect(buckets[0]).toEqual({ step: 5.5, mean: 11, min: 2, max: 20 });
  expect(buckets[9]).toEqual({ step: 95.5, mean: 191, min: 182, max: 200 });
});

test('a short curve keeps every point, an empty one none', () => {
  expect(bucket({ steps: [1, 2, 9], values: [3, 4, 5] }, 160).map((b) => b.mean)).toEqual([3, 4, 5]);
  expect(bucket({ steps: [], values: [] }, 160)).toEqual([]);
});

test('short numbers and durations', () => {
  expect([0, 0.123456, 12.3456, 1234.5, 1e6, 1e-5, -2].map(shortNumber)).toEqual([
    '0',
    '0.123',
    '12.3',
    '1235',
    '1.0e+6',
    '1.0e-5',
    '-2',
  ]);
  expect([0.4, 42, 59.7, 185, 7800].map(duration)).toEqual([
    '0 s',
    '42 s',
    '1 min 00 s',
    '3 min 05 s',
    '2 h 10 min',
  ]);
});
