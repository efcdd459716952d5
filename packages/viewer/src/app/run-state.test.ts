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
    expect(secondsLeft(after(start()))).toBeUndefined();
  });

  test('a resumed run forgets the steps behind its checkpoint and counts its pace from there', () => {
    const run = after(start(), step(1, 1), step(2, 2), step(3, 3), start(2, 2), step(3, 30, 4));
    expect(run.series.get('loss')).toEqual({ steps: [1, 2, 3], values: [1, 2, 30] });
    expect(secondsLeft(run)).toBe(14);
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
    };
    const run = after(start(), { type: 'phase', time: 5, phase: 'export', progress: 0.5 });
    expect(run).toMatchObject({ phase: 'export', progress: 0.5 });
    addEvent(run, { type: 'finish', time: 6, summary });
    expect(run).toMatchObject({ phase: 'finished', progress: 1, summary });
  });
});
