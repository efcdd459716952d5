import { expect, test } from '@jest/globals';
import { shortNumber } from './short-number.ts';

test('a number in about four characters', () => {
  expect([0, 0.123456, 12.3456, 1234.5, 1e6, 1e-5, -2].map(shortNumber)).toEqual([
    '0',
    '0.123',
    '12.3',
    '1235',
    '1.0e+6',
    '1.0e-5',
    '-2',
  ]);
});
