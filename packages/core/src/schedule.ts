import { UserError } from './errors.ts';

/**
 * A value that may change over a run: a number; or text such as `"0:3 1:0.3 log"`, a list of `progress:value`
 * points with progress rising in [0, 1], and how to go from one to the next: `linear` (when nothing is said),
 * `log` (linear in the logarithm) or `step` (each value holds until the next point). Before the first point
 * and after the last their values hold. Plain JSON, and fit for a command line.
 */
export type Schedule = number | string;

const INTERPOLATIONS = {
  linear: (from: number, to: number, share: number) => from + (to - from) * share,
  log: (from: number, to: number, share: number) => from * (to / from) ** share,
  step: (from: number) => from,
};

interface Points {
  points: { at: number; value: number }[];
  between: (from: number, to: number, share: number) => number;
}

/** Every value that a schedule names; all others lie between two of them. */
export function scheduleValues(schedule: Schedule): number[] {
  return readSchedule(schedule).points.map(({ value }) => value);
}

/**
 * The schedule as a function of progress in [0, 1].
 * @throws UserError when it cannot be read
 */
export function compileSchedule(schedule: Schedule): (progress: number) => number {
  const { points, between } = readSchedule(schedule);
  return (progress) => {
    const next = points.findIndex(({ at }) => at > progress);
    if (next === -1) return points[points.length - 1].value;
    if (next === 0) return points[0].value;
    const [a, b] = [points[next - 1], points[next]];
    return between(a.value, b.value, (progress - a.at) / (b.at - a.at));
  };
}

function readSchedule(schedule: Schedule): Points {
  if (typeof schedule === 'number') {
    return { points: [{ at: 0, value: schedule }], between: INTERPOLATIONS.step };
  }
  const wrong = (why: string) =>
    new UserError(`schedule "${schedule}" ${why}; right would be 0.5 or "0:3 0.5:1 1:0.3 log"`);
  const words = schedule.trim().split(/\s+/);
  const last = words[words.length - 1];
  const named = Object.hasOwn(INTERPOLATIONS, last);
  const between = INTERPOLATIONS[named ? (last as keyof typeof INTERPOLATIONS) : 'linear'];
  const points = (named ? words.slice(0, -1) : words).map((word) => {
    const [, at, value] = word.match(/^([^:]+):([^:]+)$/) ?? [];
    if (!isNumber(at) || !isNumber(value)) throw wrong(`has "${word}" for a progress:value point`);
    return { at: Number(at), value: Number(value) };
  });
  if (points.length === 0) throw wrong('has no points');
  points.forEach(({ at, value }, i) => {
    if (at < 0 || at > 1) throw wrong(`has progress ${at} outside 0 to 1`);
    if (i > 0 && at <= points[i - 1].at) throw wrong('has points out of order');
    if (last === 'log' && value <= 0) throw wrong(`has ${value}, which has no logarithm`);
  });
  return { points, between };
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && Number.isFinite(Number(text));
}
