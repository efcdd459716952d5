import {
  aroundViews,
  breathe,
  CONTACT_SHEET,
  contactSheet,
  imageAt,
  RUN_FILES,
  type RunEvent,
  type RunSummary,
  UserError,
} from '@modeseek/core';
import type { ExportPhase } from '@modeseek/mesh';
import type { MeshThread } from '@modeseek/mesh/node';
import type { RunConfig, RunModel, RunStepsResult } from '@modeseek/trainer';
import { aboutRun } from './about-run.ts';
import { EXPORT_STAGES } from './export-stage.ts';
import { exportedObjects } from './exported-objects.ts';
import { encodeTurntable, renderViews } from './turntable.ts';
import { type Finishing, writeSummary } from './write-summary.ts';

const TURNTABLE = { frames: 32, size: 192, seconds: 4 };

interface FinishOptions extends Finishing<RunConfig> {
  thread: MeshThread;
  warn: (text: string) => void;
}

/**
 * Exports what a run has made, then takes its pictures, and writes the summary. A field with nothing in it has
 * no mesh, but pictures.
 */
export async function finishRun(
  model: RunModel,
  result: RunStepsResult,
  { thread, warn, ...finishing }: FinishOptions,
): Promise<RunSummary> {
  const { run, onEvent, seconds } = finishing;
  const { store, config } = run;
  const emit = async (event: RunEvent) => {
    await run.appendEvent(event);
    onEvent?.(event);
  };
  // One that cannot be written rejects those that follow, the last of which is waited for.
  const phase = (name: 'turntable' | 'export') => (progress: number, stage?: ExportPhase) => {
    const told = stage && { stage: EXPORT_STAGES[stage] };
    emit({ type: 'phase', time: seconds(), phase: name, progress, ...told }).catch(() => {});
  };

  let triangles = 0;
  try {
    const about = aboutRun(config);
    const options = { ...about, scale: model.metresPerUnit };
    const mesh = await thread.exportScene(exportedObjects(model, about), options, phase('export'));
    for (const { name, bytes } of mesh.files) await store.write(name, bytes);
    triangles = mesh.triangles;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    warn(`No mesh was made: ${error.message}`);
  }

  phase('turntable')(0);
  const frames = await renderViews(model, aroundViews(TURNTABLE.frames), TURNTABLE.size, phase('turntable'));
  await store.write(RUN_FILES.turntable, await encodeTurntable(frames, TURNTABLE.seconds));
  const every = TURNTABLE.frames / CONTACT_SHEET.views;
  await breathe();
  const sides = Array.from({ length: CONTACT_SHEET.views }, (_, i) => imageAt(frames, i * every));
  const sheet = contactSheet(sides, CONTACT_SHEET.columns);
  await breathe();
  await store.writePicture(RUN_FILES.contactSheet, sheet);

  return writeSummary(result, finishing, { triangles });
}
