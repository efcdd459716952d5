import { expect, test } from '@jest/globals';
import { bucket } from './bucket.ts';

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
