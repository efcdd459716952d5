import { describe, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { checkTextOptions } from './check-text-options.ts';
import { parseConfig } from './config.ts';

const EMBEDDED = {};
const MULTI_VIEW = { readsAnyText: true };
const SINGLE_VIEW = { readsAnyText: true, readsDirections: true };
const check = (options: object, model: object) =>
  checkTextOptions(parseConfig({ prompt: 'a mug', ...options }), model);

test.each([EMBEDDED, MULTI_VIEW, SINGLE_VIEW])('defaults suit every model: %j', (model) => {
  expect(() => check({}, model)).not.toThrow();
  expect(() => check({ guidanceRescale: 0.5 }, model)).not.toThrow();
});

describe('what does nothing is refused in one line', () => {
  const TOLD =
    'does nothing here: the model is told cameras themselves, and not words for them; leave it out';
  test.each([
    [
      { negativePrompt: 'blurry' },
      EMBEDDED,
      'option negativePrompt does nothing here: the model knows prompts',
    ],
    [
      { negativePrompt: 'blurry', guidanceScale: 1 },
      SINGLE_VIEW,
      'option negativePrompt does nothing here: guidanceScale is 1',
    ],
    ...[EMBEDDED, MULTI_VIEW].flatMap((model) => [
      [{ perpNeg: true }, model, `option perpNeg ${TOLD}`] as const,
      [{ viewWords: false }, model, `option viewWords ${TOLD}`] as const,
      [{ frontWithin: 30 }, model, `option frontWithin ${TOLD}`] as const,
      [{ backWithin: 30 }, model, `option backWithin ${TOLD}`] as const,
      [{ overheadFrom: 30 }, model, `option overheadFrom ${TOLD}`] as const,
    ]),
    [{ viewWords: false, perpNeg: true }, SINGLE_VIEW, 'option perpNeg does nothing here: viewWords is off'],
    [
      { viewWords: false, overheadFrom: 30 },
      SINGLE_VIEW,
      'option overheadFrom does nothing here: viewWords is off',
    ],
    [{ perpNeg: true, frontWithin: 30 }, SINGLE_VIEW, 'option frontWithin does nothing here: perpNeg blends'],
    [{ perpNeg: true, backWithin: 30 }, SINGLE_VIEW, 'option backWithin does nothing here: perpNeg blends'],
  ])('%j of %j', (options, model, message) => {
    expect(() => check(options, model)).toThrow(UserError);
    expect(() => check(options, model)).toThrow(message);
  });
});

test.each([
  [{ negativePrompt: 'blurry' }, MULTI_VIEW],
  [{ negativePrompt: 'blurry', perpNeg: true, overheadFrom: 40 }, SINGLE_VIEW],
  [{ frontWithin: 30, backWithin: 60 }, SINGLE_VIEW],
  [{ viewWords: false }, SINGLE_VIEW],
])('%j suits %j', (options, model) => {
  expect(() => check(options, model)).not.toThrow();
});
