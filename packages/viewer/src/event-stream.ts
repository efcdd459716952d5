import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Feed } from './feed.ts';
import type { Turns } from './turns.ts';

/** Milliseconds of silence after which browsers and proxies would begin to give up on an event stream. */
const KEEP_ALIVE_MS = 15_000;

/**
 * Answers with server-sent events: how things stand first, then what changes, with a comment now and then to
 * keep it open. A reader that does not read is not written to: one message waits for it.
 */
export function streamEvents(
  request: IncomingMessage,
  response: ServerResponse,
  feed: Feed,
  turns: Turns,
): void {
  if (response.destroyed) return; // its reader has left already, and nothing would tell
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  response.flushHeaders();
  const next = feed.messages();
  let waits = false;
  const write = () => {
    const mayWrite = () => !response.writableNeedDrain && !response.destroyed;
    if (waits || !mayWrite()) return;
    waits = true;
    const step = () => {
      waits = false;
      const message = mayWrite() ? next() : undefined;
      if (!message) return;
      for (const part of message) response.write(part);
      write();
    };
    turns.take(step).catch(() => response.destroy());
  };
  response.on('drain', write);
  const stop = feed.watch(write);
  const keepAlive = setInterval(() => {
    if (!response.writableNeedDrain) response.write(': still here\n\n');
  }, KEEP_ALIVE_MS);
  response.once('close', () => {
    stop();
    clearInterval(keepAlive);
  });
  write();
}
