import { expect } from '@jest/globals';
import { UserError } from '@modeseek/core';

/** The one line a user gets when something does not start. */
export async function refusal(started: Promise<unknown>): Promise<string> {
  const error = await started.then(
    () => new Error('was not refused'),
    (reason: Error) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  expect(error.message).not.toContain('\n');
  return error.message;
}
