import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { encodePng } from '@modeseek/node';
import { type ExportPhase, type ExportResult, exportMesh } from './export.ts';
import type { ExportOptions } from './export-options.ts';
import { fieldOf, frame, hamburger, sphere } from './fields.fixture.ts';

/** What the test asks for: in a worker thread, as inner loops are slow inside Jest's realm. */
export interface ExportRequest {
  field: keyof typeof FIELDS;
  options: ExportOptions;
}

export interface ExportReply {
  result?: ExportResult;
  progress: { value: number; phase: ExportPhase }[];
  /** What glTF-Validator says. */
  report?: { issues: { messages: unknown[] }; info: Record<string, unknown> };
  error?: { name: string; message: string };
}

/** The package has no types. */
const { validateBytes } = createRequire(import.meta.url)('gltf-validator') as {
  validateBytes: (bytes: Uint8Array) => Promise<NonNullable<ExportReply['report']>>;
};

const FIELDS = {
  hamburger: fieldOf(hamburger()),
  violet: fieldOf(sphere(0.5, [0, 0, 0], [0.5, 0.2, 0.8])),
  frame: fieldOf(frame(), 50, 200),
  large: fieldOf(sphere(0.95)),
  empty: fieldOf(sphere(0.5), 0),
};

parentPort?.on('message', async ({ field, options }: ExportRequest) => {
  const reply: ExportReply = { progress: [] };
  try {
    reply.result = await exportMesh(FIELDS[field], encodePng, options, (value, phase) =>
      reply.progress.push({ value, phase }),
    );
    reply.report = await validateBytes(new Uint8Array(reply.result.files[0].bytes));
  } catch (error) {
    const { name, message } = error as Error;
    reply.error = { name, message };
  }
  parentPort?.postMessage(reply);
});
