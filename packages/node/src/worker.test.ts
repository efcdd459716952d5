import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { startWorker } from './worker.ts';

test('a worker thread runs TypeScript and resolves packages from source', async () => {
  const worker = startWorker(import.meta.url, './echo-worker.fixture', { workerData: { seed: 5 } });
  const [message] = await once(worker, 'message');
  expect(message).toBe(new Rng(5).uniform());
  await worker.terminate();
});
