import { expect, test } from '@jest/globals';
import { fileNameOf } from './file-name.ts';

test.each([
  ['A red Café, please!', 'a-red-cafe-please'],
  ['ice cream', 'ice-cream'],
  ['../../../etc/passwd', 'etc-passwd'],
  ['..', ''],
  ['C:\\Windows\\nul\0', 'c-windows-nul'],
  ['-a-', 'a'],
])('%j is named %j', (text, name) => {
  expect(fileNameOf(text)).toBe(name);
});

test('long text is cut, whole letters kept', () => {
  expect(fileNameOf('a'.repeat(100))).toBe('a'.repeat(60));
  expect(fileNameOf('a b', 2)).toBe('a');
  expect(fileNameOf('日'.repeat(100), 31)).toBe('日'.repeat(10));
});
