import { expect, test } from '@jest/globals';
import { lengthFlag } from './length.ts';

const read = lengthFlag('size', 0.001, 100);

test.each([
  ['60mm', 0.06],
  ['0.1m', 0.1],
  ['10 cm', 0.1],
  ['3in', 0.0762],
  [' .5m ', 0.5],
  ['100m', 100],
])('%s is %s metres', (text, metres) => {
  expect(read(text)).toBeCloseTo(metres, 12);
});

test.each(['', '60', 'mm', '-1m', '1e3m', '1km', '0mm', '0.5mm', '101m', '1m2', '１m', 'Infinitym'])(
  '%s is none',
  (text) => {
    expect(() => read(text)).toThrow(
      `--size is '${text}'; it must be a length such as 60mm, 10cm, 0.1m or 3in, from 0.001m to 100m`,
    );
  },
);

test('nothing is nothing', () => {
  expect(read(undefined)).toBeUndefined();
});
