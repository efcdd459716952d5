import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { streamEvents } from './event-stream.ts';
import { Feed, type Message } from './feed.ts';
import { Turns } from './turns.ts';

/** News without end for each one who watches. */
class Endless extends Feed {
  polls = 0;

  constructor() {
    super(1);
  }

  messages(): () => Message {
    let number = 0;
    return () => [Buffer.from(`data: ${number++}\n\n`)];
  }

  protected async poll(): Promise<void> {
    this.polls++;
    if (this.polls % 2 === 0) throw new Error('a poll that fails');
  }

  failures = 0;
  protected fail(): void {
    this.failures++;
  }
}

/** Takes so much, and then nothing more until it has drained. */
class Reader extends EventEmitter {
  readonly written: string[] = [];
  writableNeedDrain = false;
  destroyed = false;
  writeHead() {}
  flushHeaders() {}
  write(part: Buffer): boolean {
    this.written.push(part.toString());
    this.writableNeedDrain = this.written.length % 3 === 0;
    return !this.writableNeedDrain;
  }
}

test('who does not read is not written to, and hears the rest when he does', async () => {
  const feed = new Endless();
  const reader = new Reader();
  streamEvents({ method: 'GET' } as IncomingMessage, reader as unknown as ServerResponse, feed, new Turns());
  while (feed.failures < 3) await new Promise((resolve) => setTimeout(resolve, 1));
  expect(reader.written).toHaveLength(3);
  reader.writableNeedDrain = false;
  reader.emit('drain');
  while (reader.written.length < 6) await new Promise((resolve) => setTimeout(resolve, 1));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(reader.written).toEqual([0, 1, 2, 3, 4, 5].map((i) => `data: ${i}\n\n`));
  reader.destroyed = true;
  reader.emit('close');
  expect(feed.watched).toBe(false);
});

test('who has left before the answer begins is not waited for', () => {
  const feed = new Endless();
  const reader = Object.assign(new Reader(), { destroyed: true });
  streamEvents({ method: 'GET' } as IncomingMessage, reader as unknown as ServerResponse, feed, new Turns());
  expect(feed.watched).toBe(false);
});
