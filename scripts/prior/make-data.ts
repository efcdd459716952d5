/**
 * Writes the embedded prior's training pictures: `node --conditions=source --import tsx
 * scripts/prior/make-data.ts --out DIR --split train --objects 800`; `--concepts mug,car` makes no others.
 *
 * Nothing random but the seeds "SPLIT:CONCEPT:NUMBER", so the same command writes the same bytes. A folder
 * holds
 * - dataset.json  counts, vocabulary, concepts, colours
 * - pictures.u8   [objects, views, 7, size, size]: albedo (premultiplied), alpha, normal (premultiplied, 128
 *   = 0). Light and background come at training time
 * - points.u8     [objects, views, 3, size / 2, size / 2]: which point of the object is seen (premultiplied,
 *   128 = 0, 255 = 1)
 * - cameras.f32   [objects, views, 4]: azimuth, elevation, distance, field of view (radians)
 * - tokens.u16     [objects, captions, 16]: captions as word numbers, 0 = padding
 * - bodies.u8    [objects, views, size * size / 4]: two bits a pixel, the lowest first: 1 the first object's
 *   body, which "a red X" speaks of, 2 the second's, 0 details and background
 * - labels.u8     [objects, 6]: see LABELS in picture-data.ts
 */

import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startWorker } from '@modeseek/node';
import {
  COLOUR_NAMES,
  describeLibrary,
  LIBRARY,
  MATERIALS,
  middleOf,
  PATTERNS,
  vocabulary,
} from '@modeseek/objects';
import { CAPTIONS, LABELS, NONE, type renderObject, TOKENS } from './picture-data.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: '.cache/prior/data' },
    split: { type: 'string', default: 'train' },
    objects: { type: 'string', default: '800' },
    concepts: { type: 'string' },
    views: { type: 'string', default: '8' },
    size: { type: 'string', default: '128' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const perConcept = Number(values.objects);
/** Places in the library. */
const chosen = (values.concepts?.split(',') ?? LIBRARY.map(({ name }) => name)).map(placeOf);
const views = Number(values.views);
const size = Number(values.size);
const total = perConcept * chosen.length;
const folder = join(values.out, values.split);
mkdirSync(folder, { recursive: true });

const words = vocabulary();
const NAMES = {
  pictures: 'u8',
  points: 'u8',
  bodies: 'u8',
  cameras: 'f32',
  tokens: 'u16',
  labels: 'u8',
} as const;
const files = Object.entries(NAMES).map(([name, type]) => ({
  name: name as keyof typeof NAMES,
  file: openSync(join(folder, `${name}.${type}`), 'w'),
}));

let next = 0;
let done = 0;
const began = performance.now();
await Promise.all(
  Array.from({ length: Number(values.threads) }, async () => {
    const worker = startWorker(import.meta.url, './make-data-worker', {
      workerData: { split: values.split, views, size, words },
    });
    const render = (object: number) =>
      new Promise<ReturnType<typeof renderObject>>((resolve, reject) => {
        worker.once('message', resolve).once('error', reject);
        worker.postMessage({
          concept: chosen[object % chosen.length],
          number: Math.floor(object / chosen.length),
        });
      });
    while (next < total) {
      const object = next++;
      const data = await render(object);
      worker.removeAllListeners('error');
      for (const { name, file } of files) {
        const { buffer, byteOffset, byteLength } = data[name];
        writeSync(file, new Uint8Array(buffer, byteOffset, byteLength), 0, byteLength, object * byteLength);
      }
      if (++done % 500 === 0 || done === total) {
        const seconds = (performance.now() - began) / 1000;
        console.log(`${done}/${total} objects, ${((done * views) / seconds).toFixed(0)} pictures a second`);
      }
    }
    await worker.terminate();
  }),
);
for (const { file } of files) closeSync(file);

writeFileSync(
  join(folder, 'dataset.json'),
  JSON.stringify({
    split: values.split,
    objects: total,
    views,
    size,
    captions: CAPTIONS,
    tokenLength: TOKENS,
    vocabulary: words,
    labels: LABELS,
    none: NONE,
    colours: COLOUR_NAMES,
    colourValues: COLOUR_NAMES.map((name) => middleOf(name).toArray()),
    materials: MATERIALS,
    patterns: PATTERNS,
    concepts: describeLibrary(),
  }),
);

function placeOf(name: string): number {
  const place = LIBRARY.findIndex((concept) => concept.name === name);
  if (place < 0) throw new Error(`${name} is not in the library`);
  return place;
}
