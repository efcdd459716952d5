import type { Compute } from '@modeseek/backend';
import { RUN_FILES, type RunEvent, type RunSummary, VERSION } from '@modeseek/core';
import { peakMemoryMiB } from '@modeseek/node';
import type { Run, RunStepsResult } from '@modeseek/trainer';
import type { RunOptions } from './requested-run.ts';

/** What is known of a run whose steps are done. */
export interface Finishing<C extends RunOptions> {
  run: Run<C>;
  compute: Pick<Compute, 'name' | 'threads'>;
  /** SHA-256 of the image model. */
  model: string;
  onEvent?: (event: RunEvent) => void;
  /** What the user was told of the prompt. */
  warnings: readonly string[];
  /** Since the start of the run. */
  seconds: () => number;
  /** Milliseconds, the most that the program's thread was busy with one thing. */
  longestBlock: () => number;
}

/**
 * Writes the summary of a run, by which it is finished, and tells of it.
 * @param made what the kind of run has made
 */
export async function writeSummary<C extends RunOptions>(
  { step, seconds: secondsTrain, droppedSteps }: RunStepsResult,
  { run, compute, model, onEvent, warnings, seconds, longestBlock }: Finishing<C>,
  made: Pick<RunSummary, 'triangles'> = {},
): Promise<RunSummary> {
  const { store, config } = run;
  const summary: RunSummary = {
    prompt: config.prompt,
    seed: config.seed,
    steps: step,
    backend: compute.name,
    secondsTrain: round(secondsTrain),
    secondsTotal: round(seconds()),
    peakMemoryMiB: Math.round(peakMemoryMiB()),
    longestBlockMs: Math.round(longestBlock()),
    ...made,
    droppedSteps,
    warnings,
    date: new Date().toISOString(),
    version: VERSION,
    platform: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    threads: compute.threads,
    model,
    config,
  };
  await store.write(RUN_FILES.summary, `${JSON.stringify(summary, null, 2)}\n`);
  const event: RunEvent = { type: 'finish', time: seconds(), summary };
  await run.appendEvent(event);
  onEvent?.(event);
  return summary;
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
