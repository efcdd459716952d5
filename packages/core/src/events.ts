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
  | { type: 'phase'; time: number; phase: 'export' | 'turntable'; progress: number }
  | { type: 'finish'; time: number; summary: RunSummary };

/** The event of one line of `events.jsonl`; null for a damaged one, which readers pass over. */
export function parseEvent(line: string): RunEvent | null {
  try {
    const event = JSON.parse(line);
    return typeof event?.type === 'string' ? event : null;
  } catch {
    return null;
  }
}

/** A finished run's `summary.json`. */
export interface RunSummary {
  prompt: string;
  seed: number;
  steps: number;
  backend: string;
  secondsTrain: number;
  secondsTotal: number;
  peakMemoryMiB: number;
  /** The longest, from the start of training on, that the program's thread was busy with one thing. */
  longestBlockMs: number;
  /** Of the mesh; 0 when none could be made. */
  triangles: number;
  droppedSteps: number;
  /** When it was done, as ISO 8601 has it. */
  date: string;
  /** Of this program. */
  version: string;
  /** What the program ran on, such as `Node 20.20.2, linux x64`. */
  platform: string;
  /** Of the field's kernels. */
  threads: number;
  /** SHA-256 of the image model. */
  model: string;
  /** All options of the run. */
  config: Record<string, unknown>;
  /** What the user was told of the prompt. */
  warnings: readonly string[];
}
