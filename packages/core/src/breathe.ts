/** Lets the event loop turn between two pieces of long work of one thread, so that nothing waits for both. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
