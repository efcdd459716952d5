import { expect, test } from '@jest/globals';
import { aroundViews } from '@modeseek/core';
import { parseConfig } from './config.ts';
import { viewDirections } from './view-directions.ts';

test('limits are in degrees', () => {
  const views = aroundViews(12); // 30 degrees apart, from 20 degrees above
  const of = (options: object) =>
    viewDirections(views, parseConfig({ prompt: 'x', ...options }))
      ?.map((shares) => Object.keys(shares)[0][0])
      .join('');
  expect(of({})).toBe('ffsssbbbsssf');
  expect(of({ frontWithin: 70, backWithin: 20 })).toBe('fffsssbsssff');
  expect(of({ overheadFrom: 19 })).toBe('oooooooooooo');
  expect(of({ viewWords: false })).toBeUndefined();
});
