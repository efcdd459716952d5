const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A second signal within this time is the first one again: a terminal sends Ctrl-C to the launcher too, which
 * passes it on.
 */
const ECHO_MS = 1000;

/** Exit code of a command ended by Ctrl-C. */
export const INTERRUPTED = 130;

/**
 * Aborts at the first Ctrl-C (or wish of the system to end), and ends the process at the second.
 * @param onFirst tells the user
 * @returns the signal, and what to call when nothing is left to interrupt
 */
export function interruptible(onFirst: () => void): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  let first = 0;
  const listener = () => {
    if (!controller.signal.aborted) {
      first = performance.now();
      controller.abort();
      onFirst();
    } else if (performance.now() - first > ECHO_MS) {
      process.exit(INTERRUPTED);
    }
  };
  for (const name of SIGNALS) process.on(name, listener);
  const done = () => {
    for (const name of SIGNALS) process.off(name, listener);
  };
  return { signal: controller.signal, done };
}
