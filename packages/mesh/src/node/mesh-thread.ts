import type { Worker } from 'node:worker_threads';
import type { FieldQuery, View } from '@modeseek/core';
import { UserError } from '@modeseek/core';
import { startWorker } from '@modeseek/node';
import type { ExportedObject, ExportPhase, ExportResult } from '../export.ts';
import { EXPORT_DEFAULTS, type ExportOptions } from '../export-options.ts';
import type { NamedFile } from '../formats/format.ts';
import type { FieldShape } from '../shape.ts';
import type { MeshLook } from './look-at-mesh.ts';
import type { FromMeshThread, MeshJob, MeshResults } from './mesh-worker.ts';

/**
 * Makes meshes in a thread of its own, which comes back for what it wants to know of the field: this thread
 * stays free meanwhile. It starts to load at once, so that what is asked of it later begins without delay.
 * Jobs must not overlap.
 */
export class MeshThread {
  private readonly worker: Worker;
  private ended: Error | undefined;
  /** Of the job under way. */
  private fail: ((error: Error) => void) | undefined;

  constructor() {
    this.worker = startWorker(import.meta.url, './mesh-worker');
    const end = (error: Error) => {
      this.ended ??= error;
      this.fail?.(this.ended);
    };
    this.worker.on('error', end);
    this.worker.on('exit', () => end(new Error('the mesh thread ended')));
  }

  /**
   * `exportMesh` there.
   * @throws UserError as `exportMesh`; and what ends the thread or the query
   */
  async exportMesh(
    query: FieldQuery,
    options: ExportOptions = {},
    onProgress: (progress: number, phase: ExportPhase) => void = () => {},
  ): Promise<ExportResult> {
    const { name = EXPORT_DEFAULTS.name, usualSize } = options;
    return this.exportScene([{ name, usualSize, query }], options, onProgress);
  }

  /**
   * `exportScene` there.
   * @throws UserError as `exportScene`; and what ends the thread or a query
   */
  async exportScene(
    objects: readonly [ExportedObject, ...ExportedObject[]],
    options: ExportOptions = {},
    onProgress: (progress: number, phase: ExportPhase) => void = () => {},
  ): Promise<ExportResult> {
    onProgress(0, 'sample'); // the thread may still be loading
    const [first, ...others] = objects.map(({ query, ...object }) => object);
    const queries = objects.map(({ query }) => query);
    return this.run({ type: 'export', objects: [first, ...others], options }, queries, onProgress);
  }

  /**
   * `shapeOf` there.
   * @throws UserError as `shapeOf`; and what ends the thread or the query
   */
  async shapeOf(query: FieldQuery): Promise<FieldShape> {
    return this.run({ type: 'shape' }, [query]);
  }

  /**
   * `lookAtMesh` there.
   * @throws UserError as `lookAtMesh`; and what ends the thread
   */
  async look(
    files: readonly [NamedFile, ...NamedFile[]],
    views: readonly (readonly View[])[],
    size: number,
  ): Promise<MeshLook> {
    return this.run({ type: 'look', files, views, size }, []);
  }

  async dispose(): Promise<void> {
    await this.worker.terminate();
  }

  private async run<Type extends MeshJob['type']>(
    job: MeshJob & { type: Type },
    queries: readonly FieldQuery[],
    onProgress?: (progress: number, phase: ExportPhase) => void,
  ): Promise<MeshResults[Type]> {
    const { worker } = this;
    const answer = async ({ object, points, count }: FromMeshThread & { type: 'query' }) => {
      const { density, colour } = await queries[object](points, count);
      worker.postMessage({ density: density.slice(0, count), colour: colour.slice(0, count * 3) });
    };
    let listener: ((message: FromMeshThread) => void) | undefined;
    let refused = false;
    try {
      return await new Promise((resolve, reject) => {
        if (this.ended) throw this.ended;
        this.fail = reject;
        const hear = async (message: FromMeshThread) => {
          switch (message.type) {
            case 'query':
              return answer(message);
            case 'progress':
              return onProgress?.(message.progress, message.phase);
            case 'result':
              return resolve(message.result as MeshResults[Type]);
            case 'refusal':
              refused = true;
              throw new UserError(message.message);
          }
        };
        listener = (message) => hear(message).catch(reject);
        worker.on('message', listener);
        worker.postMessage(job);
      });
    } catch (error) {
      if (!refused) await this.dispose(); // it may be anywhere in its job
      throw error;
    } finally {
      this.fail = undefined;
      if (listener) worker.off('message', listener);
    }
  }
}
