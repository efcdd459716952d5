import { expect, test } from '@jest/globals';
import type { RunEvent } from '@modeseek/core';
import { showProgress } from './progress.ts';

/** What is written for events, where stderr is no terminal. */
function shown(events: RunEvent[]): string[] {
  let text = '';
  const show = showProgress({ write: (more) => (text += more) });
  for (const event of events) show(event);
  return text.trimEnd().split('\n');
}

const start = { type: 'start', time: 0, prompt: 'a mug', steps: 2, backend: 'wasm', resumedFrom: 0 } as const;
const update = (time: number, step: number, share: number): RunEvent => ({
  type: 'update',
  time,
  step,
  share,
});

test('within a long step progress goes on, a line each tenth, with the time that is left', () => {
  const step: RunEvent = { type: 'step', time: 40, step: 1, values: { meanShift: 0.5, bandwidth: 25 } };
  const lines = shown([
    start,
    update(10, 1, 0),
    update(20, 1, 0.25),
    update(21, 1, 0.26),
    step,
    update(80, 2, 1),
  ]);
  expect(lines).toEqual([
    '"a mug", 2 steps on wasm',
    'step 1/2  0 %',
    'step 1/2  25 %  1:00 left',
    'step 2/2  100 %  0:00 left  |m| 0.500  bandwidth 25.0',
  ]);
});

test('a run after another is told from its beginning', () => {
  const step: RunEvent = { type: 'step', time: 40, step: 2, values: { meanShift: 0.5 } };
  const next = { ...start, time: 50, prompt: 'a cat' };
  expect(shown([start, update(10, 1, 0), update(40, 2, 1), step, next, update(60, 1, 0.5)])).toEqual([
    '"a mug", 2 steps on wasm',
    'step 1/2  0 %',
    'step 2/2  100 %  0:00 left',
    '"a cat", 2 steps on wasm',
    'step 1/2  50 %',
  ]);
});

test('a resumed run is timed from where it goes on', () => {
  const resumed = { ...start, time: 100, resumedFrom: 1 };
  expect(shown([resumed, update(101, 2, 0.6), update(110, 2, 0.8)])).toEqual([
    '"a mug", 2 steps on wasm, from step 1',
    'step 2/2  60 %',
    'step 2/2  80 %  0:10 left',
  ]);
});

test('what a terminal would obey is shown', () => {
  expect(shown([{ ...start, prompt: 'a \x1b[2J mug' }])).toEqual(['"a \\x1b[2J mug", 2 steps on wasm']);
});
