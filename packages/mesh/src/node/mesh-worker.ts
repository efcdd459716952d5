import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import type { FieldQuery, View } from '@modeseek/core';
import { UserError } from '@modeseek/core';
import { encodePng } from '@modeseek/node';
import { type ExportedObject, type ExportPhase, type ExportResult, exportScene } from '../export.ts';
import type { ExportOptions } from '../export-options.ts';
import type { NamedFile } from '../formats/format.ts';
import { type FieldShape, shapeOf } from '../shape.ts';
import { encodeTools } from './encode-tools.ts';
import { lookAtMesh, type MeshLook } from './look-at-mesh.ts';

/** What the thread is asked to do, and what comes of it. */
export type MeshJob =
  | { type: 'export'; objects: readonly [ToldObject, ...ToldObject[]]; options: ExportOptions }
  | { type: 'shape' }
  | {
      type: 'look';
      files: readonly [NamedFile, ...NamedFile[]];
      views: readonly (readonly View[])[];
      size: number;
    };
/** Queries are asked of the thread that has the fields. */
type ToldObject = Omit<ExportedObject, 'query'>;
export interface MeshResults {
  export: ExportResult;
  shape: FieldShape;
  look: MeshLook;
}

/**
 * What the thread says. A query of an object, by its place in the job, is answered with the field's values
 * there, before it says anything more.
 */
export type FromMeshThread =
  | { type: 'query'; object: number; points: Float32Array; count: number }
  | { type: 'progress'; progress: number; phase: ExportPhase }
  | { type: 'result'; result: MeshResults[keyof MeshResults] }
  | { type: 'refusal'; message: string };

const port = parentPort!;
const say = (message: FromMeshThread) => port.postMessage(message);

const queryOf =
  (object: number): FieldQuery =>
  async (points, count) => {
    say({ type: 'query', object, points: points.slice(0, count * 3), count });
    const [values] = await once(port, 'message');
    return values;
  };

function run(job: MeshJob): Promise<MeshResults[keyof MeshResults]> {
  if (job.type === 'shape') return shapeOf(queryOf(0));
  if (job.type === 'look') return lookAtMesh(job.files, job.views, job.size);
  const tell = (progress: number, phase: ExportPhase) => {
    if (progress > 0) say({ type: 'progress', progress, phase });
  };
  const [first, ...others] = job.objects.map((object, i) => ({ ...object, query: queryOf(i) }));
  return exportScene([first, ...others], encodePng, job.options, tell, encodeTools);
}

for (;;) {
  const [job] = await once(port, 'message');
  try {
    say({ type: 'result', result: await run(job) });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say({ type: 'refusal', message: error.message });
  }
}
