// Trains a tiny run and makes its mesh with the packages that run anywhere. Run in a page by
// anywhere.browser.test.ts, bundled without stubs, and in Node.
import { MemoryStore, type PngEncoder, sha256, toBytes } from '@modeseek/core';
import { classifierFreeGuidance } from '@modeseek/guidance';
import { exportMesh, shapeOf } from '@modeseek/mesh';
import { EmbeddedPrior, parsePrompt } from '@modeseek/priors';
import { arrange, readScene } from '@modeseek/scene';
import { Run, train } from '@modeseek/trainer';
import { tinyConfig, tinyRun } from '@modeseek/trainer/src/tiny-run.fixture.ts';
import { encodeOnCanvas } from './canvas-png.fixture.ts';

export interface Findings {
  outcome: string;
  /** Hash of the field's parameters. */
  parameters: string;
  files: string[];
  triangles: number;
  /** The GLB's first four bytes. */
  magic: string;
  prompt: string;
}

/** @param encodePng none: bytes as they are */
export async function trainAnywhere(
  encodePng: PngEncoder = (image) => toBytes(image.data),
): Promise<Findings> {
  const store = new MemoryStore('memory', encodePng);
  const config = tinyConfig({ steps: 4, densityBias: 20, shadingShare: 0 });
  const options = await tinyRun(await Run.create(store, config));
  const { outcome } = await train(options);
  const { field } = options;
  const parameters = field.parameters.map(
    ({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );
  const query = (points: Float32Array, count: number) => field.query(points, count);
  const mesh = await exportMesh(query, encodePng, { resolution: 24, maxTriangles: 300, textureSize: 32 });
  await shapeOf(query);
  const knowledge = {
    vocabulary: ['red', 'mug'],
    concepts: [{ name: 'mug', synonyms: ['cup'], category: 'tableware', symmetry: 1 }],
    colours: ['red'],
    tokenLength: 4,
  };
  for (const each of [arrange, classifierFreeGuidance, EmbeddedPrior, readScene]) {
    if (typeof each !== 'function') throw new Error('a package did not load');
  }
  return {
    outcome,
    parameters: await sha256(...parameters),
    files: [...store.files.keys()].filter((name) => !name.startsWith('preview/')).sort(),
    triangles: mesh.triangles,
    magic: String.fromCharCode(...mesh.files[0].bytes.subarray(0, 4)),
    prompt: parsePrompt('a red cup', knowledge).text,
  };
}

if (typeof window !== 'undefined') {
  const found = await trainAnywhere(encodeOnCanvas);
  Object.assign(globalThis, { findings: JSON.stringify(found) });
}
