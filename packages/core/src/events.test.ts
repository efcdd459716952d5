import { describe, expect, test } from '@jest/globals';
import { parseEvent, parseSummary, type RunEvent, type RunSummary } from './events.ts';

const summary: Required<RunSummary> = {
  prompt: 'a mug',
  seed: 0,
  steps: 40,
  backend: 'WebAssembly',
  secondsTrain: 1.5,
  secondsTotal: 2,
  peakMemoryMiB: 300,
  longestBlockMs: 12,
  triangles: 0,
  droppedSteps: 0,
  date: '2026-01-01T00:00:00.000Z',
  version: '0.1.0',
  platform: 'Node 20',
  threads: 2,
  model: 'abc',
  config: { seed: 0 },
  warnings: [],
};

const EVENTS: RunEvent[] = [
  { type: 'start', time: 0, prompt: 'a mug', steps: 40, backend: 'WebAssembly', resumedFrom: 0 },
  { type: 'start', time: 9, prompt: 'a', warnings: ['b'], steps: 40, backend: 'c', resumedFrom: 3 },
  { type: 'step', time: 1, step: 1, values: { meanShift: 0.5, 'own value (%)': -1e9 } },
  { type: 'update', time: 1, step: 1, share: 1 + 1e-12 },
  { type: 'dropped', time: 1, step: 1, reason: 'the render is not finite' },
  { type: 'waited', time: 1, step: 1 },
  { type: 'preview', time: 1, step: 1, file: 'preview/step-000001-update-000010.png' },
  { type: 'checkpoint', time: 1, step: 1 },
  { type: 'phase', time: 1, phase: 'export', progress: 0.5 },
  { type: 'finish', time: 2, summary },
];

test.each(EVENTS)('an event of type $type is read as it was told', (event) => {
  expect(parseEvent(JSON.stringify(event))).toEqual(event);
});

describe('no event', () => {
  test.each(EVENTS)('is one of type $type that lacks an entry or has another kind of value', (event) => {
    for (const name of Object.keys(event).filter((name) => name !== 'warnings')) {
      for (const value of [undefined, null, {}, [], [null], 'x'.repeat(99), true, -1, 1e300]) {
        const isRight = value === 1e300 && name === 'time';
        const isWord = typeof value === 'string' && ['prompt', 'backend', 'reason'].includes(name);
        const isTable = name === 'values' && JSON.stringify(value) === '{}';
        if (isRight || isWord || isTable) continue;
        expect(parseEvent(JSON.stringify({ ...event, [name]: value }))).toBeNull();
      }
    }
  });

  test.each([
    '',
    'null',
    '[]',
    '3',
    '{"type":"st',
    '{"type":"toString","time":0}',
    '{"type":"__proto__","time":0}',
    '{"type":"checkpoint","time":1e999,"step":1}',
    '{"type":"checkpoint","time":0,"step":1.5}',
    '{"type":"phase","time":0,"phase":"constructor","progress":0}',
    '{"type":"update","time":0,"step":1,"share":2}',
    '{"type":"step","time":0,"step":1,"values":{"a":"1"}}',
    '{"type":"step","time":0,"step":1,"values":{"__proto__":1}}',
    '{"type":"step","time":0,"step":1,"values":{"\\u001b[31m":1}}',
    '{"type":"step","time":0,"step":1,"values":[1]}',
    '{"type":"preview","time":0,"step":1,"file":"../../etc/passwd"}',
    '{"type":"preview","time":0,"step":1,"file":"preview/step-1.png/../../../x"}',
    '{"type":"preview","time":0,"step":1,"file":"https://elsewhere/preview/step-1.png"}',
    '{"type":"start","time":0,"prompt":"a","warnings":[1],"steps":1,"backend":"b","resumedFrom":0}',
    '['.repeat(100_000),
  ])('is %s', (line) => {
    expect(parseEvent(line)).toBeNull();
  });

  test('is a line of endless length, or with endless values', () => {
    const start = (prompt: string) => JSON.stringify({ ...EVENTS[0], prompt });
    expect(parseEvent(start('x'.repeat(1e6)))).not.toBeNull();
    expect(parseEvent(start('x'.repeat(1.1e6)))).toBeNull();
    const values = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`v${i}`, i]));
    expect(parseEvent(JSON.stringify({ type: 'step', time: 0, step: 1, values }))).toBeNull();
  });
});

test('values that were no finite numbers are left out of a step', () => {
  const step = { type: 'step', time: 0, step: 1, values: { lag: Number.NaN, views: 2, loss: Infinity } };
  expect(parseEvent(JSON.stringify(step))).toEqual({ ...step, values: { views: 2 } });
});

test('a summary holds what readers need, and nothing of another kind', () => {
  expect(parseSummary(JSON.stringify(summary, null, 2))).toEqual(summary);
  for (const name of Object.keys(summary)) {
    expect(parseSummary(JSON.stringify({ ...summary, [name]: null }))).toBeNull();
  }
  const { prompt, steps, secondsTrain, secondsTotal } = summary;
  const needed = { prompt, steps, secondsTrain, secondsTotal };
  for (const name of Object.keys(needed)) {
    expect(parseSummary(JSON.stringify({ ...summary, [name]: undefined }))).toBeNull();
  }
  // As other versions of the program may have written it.
  expect(parseSummary(JSON.stringify(needed))).toEqual(needed);
  const finish = { type: 'finish', time: 2, summary: needed };
  expect(parseEvent(JSON.stringify(finish))).toEqual(finish);
  for (const text of ['', 'null', '[]', '{}', '{"prompt":']) expect(parseSummary(text)).toBeNull();
});
