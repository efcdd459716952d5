import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds between looks at the clock. */
const RESOLUTION = 10;

/**
 * Begins to watch this thread.
 * @returns what tells the most milliseconds, so far, that it was busy with one thing
 */
export function watchEventLoop(): () => number {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  return () => Math.max(0, delay.max / 1e6 - RESOLUTION);
}
