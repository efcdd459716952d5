/** Lets the event loop turn between two pieces of long work of one thread, so that nothing waits for both. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    // Node's own; browsers have none, and hold back nested timers for 4 ms each, but not messages.
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else viaMessage(resolve);
  });
}

function viaMessage(resolve: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(null);
}
