import type { RunEvent, RunSummary } from '@modeseek/core';

/** One curve: the values of one name over the steps, in step order. */
export interface Series {
  steps: number[];
  values: number[];
}

/** What the page knows of a run, built up from its events alone. */
export interface RunState {
  prompt: string | undefined;
  backend: string | undefined;
  /** Steps in all, and done. */
  steps: number;
  step: number;
  /** Seconds since the start of training. */
  time: number;
  /** Where this session of the run began: step and seconds. A resumed run's pace counts from here. */
  origin: { step: number; time: number };
  phase: 'waiting' | 'training' | 'export' | 'turntable' | 'finished';
  /** Of the phase, in [0, 1]. */
  progress: number;
  dropped: number;
  series: Map<string, Series>;
  summary: RunSummary | undefined;
}

export function emptyRun(): RunState {
  return {
    prompt: undefined,
    backend: undefined,
    steps: 0,
    step: 0,
    time: 0,
    origin: { step: 0, time: 0 },
    phase: 'waiting',
    progress: 0,
    dropped: 0,
    series: new Map(),
    summary: undefined,
  };
}

/** Takes one event into the state. A resumed run may log steps again: what comes later replaces what was there. */
export function addEvent(run: RunState, event: RunEvent): void {
  if (Number.isFinite(event.time)) run.time = event.time;
  switch (event.type) {
    case 'start':
      Object.assign(run, { prompt: event.prompt, backend: event.backend, steps: event.steps });
      run.step = event.resumedFrom;
      run.origin = { step: event.resumedFrom, time: event.time };
      run.phase = 'training';
      run.progress = run.steps > 0 ? run.step / run.steps : 0;
      run.summary = undefined;
      for (const series of run.series.values()) truncate(series, event.resumedFrom);
      break;
    case 'step':
      run.step = event.step;
      run.phase = 'training';
      run.progress = run.steps > 0 ? Math.min(1, run.step / run.steps) : 0;
      for (const [name, value] of Object.entries(event.values)) addPoint(run, name, event.step, value);
      break;
    case 'dropped':
      run.dropped++;
      break;
    case 'waited':
      run.steps++;
      break;
    case 'phase':
      run.phase = event.phase;
      run.progress = event.progress;
      break;
    case 'finish':
      run.phase = 'finished';
      run.progress = 1;
      run.summary = event.summary;
      run.prompt ??= event.summary.prompt;
      break;
  }
}

/** Seconds that training will still take at this session's pace; undefined before there is one. */
export function secondsLeft(run: RunState): number | undefined {
  const steps = run.step - run.origin.step;
  const seconds = run.time - run.origin.time;
  if (run.phase !== 'training' || steps < 1 || seconds <= 0 || run.steps <= run.step) return undefined;
  return ((run.steps - run.step) * seconds) / steps;
}

function addPoint(run: RunState, name: string, step: number, value: number): void {
  if (!Number.isFinite(value)) return; // JSON has null for what is not a number
  let series = run.series.get(name);
  if (!series) {
    series = { steps: [], values: [] };
    run.series.set(name, series);
  }
  if (series.steps.length > 0 && step <= series.steps[series.steps.length - 1]) truncate(series, step - 1);
  series.steps.push(step);
  series.values.push(value);
}

/** Forgets what lies behind a step. */
function truncate(series: Series, lastStep: number): void {
  let length = series.steps.length;
  while (length > 0 && series.steps[length - 1] > lastStep) length--;
  series.steps.length = length;
  series.values.length = length;
}
