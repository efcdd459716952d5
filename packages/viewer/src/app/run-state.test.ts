import { describe, expect, test } from '@jest/globals';
import type { RunEvent } from '@modeseek/core';
import { addEvent, emptyRun, secondsLeft } from './run-state.ts';

const start = (resumedFrom = 0, time = 0): RunEvent => ({
  type: 'start',
  time,
  prompt: 'a cube',
  steps: 10,
  backend: 'cpu',
  resumedFrom,
});
const update = (step: number, share: number, time: number): RunEvent => ({
  type: 'update',
  time,
  step,
  share,
});
const step = (number: number, loss: number, time = number): RunEvent => ({
  type: 'step',
  time,
  step: number,
  values: { loss },
});

function after(...events: RunEvent[]) {
  const run = emptyRun();
  for (const event of events) addEvent(run, event);
  return run;
}

describe('run state', () => {
  test('steps make progress, curves and a pace', () => {
    const run = after(start(), step(1, 0.9), step(2, 0.8), {
      type: 'dropped',
      time: 3,
      step: 3,
      reason: 'NaN',
    });
    expect(run).toMatchObject({
      prompt: 'a cube',
      phase: 'training',
      step: 2,
      steps: 10,
      progress: 0.2,
      dropped: 1,
    });
    expect(run.series.get('loss')).toEqual({ steps: [1, 2], values: [0.9, 0.8] });
    expect(secondsLeft(after(start(), step(1, 0.9), step(2, 0.8)))).toBe(8);
    expect(secondsLeft(after(start(), step(1, 0.9)))).toBeUndefined();
    expect(secondsLeft(after(start()))).toBeUndefined();
  });

  test('within a step updates make progress, which then counts instead of steps', () => {
    const run = after(start(), update(1, 0.2, 30), update(1, 0.4, 40));
    expect(run).toMatchObject({ phase: 'training', stepNow: 1, step: 0, progress: 0.4 });
    expect(secondsLeft(run)).toBeCloseTo(30); // at 2 % a second; the thirty seconds before count for nothing
    addEvent(run, step(1, 0.9, 41));
    expect(run).toMatchObject({ step: 1, progress: 0.4 });
    addEvent(run, update(2, 0.45, 50));
    expect(run).toMatchObject({ stepNow: 2, step: 1, progress: 0.45 });
  });

  test('a resumed run keeps the progress of its updates, and its pace is a new one', () => {
    const run = after(start(), update(1, 0.5, 10), step(1, 0.9, 10), start(1, 10));
    expect(run).toMatchObject({ stepNow: 1, progress: 0.5 });
    addEvent(run, update(2, 0.6, 30));
    expect(secondsLeft(run)).toBeUndefined();
    addEvent(run, update(2, 0.7, 35));
    expect(secondsLeft(run)).toBeCloseTo(15);
    expect(after(start(), update(1, 0.5, 10), start(), step(1, 0.9))).toMatchObject({ progress: 0.1 });
  });

  test('a resumed run forgets the steps behind its checkpoint and counts its pace from there', () => {
    const run = after(start(), step(1, 1), step(2, 2), step(3, 3), start(2, 2), step(3, 30, 4));
    expect(run.series.get('loss')).toEqual({ steps: [1, 2, 3], values: [1, 2, 30] });
    expect(secondsLeft(run)).toBeUndefined();
    addEvent(run, step(4, 40, 6));
    expect(secondsLeft(run)).toBeCloseTo(12);
  });

  test('what was not understood of the prompt is told', () => {
    const warnings = ['not understood, and left out: "sparkly"'];
    expect(after(start()).warnings).toEqual([]);
    expect(after({ ...start(), warnings } as RunEvent).warnings).toEqual(warnings);
  });

  test('values that are not finite are left out', () => {
    const run = after(start(), step(1, Number.NaN), step(2, null as unknown as number), step(3, 1));
    expect(run.series.get('loss')).toEqual({ steps: [3], values: [1] });
  });

  test('export, then finished', () => {
    const summary = {
      prompt: 'a cube',
      seed: 1,
      steps: 10,
      backend: 'cpu',
      secondsTrain: 5,
      secondsTotal: 6,
      peakMemoryMiB: 100,
      longestBlockMs: 20,
      triangles: 12,
      droppedSteps: 0,
      date: '2026-01-01T00:00:00.000Z',
      version: '0.1.0',
      platform: 'Node 20.0.0, linux x64',
      threads: 2,
      model: '00',
      config: {},
      warnings: [],
    };
    const run = after(start(), { type: 'phase', time: 5, phase: 'export', progress: 0.5 });
    expect(run).toMatchObject({ phase: 'export', progress: 0.5 });
    addEvent(run, { type: 'finish', time: 6, summary });
    expect(run).toMatchObject({ phase: 'finished', progress: 1, summary });
    // Of a version that tells less.
    const { prompt, steps, secondsTrain, secondsTotal, triangles } = summary;
    const less = { prompt, steps, secondsTrain, secondsTotal, triangles };
    const other = after(start(), { type: 'finish', time: 6, summary: less });
    expect(other).toMatchObject({ phase: 'finished', warnings: [], summary: less });
  });
});
