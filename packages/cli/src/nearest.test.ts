import { expect, test } from '@jest/globals';
import { nearest } from './nearest.ts';

const KNOWN = ['prompt', 'seed', 'threads'];

test('the known word that is nearest, if any is near', () => {
  expect(nearest('promt', KNOWN)).toBe('prompt');
  expect(nearest('sede', KNOWN)).toBe('seed');
  expect(nearest('colour', KNOWN)).toBeUndefined();
});

test('a text of any length is near to none, and is not compared letter by letter', () => {
  expect(nearest('x'.repeat(1e8), KNOWN)).toBeUndefined();
});
