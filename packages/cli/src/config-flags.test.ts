import { describe, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { configFlags, configFromFlags, namingFlags } from './config-flags.ts';

test('help shows what is right beside the default', () => {
  const flags = configFlags();
  expect(flags['field-levels'].defaultDescription).toBe('10; 1 to 24');
  expect(flags['field-hidden'].defaultDescription).toBe('32; 4 to 256 in steps of 4');
  expect(flags.resolution.defaultDescription).toBe('128; 4 to 512');
  expect(flags.background.defaultDescription).toMatch(/^random; known: random, /);
  expect(flags.steps.defaultDescription).toBe('40; 1 to 1000000');
  expect(flags['normal-step'].defaultDescription).toBe('0.02; above 0, at most 1');
});

test.each([
  [{ 'textureless-share': '2' }, "--textureless-share is '2'; it must be a number from 0 to 1"],
  [{ 'field-levels': '30' }, "--field-levels is '30'; it must be a whole number from 1 to 24"],
  [{ 'field-hidden': '30' }, "--field-hidden is '30'; it must be a multiple of 4 from 4 to 256"],
  [{ steps: '1e15' }, "--steps is '1e15'; it must be a whole number from 1 to 1000000"],
  [{ 'normal-step': '2' }, "--normal-step is '2'; it must be a number above 0, at most 1"],
  [{ batch: '65' }, '--batch is 65: must nowhere be above 64'],
  [{ batch: '64', resolution: '512' }, '--batch is up to 64 and resolution up to 512: 16777216 pixels'],
])('%j is refused by the name of the flag', (flags, message) => {
  expect(() => configFromFlags({ prompt: 'a mug', ...flags })).toThrow(UserError);
  expect(() => configFromFlags({ prompt: 'a mug', ...flags })).toThrow(message);
});

describe('namingFlags', () => {
  const complain = (message: string) => () =>
    namingFlags(() => {
      throw new UserError(message);
    });

  test('names the flag of an option', () => {
    expect(complain('option guidanceScale has -1')).toThrow(/^--guidance-scale has -1$/);
  });

  test('leaves an option without a flag as it is', () => {
    expect(complain('option sigmaMin has 1')).toThrow(/^option sigmaMin has 1$/);
  });
});
