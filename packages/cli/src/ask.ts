import { createInterface } from 'node:readline/promises';
import { UserError } from '@modeseek/core';
import { printable } from './printable.ts';

/**
 * Asks a person whether something may be done; on stderr, as stdout is for results.
 * @throws UserError when nobody is there to answer, or the answer is no
 */
export async function ask(question: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UserError(`${question} Nobody is here to answer; say yes by --yes`);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${printable(question)} [y/N] `);
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    terminal.close();
  }
  throw new UserError('nothing was done');
}
