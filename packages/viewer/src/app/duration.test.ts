import { expect, test } from '@jest/globals';
import { duration } from './duration.ts';

test('seconds, then minutes, then hours', () => {
  expect([0.4, 42, 59.7, 185, 7800].map(duration)).toEqual([
    '0 s',
    '42 s',
    '1 min 00 s',
    '3 min 05 s',
    '2 h 10 min',
  ]);
});
