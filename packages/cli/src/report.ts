import { UserError } from '@modeseek/core';
import { oneLine, printable, printableLines } from './printable.ts';
import { explainSystemError } from './system-error.ts';

/**
 * Tells on stderr what has ended a command.
 * @param who the command, such as `modeseek train`
 * @returns the exit code: 2 for a mistake of the user's, or a system that says no, in one line; 1 for a
 *   failure of ours, with its stack
 */
export function report(error: unknown, who: string): number {
  const line = error instanceof UserError ? error.message : explainSystemError(error);
  if (line !== undefined) {
    process.stderr.write(`${who}: ${printable(oneLine(line))}\n`);
    return 2;
  }
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${who}: ${printableLines(told)}\n`);
  return 1;
}
