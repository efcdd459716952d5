import { startWorker, UserError } from '@modeseek/core';
import type { ExportOptions, ExportPhase, ExportResult } from './export.ts';
import type { FromExportThread } from './export-worker.ts';
import type { FieldQuery } from './query.ts';

/**
 * `exportMesh` in a thread of its own, which comes back for what it wants to know of the field: this thread stays free meanwhile.
 * @throws UserError as `exportMesh`; and what ends the thread or the query
 */
export async function exportMeshInThread(
  query: FieldQuery,
  options: ExportOptions = {},
  onProgress: (progress: number, phase: ExportPhase) => void = () => {},
): Promise<ExportResult> {
  const worker = startWorker(import.meta.url, './export-worker', { workerData: options });
  const answer = async ({ points, count }: { points: Float32Array; count: number }) => {
    const { density, colour } = await query(points, count);
    worker.postMessage({ density: density.slice(0, count), colour: colour.slice(0, count * 3) });
  };
  try {
    return await new Promise<ExportResult>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('the export thread ended')));
      worker.on('message', (message: FromExportThread) => {
        switch (message.type) {
          case 'query':
            answer(message).catch(reject);
            break;
          case 'progress':
            onProgress(message.progress, message.phase);
            break;
          case 'result':
            resolve(message.result);
            break;
          case 'refusal':
            reject(new UserError(message.message));
            break;
        }
      });
    });
  } finally {
    await worker.terminate();
  }
}
