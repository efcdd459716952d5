import type { RunEvent } from '@modeseek/core';
import { bar } from './bar.ts';
import { printable } from './printable.ts';

/** Where progress is written: stderr, or something like it. */
export interface ProgressStream {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/**
 * Shows a run's events to a person: on a terminal one line that is redrawn, else a line now and then. Ours,
 * not cli-progress: that reckons lines and the time left by the clock, and here both come from the events.
 * @returns what to call with each event
 */
export function showProgress(stream: ProgressStream): (event: RunEvent) => void {
  let steps = 0;
  let startTime = 0;
  /** Of the run's work that was done when this session's first update was. */
  let startShare: number | null = null;
  let share = 0;
  /** Figures of the last step. */
  let figures: string[] = [];
  let shownTenth = -1;
  let open = false;

  /** Replaces the line on a terminal. */
  const redraw = (text: string) => {
    stream.write(`\r${printable(text).slice(0, (stream.columns ?? 80) - 1)}\x1b[K`);
    open = true;
  };
  const line = (text: string) => {
    stream.write(`${open ? '\r\x1b[K' : ''}${printable(text)}\n`);
    open = false;
  };
  /** Every update on a terminal; elsewhere only one for each new tenth. */
  const update = (share: number, text: string) => {
    if (stream.isTTY) redraw(text);
    else if (Math.floor(share * 10) > shownTenth) line(text);
    shownTenth = Math.max(shownTenth, Math.floor(share * 10));
  };

  const showStep = (step: number, time: number) => {
    const done = share - (startShare ?? share);
    const text = [
      `step ${step}/${steps}`,
      `${Math.floor(share * 100)} %`,
      ...(done > 0 ? [`${clock(((1 - share) * (time - startTime)) / done)} left`] : []),
      ...figures,
    ];
    update(share, `${stream.isTTY ? `${bar(share)}  ` : ''}${text.join('  ')}`);
  };

  return (event) => {
    switch (event.type) {
      case 'start': {
        steps = event.steps;
        startTime = event.time;
        startShare = null;
        share = 0;
        shownTenth = -1;
        figures = [];
        const from = event.resumedFrom > 0 ? `, from step ${event.resumedFrom}` : '';
        line(`"${event.prompt}", ${steps} steps on ${event.backend}${from}`);
        break;
      }
      case 'update':
        share = event.share;
        startShare ??= share;
        showStep(event.step, event.time);
        break;
      case 'step':
        figures = [...named('|m|', event.values.meanShift), ...named('bandwidth', event.values.bandwidth)];
        showStep(event.step, event.time);
        break;
      case 'dropped':
        line(`step ${event.step} dropped: ${event.reason}`);
        break;
      case 'waited':
        steps++;
        break;
      case 'phase': {
        if (event.progress === 0) shownTenth = -1;
        const what = event.phase === 'export' ? 'making the mesh' : 'filming the turntable';
        const stage = event.stage === undefined ? '' : `: ${event.stage}`;
        if (stream.isTTY) redraw(`${bar(event.progress)}  ${what}${stage}`);
        else if (event.progress === 0) line(what);
        break;
      }
      case 'finish':
        if (stream.isTTY && open) stream.write('\r\x1b[K');
        open = false;
        break;
    }
  };
}

function named(name: string, value: number | undefined): string[] {
  return value === undefined ? [] : [`${name} ${value.toPrecision(3)}`];
}

/** Seconds as minutes:seconds. */
function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
