import { expect, test } from '@jest/globals';
import { oneLine, printable, printableLines } from './printable.ts';

test.each([
  ['a red mug', 'a red mug'],
  ['Käse, 日本, 🐈', 'Käse, 日本, 🐈'],
  ['\x1b[2Jgone', '\\x1b[2Jgone'],
  ['\x1b]0;title\x07', '\\x1b]0;title\\x07'],
  ['a\rb\tc\nd\0', 'a\\x0db\\x09c\\x0ad\\x00'],
  ['\x7f\x80\x9b31m', '\\x7f\\x80\\x9b31m'],
  ['\u202egnp.exe\u202c \u2066x\u2069', '\\u202egnp.exe\\u202c \\u2066x\\u2069'],
])('%j is shown as %s', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('lines of a text stay lines', () => {
  expect(printableLines('a\x1b\nb\n')).toBe('a\\x1b\nb\n');
});

test('several lines become one, however many spaces there are', () => {
  expect(oneLine('a \n\n  b\r\nc')).toBe('a b c');
  // Would take hours, were the time to grow with the square.
  const spaces = ' '.repeat(5_000_000);
  expect(oneLine(`a${spaces}b`)).toBe(`a${spaces}b`);
});
