import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '@modeseek/core';
import { type ExportOptions, type ExportPhase, type ExportResult, exportMesh } from './export.ts';
import type { FieldQuery } from './query.ts';

/** What the thread says. A query is answered with the field's values there, before it says anything more. */
export type FromExportThread =
  | { type: 'query'; points: Float32Array; count: number }
  | { type: 'progress'; progress: number; phase: ExportPhase }
  | { type: 'result'; result: ExportResult }
  | { type: 'refusal'; message: string };

const port = parentPort!;
const say = (message: FromExportThread) => port.postMessage(message);

const query: FieldQuery = async (points, count) => {
  say({ type: 'query', points: points.slice(0, count * 3), count });
  const [values] = await once(port, 'message');
  return values;
};

try {
  const result = await exportMesh(query, workerData as ExportOptions, (progress, phase) => {
    if (progress > 0) say({ type: 'progress', progress, phase });
  });
  say({ type: 'result', result });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  say({ type: 'refusal', message: error.message });
}
