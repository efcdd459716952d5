import { createInterface } from 'node:readline';
import { UserError } from '@modeseek/core';
import { printable } from './printable.ts';

interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream & { isTTY?: boolean };
}

/**
 * Asks a person whether something may be done; on stderr, as stdout is for results.
 * @throws UserError when nobody is there to answer, or the answer is not yes
 */
export async function ask(
  question: string,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<void> {
  if (!input.isTTY || !output.isTTY) {
    throw new UserError(`${question} Nobody is here to answer; say yes by --yes`);
  }
  const lines = createInterface({ input, output });
  const answer = await new Promise<string>((resolve) => {
    lines.on('close', () => resolve(''));
    lines.question(`${printable(question)} [y/N] `, resolve);
  });
  lines.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new UserError('nothing was done');
}
