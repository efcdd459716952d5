import { expect, test } from '@jest/globals';
import { PLAIN_SUBSTANCE, substanceOf } from './substance.ts';

test.each([
  ['a golden mug', 'gold'],
  ['A gold-plated crown', 'golden'],
  ['a wooden chair', 'wooden'],
  ['a steel spoon on a wooden table', 'steel'],
  ['a plush bear with golden eyes', 'plush'],
  ['a DSLR photo of a chrome teapot', 'chrome'],
])('%s is of %s', (words, substance) => {
  expect(substanceOf(words)).toEqual(substanceOf(substance));
  expect(substanceOf(words)).not.toBe(PLAIN_SUBSTANCE);
});

test.each([
  'a mug',
  'a golden retriever',
  'two golden retrievers',
  'an ice cream',
  'a mug with a steel handle',
  'a constructor',
  '',
])('%s is of nothing particular', (words) => expect(substanceOf(words)).toBe(PLAIN_SUBSTANCE));

test.each([
  ['a shiny gold ring', 'gold', 0.2],
  ['a matte black steel kettle', 'steel', 1],
  ['a polished stone', 'stone', 0.25],
  ['a glossy apple', '', 0.2],
])('%s: what it is made of, as smooth as is said', (words, substance, roughness) => {
  expect(substanceOf(words)).toEqual({ ...substanceOf(substance), roughness });
});

test('metals are metals, and all values are in range', () => {
  for (const word of ['gold', 'silver', 'copper', 'brass', 'bronze', 'chrome', 'steel', 'metal', 'iron']) {
    expect(substanceOf(word).metalness).toBe(1);
  }
  for (const word of ['glass', 'ice', 'plush', 'fuzzy', 'wooden', 'stone', 'plastic', 'rubber', 'ceramic']) {
    expect(substanceOf(word).metalness).toBe(0);
  }
});
