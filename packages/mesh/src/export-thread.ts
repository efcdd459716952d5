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
  onProgress(0, 'sample'); // the thread takes a while to start
  const worker = startWorker(import.meta.url, './export-worker', { workerData: options });
  const answer = async ({ points, count }: { points: Float32Array; count: number }) => {
    const { density, colour } = await query(points, count);
    worker.postMessage({ density: density.slice(0, count), colour: colour.slice(0, count * 3) });
  };
  try {
    return await new Promise<ExportResult>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('the export thread ended')));
      const hear = async (message: FromExportThread) => {
        switch (message.type) {
          case 'query':
            return answer(message);
          case 'progress':
            return onProgress(message.progress, message.phase);
          case 'result':
            return resolve(message.result);
          case 'refusal':
            throw new UserError(message.message);
        }
      };
      worker.on('message', (message: FromExportThread) => hear(message).catch(reject));
    });
  } finally {
    await worker.terminate();
  }
}
