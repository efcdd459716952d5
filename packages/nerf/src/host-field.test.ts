import { expect, test } from '@jest/globals';
import { SMALL } from './problem.fixture.ts';
import { ReferenceField } from './reference-field.ts';

test.each([Number.NaN, Infinity, -Infinity])('one gradient of %p among many is found', async (bad) => {
  const field = new ReferenceField(SMALL);
  const [{ gradient }] = field.parameters;
  gradient.fill(3e38);
  expect(await field.gradientsAreFinite()).toBe(true);
  gradient[613] = bad;
  expect(await field.gradientsAreFinite()).toBe(false);
});
