import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { RunEvent } from '@modeseek/core';
import { EventLog } from './event-log.ts';

let run: string;
beforeEach(() => {
  run = mkdtempSync(join(tmpdir(), 'event-log-'));
});
afterEach(() => rmSync(run, { recursive: true }));

const start: RunEvent = {
  type: 'start',
  time: 0,
  prompt: 'a cube',
  steps: 1e6,
  backend: 'cpu',
  resumedFrom: 0,
};
const update = (step: number): RunEvent => ({ type: 'update', time: step, step, share: 0.5 });
const step = (step: number, length = 1): RunEvent => ({
  type: 'step',
  time: step,
  step,
  values: Object.fromEntries(Array.from({ length }, (_, i) => [`value${i}`, step + i / 7])),
});
const write = (events: Iterable<RunEvent>) => {
  let lines = '';
  for (const event of events) lines += `${JSON.stringify(event)}\n`;
  appendFileSync(join(run, 'events.jsonl'), lines);
};

/** All that the log tells from a number on, piece by piece. */
function told(log: EventLog, from = 0): { events: (RunEvent & { step: number })[]; longest: number } {
  const all = { events: [] as (RunEvent & { step: number })[], longest: 0 };
  for (let next = from; next < log.end; ) {
    const piece = log.pieceFrom(next);
    all.events.push(...JSON.parse(piece.json.toString()));
    all.longest = Math.max(all.longest, piece.json.length);
    next = piece.end;
  }
  return all;
}

test('125,000 events are told in small pieces, thinned alike over the run, the newest all of them', async () => {
  const count = 125_000;
  function* events() {
    yield start;
    for (let i = 1; i <= count / 2; i++) {
      yield update(i);
      yield step(i, 4);
      if (i === 100) yield { type: 'dropped', time: i, step: i, reason: 'not finite' } as RunEvent;
    }
  }
  write(events());
  const log = new EventLog(run);
  await log.read(() => true);
  const { events: kept, longest } = told(log);
  expect(longest).toBeLessThan(50_000);
  expect(kept.length).toBeGreaterThan(1500);
  expect(kept.length).toBeLessThanOrEqual(4000);
  expect(kept[0]).toEqual(start);
  expect(kept.filter(({ type }) => type === 'dropped')).toHaveLength(1);
  expect(kept.slice(-400).map((event) => event.step)).toEqual(
    Array.from({ length: 400 }, (_, i) => count / 2 - 199 + Math.floor(i / 2)),
  );
  for (const type of ['step', 'update']) {
    const steps = kept.filter((event) => event.type === type).map((event) => event.step);
    for (let tenth = 0; tenth < 10; tenth++) {
      const within = steps.filter((s) => Math.floor((10 * (s - 1)) / (count / 2)) === tenth);
      expect(within.length).toBeGreaterThan(30);
    }
  }
});

test('who follows hears each event once, while the log is thinned behind him', async () => {
  const log = new EventLog(run);
  const heard: number[] = [];
  let next = 0;
  for (let i = 0; i < 30; i++) {
    write(Array.from({ length: 500 }, (_, j) => step(500 * i + j)));
    await log.read(() => true);
    heard.push(...told(log, next).events.map((event) => event.step));
    next = log.end;
  }
  expect(heard).toEqual(Array.from({ length: 15_000 }, (_, i) => i));
  expect(told(log).events.length).toBeLessThanOrEqual(4000);
});

test.each([
  [
    'long lines',
    () => Array.from({ length: 300 }, (_, i) => ({ ...start, prompt: `${i}${'x'.repeat(100_000)}` })),
  ],
  [
    'events that are not thinned',
    () => Array.from({ length: 20_000 }, (_, i) => ({ ...start, resumedFrom: i })),
  ],
])('%s: no more is kept than there is room for, the newest', async (_, events) => {
  const all: RunEvent[] = events();
  write(all);
  const log = new EventLog(run);
  await log.read(() => true);
  const kept = told(log).events;
  expect(JSON.stringify(kept).length).toBeLessThan(2.2 * 2 ** 20);
  expect(kept.length).toBeLessThanOrEqual(4000);
  expect(kept.at(-1)).toEqual(all.at(-1));
});

test('reading ends where it is told to, and goes on from there', async () => {
  write(Array.from({ length: 20_000 }, (_, i) => step(i)));
  const log = new EventLog(run);
  await log.read(() => false);
  const first = log.end;
  expect(first).toBeGreaterThan(1000);
  expect(first).toBeLessThan(20_000);
  await log.read(() => true);
  expect(log.end).toBe(20_000);
});

test('readers of the same events share them', async () => {
  write(Array.from({ length: 1000 }, (_, i) => step(i)));
  const log = new EventLog(run);
  await log.read(() => true);
  for (const at of [0, log.pieceFrom(0).end, log.end - 1])
    expect(log.pieceFrom(at).json).toBe(log.pieceFrom(at).json);
});

test('a rewritten log is another edition', async () => {
  write([step(1), step(2), step(3)]);
  const log = new EventLog(run);
  await log.read(() => true);
  const { edition } = log;
  writeFileSync(join(run, 'events.jsonl'), '');
  write([step(1), step(20), step(30), step(40)]);
  await log.read(() => true);
  expect(log.edition).toBeGreaterThan(edition);
  expect(told(log).events.map((event) => event.step)).toEqual([1, 20, 30, 40]);
});
