import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { startWorker } from './worker.ts';

test('a worker thread runs TypeScript and resolves packages from source', async () => {
  const worker = startWorker(import.meta.url, './echo-worker.fixture', { workerData: { seed: 5 } });
  const [message] = await once(worker, 'message');
  expect(message).toBeGreaterThanOrEqual(0);
  await worker.terminate();
});
