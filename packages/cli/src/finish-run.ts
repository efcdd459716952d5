import type { Compute } from '@modeseek/backend';
import {
  aroundViews,
  breathe,
  CONTACT_SHEET,
  contactSheet,
  type Field,
  imageAt,
  RUN_FILES,
  type RunEvent,
  type RunSummary,
  UserError,
  VERSION,
} from '@modeseek/core';
import type { MeshThread } from '@modeseek/mesh/node';
import { peakMemoryMiB } from '@modeseek/node';
import type { Run, TrainResult } from '@modeseek/trainer';
import { encodeTurntable, renderViews } from './turntable.ts';

const TURNTABLE = { frames: 32, size: 192, seconds: 4 };

interface FinishOptions {
  thread: MeshThread;
  compute: Pick<Compute, 'name' | 'threads'>;
  /** SHA-256 of the image model. */
  model: string;
  onEvent?: (event: RunEvent) => void;
  warn: (text: string) => void;
  /** What the user was told of the prompt. */
  warnings: readonly string[];
  /** Since the start of the run. */
  seconds: () => number;
  /** Milliseconds, the most that the program's thread was busy with one thing. */
  longestBlock: () => number;
}

/**
 * Exports a trained field, then takes its pictures, and writes the summary. A field with nothing in it has no
 * mesh, but pictures.
 */
export async function finishRun(
  run: Run,
  field: Field,
  { renderer, step, seconds: secondsTrain, droppedSteps }: TrainResult,
  { thread, compute, model, onEvent, warn, warnings, seconds, longestBlock }: FinishOptions,
): Promise<RunSummary> {
  const { store, config } = run;
  const emit = async (event: RunEvent) => {
    await run.appendEvent(event);
    onEvent?.(event);
  };
  // One that cannot be written rejects those that follow, the last of which is waited for.
  const phase = (name: 'turntable' | 'export') => (progress: number) => {
    emit({ type: 'phase', time: seconds(), phase: name, progress }).catch(() => {});
  };

  let triangles = 0;
  try {
    const mesh = await thread.exportMesh(
      (points, count) => field.query(points, count),
      { name: config.prompt },
      phase('export'),
    );
    for (const { name, bytes } of mesh.files) await store.write(name, bytes);
    triangles = mesh.triangles;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    warn(`No mesh was made: ${error.message}`);
  }

  phase('turntable')(0);
  const frames = await renderViews(
    renderer,
    aroundViews(TURNTABLE.frames),
    TURNTABLE.size,
    phase('turntable'),
  );
  await store.write(RUN_FILES.turntable, await encodeTurntable(frames, TURNTABLE.seconds));
  const every = TURNTABLE.frames / CONTACT_SHEET.views;
  await breathe();
  const sides = Array.from({ length: CONTACT_SHEET.views }, (_, i) => imageAt(frames, i * every));
  const sheet = contactSheet(sides, CONTACT_SHEET.columns);
  await breathe();
  await store.writePicture(RUN_FILES.contactSheet, sheet);

  const summary: Required<RunSummary> = {
    prompt: config.prompt,
    seed: config.seed,
    steps: step,
    backend: compute.name,
    secondsTrain: round(secondsTrain),
    secondsTotal: round(seconds()),
    peakMemoryMiB: Math.round(peakMemoryMiB()),
    longestBlockMs: Math.round(longestBlock()),
    triangles,
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
  await emit({ type: 'finish', time: seconds(), summary });
  return summary;
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
