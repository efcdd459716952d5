import { expect, test } from '@jest/globals';
import { overriding } from './spawn-train.ts';

test.each([
  [
    ['--steps', '9'],
    ['--quiet', '--seed', '1', '--steps', '9'],
  ],
  [['--quiet'], ['--seed', '1', '--steps', '3', '--quiet']],
  [['--seed=2'], ['--quiet', '--steps', '3', '--seed=2']],
  [[], ['--quiet', '--seed', '1', '--steps', '3']],
])('what is given, %j, comes in place of what a benchmark has', (flags, all) => {
  expect(overriding(['--quiet', '--seed', '1', '--steps', '3'], flags)).toEqual(all);
});
