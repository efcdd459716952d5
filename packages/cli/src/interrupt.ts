import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A second signal within this time is the first one again: a terminal sends Ctrl-C to package managers too,
 * which pass it on.
 */
const ECHO_MS = 1000;

/** Work that signals may end. */
export interface Interruptible {
  /** Aborts at the first of them. */
  signal: AbortSignal;
  /** Exit code of a command that it has ended, as shells have it: 130 after Ctrl-C, 143, 129. */
  exitCode(): number;
  /** To be called when nothing is left to interrupt: from then on a signal ends the process at once. */
  done(): void;
}

/**
 * Minds Ctrl-C, the wish of the system to end, and the end of the terminal. A second Ctrl-C, or wish, ends
 * the process at once; not so that of the terminal, which comes along with others.
 * @param onFirst tells the user
 */
export function interruptible(onFirst: () => void): Interruptible {
  const controller = new AbortController();
  let code = 0;
  let first = 0;
  const listener = (name: NodeJS.Signals) => {
    if (!controller.signal.aborted) {
      code = 128 + constants.signals[name];
      first = performance.now();
      controller.abort();
      onFirst();
    } else if (name !== 'SIGHUP' && performance.now() - first > ECHO_MS) {
      // By the signal itself: to exit while native threads work may crash.
      done();
      process.kill(process.pid, name);
    }
  };
  for (const name of SIGNALS) process.on(name, listener);
  const done = () => {
    for (const name of SIGNALS) process.off(name, listener);
  };
  return { signal: controller.signal, exitCode: () => code, done };
}
