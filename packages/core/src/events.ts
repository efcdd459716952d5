import {
  type Check,
  isList,
  isNumber,
  isObject,
  isOptional,
  isRecord,
  isTable,
  isText,
  isWhole,
} from './checks.ts';
import { PREVIEW_FILE } from './run-files.ts';

/**
 * One line of a run's `events.jsonl`. The progress bar, the viewer and the plots read these and nothing else.
 * `time` is seconds since the start of training, over all sessions of a resumed run; in what follows
 * training, with loading counted too.
 */
export type RunEvent =
  | {
      type: 'start';
      time: number;
      prompt: string;
      /** What the user was told of the prompt; absent where that was nothing. */
      warnings?: readonly string[];
      steps: number;
      backend: string;
      resumedFrom: number;
    }
  | {
      type: 'step';
      time: number;
      step: number;
      /** Named scalars: losses, |m|, bandwidth, resolution, milliseconds per phase. */
      values: Record<string, number>;
    }
  /**
   * `step` is under way: `share`, in [0, 1], of the run's updates of the field are done. Every update is
   * told; the log holds those that complete another percent.
   */
  | { type: 'update'; time: number; step: number; share: number }
  | { type: 'dropped'; time: number; step: number; reason: string }
  /** The step, done, does not count towards the run's progress: there will be one more. */
  | { type: 'waited'; time: number; step: number }
  | { type: 'preview'; time: number; step: number; file: string }
  | { type: 'checkpoint'; time: number; step: number }
  | {
      type: 'phase';
      time: number;
      phase: 'export' | 'turntable';
      progress: number;
      /** What of it is under way, for people. */
      stage?: string;
    }
  | { type: 'finish'; time: number; summary: RunSummary };

/** Most characters of a line: the longest hold a run's options, its prompt among them. */
const LONGEST_LINE = 2 ** 20;

const TEXT = isText(LONGEST_LINE);
/** In [0, 1], but for the rounding of sums. */
const SHARE = isNumber(0, 1 + 1e-6);
/** Of a value, as the page shows it. */
const VALUE_NAME = /^[\p{L}\p{N}]\P{C}{0,63}$/u;

/** What the summary of a finished run must hold, and what it may. */
const SUMMARY: Record<keyof RunSummary, Check> = {
  prompt: TEXT,
  seed: isOptional(isWhole()),
  steps: isWhole(),
  backend: isOptional(TEXT),
  secondsTrain: isNumber(0),
  secondsTotal: isNumber(0),
  peakMemoryMiB: isOptional(isNumber(0)),
  longestBlockMs: isOptional(isNumber(0)),
  triangles: isOptional(isWhole()),
  droppedSteps: isOptional(isWhole()),
  date: isOptional(TEXT),
  version: isOptional(TEXT),
  platform: isOptional(TEXT),
  threads: isOptional(isWhole()),
  model: isOptional(TEXT),
  config: isOptional(isRecord),
  warnings: isOptional(isList(TEXT)),
};

/** What each type of event must hold beside its time. */
const EVENTS: { [T in RunEvent['type']]: Record<EntriesOf<T>, Check> } = {
  start: {
    prompt: TEXT,
    warnings: isOptional(isList(TEXT)),
    steps: isWhole(),
    backend: TEXT,
    resumedFrom: isWhole(),
  },
  step: { step: isWhole(), values: isTable(VALUE_NAME, isNumber(), 200) },
  update: { step: isWhole(), share: SHARE },
  dropped: { step: isWhole(), reason: TEXT },
  waited: { step: isWhole() },
  preview: { step: isWhole(), file: isText(100, PREVIEW_FILE) },
  checkpoint: { step: isWhole() },
  phase: {
    phase: (value) => value === 'export' || value === 'turntable',
    progress: SHARE,
    stage: isOptional(TEXT),
  },
  finish: { summary: isObject(SUMMARY) },
};
type EntriesOf<T> = Exclude<keyof Extract<RunEvent, { type: T }>, 'type' | 'time'>;

/**
 * The event of one line of `events.jsonl`, whoever wrote it: all that its type says is there, of the right
 * kind. Values of a step that were no finite numbers, for which JSON has null, are left out.
 * @returns null for a line that is damaged or too long, which readers pass over
 */
export function parseEvent(line: string): RunEvent | null {
  if (line.length > LONGEST_LINE) return null;
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    return null;
  }
  if (!isRecord(event) || typeof event.type !== 'string' || !Object.hasOwn(EVENTS, event.type)) return null;
  if (event.type === 'step' && isRecord(event.values)) {
    event.values = Object.fromEntries(Object.entries(event.values).filter(([, value]) => value !== null));
  }
  const entries = EVENTS[event.type as RunEvent['type']];
  return isObject({ time: isNumber(0), ...entries })(event) ? (event as unknown as RunEvent) : null;
}

/** The summary of a finished run; null when the text is no such thing. */
export function parseSummary(text: string): RunSummary | null {
  try {
    const summary = JSON.parse(text);
    return isObject(SUMMARY)(summary) ? summary : null;
  } catch {
    return null;
  }
}

/** A finished run's `summary.json`. What no reader needs is left open: other versions may tell less. */
export interface RunSummary {
  prompt: string;
  seed?: number;
  steps: number;
  backend?: string;
  secondsTrain: number;
  secondsTotal: number;
  peakMemoryMiB?: number;
  /** The longest, from the start of training on, that the program's thread was busy with one thing. */
  longestBlockMs?: number;
  /** Of the mesh; 0 when none could be made. Absent where none was asked for: of pictures. */
  triangles?: number;
  droppedSteps?: number;
  /** When it was done, as ISO 8601 has it. */
  date?: string;
  /** Of this program. */
  version?: string;
  /** What the program ran on, such as `Node 20.20.2, linux x64`. */
  platform?: string;
  /** Of the field's kernels. */
  threads?: number;
  /** SHA-256 of the image model. */
  model?: string;
  /** All options of the run. */
  config?: Record<string, unknown>;
  /** What the user was told of the prompt. */
  warnings?: readonly string[];
}
