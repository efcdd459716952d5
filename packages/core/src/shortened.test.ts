import { expect, test } from '@jest/globals';
import { shortened } from './shortened.ts';

test('long text is cut off, and says so', () => {
  expect(shortened('a mug')).toBe('a mug');
  expect(shortened('a'.repeat(81))).toBe(`${'a'.repeat(79)}…`);
  expect(shortened('abcd', 3)).toBe('ab…');
});
