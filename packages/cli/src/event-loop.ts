import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds between looks at the clock. */
const RESOLUTION = 10;

/** A watch over this thread. */
interface EventLoopWatch {
  /** The most milliseconds, so far, that it was busy with one thing. */
  longest(): number;
  stop(): void;
}

/** Begins to watch this thread. */
export function watchEventLoop(): EventLoopWatch {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  return { longest: () => Math.max(0, delay.max / 1e6 - RESOLUTION), stop: () => delay.disable() };
}
