import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { turnTelemetryOff, WITHOUT_TELEMETRY } from './telemetry.ts';
import { startWorker } from './worker.ts';

test('telemetry goes off, also where it was asked for', () => {
  process.env.ORT_DISABLE_TELEMETRY = '0';
  turnTelemetryOff();
  expect(process.env).toMatchObject(WITHOUT_TELEMETRY);
});

test.each([
  [WITHOUT_TELEMETRY, /^off$/],
  [{ ORT_DISABLE_TELEMETRY: '0' }, /^a worker thread cannot turn off .* start the program with /],
  [{}, /^a worker thread cannot turn off .* start the program with /],
])('in a worker thread that was started with %o', async (env, answer) => {
  const worker = startWorker(import.meta.url, './telemetry-worker.fixture', { env });
  const [message] = await once(worker, 'message');
  expect(message).toMatch(answer);
  await worker.terminate();
});
