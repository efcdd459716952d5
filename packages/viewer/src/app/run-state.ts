import type { RunEvent, RunSummary } from '@modeseek/core';

/** One curve: the values of one name over the steps, in step order. */
export interface Series {
  steps: number[];
  values: number[];
}

/** Most curves: each has a button of its own. */
const MOST_SERIES = 200;

/** What the page knows of a run, built up from its events alone. */
export interface RunState {
  prompt: string | undefined;
  /** What was not understood of the prompt. */
  warnings: readonly string[];
  backend: string | undefined;
  /** Steps in all; the one under way, or the last done; and the last done. */
  steps: number;
  stepNow: number;
  step: number;
  /** Seconds since the start of training. */
  time: number;
  phase: 'waiting' | 'training' | 'export' | 'turntable' | 'finished';
  /** Of the phase, in [0, 1]; that of training by updates of the field, or by steps where none are told. */
  progress: number;
  tellsUpdates: boolean;
  /** The first progress that this session of the run made, and its time: the pace counts from here. */
  origin: { progress: number; time: number } | undefined;
  dropped: number;
  series: Map<string, Series>;
  summary: RunSummary | undefined;
}

export function emptyRun(): RunState {
  return {
    prompt: undefined,
    warnings: [],
    backend: undefined,
    steps: 0,
    stepNow: 0,
    step: 0,
    time: 0,
    phase: 'waiting',
    progress: 0,
    tellsUpdates: false,
    origin: undefined,
    dropped: 0,
    series: new Map(),
    summary: undefined,
  };
}

/** Takes one event into the state. A resumed run may log steps again: later ones replace what was there. */
export function addEvent(run: RunState, event: RunEvent): void {
  if (Number.isFinite(event.time)) run.time = event.time;
  switch (event.type) {
    case 'start':
      Object.assign(run, { prompt: event.prompt, backend: event.backend, steps: event.steps });
      run.warnings = event.warnings ?? [];
      run.step = run.stepNow = event.resumedFrom;
      run.phase = 'training';
      // A resumed run's log ends with the updates before its checkpoint.
      run.tellsUpdates &&= event.resumedFrom > 0;
      if (!run.tellsUpdates) run.progress = shareOfSteps(run);
      run.origin = undefined;
      run.summary = undefined;
      for (const series of run.series.values()) truncate(series, event.resumedFrom);
      break;
    case 'update':
      run.stepNow = event.step;
      run.tellsUpdates = true;
      advance(run, event.share);
      break;
    case 'step':
      run.step = run.stepNow = event.step;
      if (!run.tellsUpdates) advance(run, shareOfSteps(run));
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
      run.warnings = event.summary.warnings ?? [];
      break;
  }
}

/** Seconds that training will still take at this session's pace; undefined before there is one. */
export function secondsLeft(run: RunState): number | undefined {
  if (run.phase !== 'training' || !run.origin || run.progress >= 1) return undefined;
  const done = run.progress - run.origin.progress;
  const seconds = run.time - run.origin.time;
  return done > 0 && seconds > 0 ? ((1 - run.progress) * seconds) / done : undefined;
}

function shareOfSteps({ step, steps }: RunState): number {
  return steps > 0 ? Math.min(1, step / steps) : 0;
}

function advance(run: RunState, progress: number): void {
  run.phase = 'training';
  run.progress = progress;
  run.origin ??= { progress, time: run.time };
}

function addPoint(run: RunState, name: string, step: number, value: number): void {
  if (!Number.isFinite(value)) return; // JSON has null for what is not a number
  let series = run.series.get(name);
  if (!series) {
    if (run.series.size === MOST_SERIES) return;
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
