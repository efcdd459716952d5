import { describe, expect, test } from '@jest/globals';
import { UserError } from './errors.ts';
import { compileSchedule } from './schedule.ts';

const at = (schedule: number | string, ...progress: number[]) => progress.map(compileSchedule(schedule));

describe('compileSchedule', () => {
  test('a number is constant', () => {
    expect(at(0.3, 0, 0.5, 1)).toEqual([0.3, 0.3, 0.3]);
  });

  test('linear, and constant beyond its points', () => {
    expect(at('0.2:4 0.6:8', 0, 0.2, 0.3, 0.5, 0.6, 1)).toEqual(
      [4, 4, 5, 7, 8, 8].map((x) => expect.closeTo(x, 9)),
    );
  });

  test('log: the middle is the geometric mean', () => {
    expect(at('0:4 1:1 log', 0, 0.5, 1)).toEqual([4, 2, 1]);
  });

  test('step: each value holds until the next', () => {
    expect(at('0:32 0.3:64 step', 0, 0.29, 0.3, 1)).toEqual([32, 32, 64, 64]);
  });

  test.each([
    ['', 'point'],
    ['soon', 'point'],
    ['0:', 'point'],
    ['0:1 0:2', 'order'],
    ['0:1 2:2', 'outside'],
    ['0:1 1:0 log', 'logarithm'],
    ['log', 'no points'],
  ])('%j is refused, saying what would be right', (schedule, word) => {
    expect(() => compileSchedule(schedule)).toThrow(UserError);
    expect(() => compileSchedule(schedule)).toThrow(new RegExp(`${word}.*right would be`));
  });
});
