import { constants } from 'node:os';

/** The number of a system's, or a container's, first process. */
const FIRST = 1;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A second signal within this time is the first one again: a terminal sends Ctrl-C to package managers too,
 * which pass it on.
 */
const ECHO_MS = 1000;

/**
 * Lets signals end the process also where it is the first of its system or container, which they do not
 * reach while nobody listens.
 */
export function mindSignals(): void {
  if (process.pid !== FIRST) return;
  for (const name of SIGNALS) {
    // Work that minds them itself listens, too, and goes first.
    process.on(name, () => {
      if (process.listenerCount(name) === 1) endBy(name);
    });
  }
}

/** By the signal itself, where that can be: to exit while native threads work may crash. */
function endBy(name: NodeJS.Signals): void {
  if (process.pid === FIRST) process.exit(128 + constants.signals[name]);
  process.kill(process.pid, name);
}

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
      done();
      endBy(name);
    }
  };
  for (const name of SIGNALS) process.on(name, listener);
  const done = () => {
    for (const name of SIGNALS) process.off(name, listener);
  };
  return { signal: controller.signal, exitCode: () => code, done };
}
