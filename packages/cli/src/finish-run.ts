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
import type { ExportPhase, ExportResult } from '@modeseek/mesh';
import type { MeshThread } from '@modeseek/mesh/node';
import type { RunConfig, RunModel, RunStepsResult } from '@modeseek/trainer';
import { aboutRun } from './about-run.ts';
import { EXPORT_STAGES } from './export-stage.ts';
import { exportedObjects } from './exported-objects.ts';
import { meshOptions } from './mesh-options.ts';
import { lookAtMadeMesh, reportFile } from './mesh-report.ts';
import { encodeTurntable, renderViews } from './turntable.ts';
import { type Finishing, writeSummary } from './write-summary.ts';

const TURNTABLE = { frames: 32, seconds: 4 };

interface FinishOptions extends Finishing<RunConfig> {
  thread: MeshThread;
  warn: (text: string) => void;
  /** Told what is right and wrong with the mesh, in a line. */
  onMesh: (line: string) => void;
}

/**
 * Exports what a run has made, checks the mesh, then takes pictures, and writes the summary. A field with
 * nothing in it has no mesh, but pictures.
 */
export async function finishRun(
  model: RunModel,
  result: RunStepsResult,
  { thread, warn, onMesh, ...finishing }: FinishOptions,
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

  let mesh: ExportResult | undefined;
  try {
    const about = aboutRun(config);
    const options = { ...about, ...meshOptions(config), scale: model.metresPerUnit };
    mesh = await thread.exportScene(exportedObjects(model, about), options, phase('export'));
    for (const { name, bytes } of mesh.files) await store.write(name, bytes);
    for (const note of mesh.notes) warn(`Of the mesh: ${note}.`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    warn(`No mesh was made: ${error.message}`);
  }
  if (mesh) {
    const look = await lookAtMadeMesh(thread, mesh, model.render);
    if (look) {
      await store.write(RUN_FILES.meshReport, reportFile(look.report));
      await store.writePicture(RUN_FILES.thumbnail, look.picture);
      onMesh(look.line);
    }
  }

  phase('turntable')(0);
  const size = config.turntableResolution;
  const frames = await renderViews(model, aroundViews(TURNTABLE.frames), size, phase('turntable'));
  await store.write(RUN_FILES.turntable, await encodeTurntable(frames, TURNTABLE.seconds));
  const every = TURNTABLE.frames / CONTACT_SHEET.views;
  await breathe();
  const sides = Array.from({ length: CONTACT_SHEET.views }, (_, i) => imageAt(frames, i * every));
  const sheet = contactSheet(sides, CONTACT_SHEET.columns);
  await breathe();
  await store.writePicture(RUN_FILES.contactSheet, sheet);

  return writeSummary(result, finishing, { triangles: mesh?.triangles ?? 0 });
}
