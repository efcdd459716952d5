import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { ask } from './ask.ts';

/** What a person at a terminal is asked, and whether it is done. */
async function answer(text: string): Promise<{ asked: string; done: boolean }> {
  const terminal = () => Object.assign(new PassThrough(), { isTTY: true });
  const [input, output] = [terminal(), terminal()];
  const answered = ask('Delete \x1b[2J it?', { input, output }).then(
    () => true,
    (error) => {
      expect(error.message).toBe('nothing was done');
      return false;
    },
  );
  input.end(text);
  const done = await answered;
  return { asked: String(output.read()), done };
}

test.each([
  ['y\n', true],
  ['YES \n', true],
  ['n\n', false],
  ['\n', false],
  ['yesterday\n', false],
  // The end of the input.
  ['', false],
])('%j', async (text, done) => {
  expect(await answer(text)).toEqual({ asked: expect.stringContaining('Delete \\x1b[2J it? [y/N] '), done });
});

test('where nobody is there, the flag is named', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  await expect(ask('Delete it?', { input, output })).rejects.toThrow(
    'Delete it? Nobody is here to answer; say yes by --yes',
  );
});
