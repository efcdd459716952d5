import { closeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { explainSystemError } from './system-error.ts';

/** What writing says when nobody is at the other end any more: a pipe was closed, or a terminal. */
const NOBODY = new Set(['EPIPE', 'EIO', 'ECONNRESET']);

/**
 * Lets the program outlive what its output goes to: from the first failure on a stream is silent, and work
 * goes on, to its own exit code. A result that was not written for another reason than that nobody reads it,
 * such as a full disk, makes the exit code 2 in the end.
 */
export function outliveStreams(): void {
  let failure: Error | undefined;
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!NOBODY.has(error.code ?? '')) failure ??= error;
  });
  const terminals = [0, 1, 2].filter(isatty);
  process.on('exit', () => {
    if (failure) {
      process.stderr.write(`modeseek: standard output: ${explainSystemError(failure) ?? failure.message}\n`);
      process.exitCode ||= 2;
    }
    // Node aborts when it cannot put a terminal back as it was, except a closed one. Closed ones, when their
    // window has gone, are no terminals any more.
    for (const terminal of terminals) if (!isatty(terminal)) close(terminal);
  });
}

function close(file: number): void {
  try {
    closeSync(file);
  } catch {
    // It is closed, whatever it says of what it had still to write.
  }
}
