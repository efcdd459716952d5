import { describe, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { numberOrAutoFlag, rangeForHelp, readNumber, wholeFlag, wholeOrNoneFlag } from './flags.ts';

test('what is not given stays so, and what is right becomes a number', () => {
  expect(wholeFlag('count', 1, 64)(undefined)).toBeUndefined();
  expect(wholeFlag('count', 1, 64)('64')).toBe(64);
  expect(wholeOrNoneFlag('size', 16, 32)('16')).toBe(16);
  expect(wholeOrNoneFlag('size', 16, 32)('0')).toBe(0);
  expect(numberOrAutoFlag('threshold', 0.1, 9)('0.5')).toBe(0.5);
  expect(numberOrAutoFlag('threshold', 0.1, 9)('auto')).toBe('auto');
  expect(readNumber('hidden', '12', { type: 'integer', maximum: 20, multipleOf: 4 })).toBe(12);
});

describe('a wrong number is refused with the flag and what is right', () => {
  test.each<[string, (text: string) => unknown, string]>([
    ['65', wholeFlag('count', 1, 64), 'a whole number from 1 to 64'],
    ['2.5', wholeFlag('count', 1, 64), 'a whole number from 1 to 64'],
    ['', wholeFlag('count', 1, 64), 'a whole number from 1 to 64'],
    ['1e15', wholeFlag('count', 1, 64), 'a whole number from 1 to 64'],
    ['8', wholeOrNoneFlag('count', 16, 32), 'a whole number from 16 to 32, or 0'],
    ['-1', numberOrAutoFlag('count', 0.1, 9), 'a number from 0.1 to 9, or auto'],
    ['1e9', numberOrAutoFlag('count', 0.1, 9), 'a number from 0.1 to 9, or auto'],
    [
      '0',
      (text) => readNumber('count', text, { exclusiveMinimum: 0, maximum: 9 }),
      'a number above 0, at most 9',
    ],
    [
      '30',
      (text) => readNumber('count', text, { type: 'integer', minimum: 4, maximum: 256, multipleOf: 4 }),
      'a multiple of 4 from 4 to 256',
    ],
  ])('%j', (text, read, right) => {
    expect(() => read(text)).toThrow(UserError);
    expect(() => read(text)).toThrow(`--count is '${text}'; it must be ${right}`);
  });
});

test('help tells ranges', () => {
  expect(rangeForHelp({ minimum: 1, maximum: 24 })).toBe('1 to 24');
  expect(rangeForHelp({ minimum: 4, maximum: 256, multipleOf: 4 })).toBe('4 to 256 in steps of 4');
  expect(rangeForHelp({ exclusiveMinimum: 0, maximum: 9 })).toBe('above 0, at most 9');
});
