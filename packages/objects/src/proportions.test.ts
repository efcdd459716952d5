import { expect, test } from '@jest/globals';
import { PROPORTIONS, stretchesBeside } from './proportions.ts';

test('no stretch makes untrue what a concept says of its shape', () => {
  expect(stretchesBeside(['pointed'], PROPORTIONS, false)).toEqual(PROPORTIONS);
  expect(stretchesBeside(['flat'], PROPORTIONS, true)).toEqual([]);
  for (const word of ['round', 'square']) {
    expect(stretchesBeside([word], PROPORTIONS, false)).toEqual([]);
    // These keep circles where the concept is round.
    expect(stretchesBeside([word], PROPORTIONS, true)).toEqual(['wide', 'thin']);
  }
});
