/**
 * Writes the embedded prior's training pictures: `node --conditions=source --import tsx scripts/prior/make-data.ts --out DIR --split train --objects 800`.
 *
 * Nothing random but the seeds "SPLIT:CONCEPT:NUMBER", so the same command writes the same bytes. A folder holds
 * - dataset.json  counts, vocabulary, concepts, colours
 * - pictures.u8   [objects, views, 7, 64, 64]: albedo (premultiplied), alpha, normal (premultiplied, 128 = 0). Light and background come at training time
 * - cameras.f32   [objects, views, 4]: azimuth, elevation, distance, field of view (radians)
 * - tokens.u16     [objects, captions, 16]: captions as word numbers, 0 = padding
 * - labels.u8     [objects]: concept number
 */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startWorker } from '@modeseek/core';
import { COLOUR_NAMES, LIBRARY } from '@modeseek/objects';
import { CAPTIONS, type renderObject, SIZE, TOKENS, VIEWS, vocabulary } from './picture-data.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: '.cache/prior/data' },
    split: { type: 'string', default: 'train' },
    objects: { type: 'string', default: '800' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const perConcept = Number(values.objects);
const total = perConcept * LIBRARY.length;
const folder = join(values.out, values.split);
mkdirSync(folder, { recursive: true });

const words = vocabulary();
const files = {
  pictures: openSync(join(folder, 'pictures.u8'), 'w'),
  cameras: openSync(join(folder, 'cameras.f32'), 'w'),
  tokens: openSync(join(folder, 'tokens.u16'), 'w'),
  labels: openSync(join(folder, 'labels.u8'), 'w'),
};

let next = 0;
let done = 0;
const began = performance.now();
await Promise.all(
  Array.from({ length: Number(values.threads) }, async () => {
    const worker = startWorker(import.meta.url, './make-data-worker', {
      workerData: { split: values.split, words },
    });
    const render = (object: number) =>
      new Promise<ReturnType<typeof renderObject>>((resolve, reject) => {
        worker.once('message', resolve).once('error', reject);
        worker.postMessage({ concept: object % LIBRARY.length, number: Math.floor(object / LIBRARY.length) });
      });
    while (next < total) {
      const object = next++;
      const { pictures, cameras, tokens } = await render(object);
      worker.removeAllListeners('error');
      writeSync(files.pictures, pictures, 0, pictures.length, object * pictures.length);
      writeSync(
        files.cameras,
        new Uint8Array(cameras.buffer),
        0,
        cameras.byteLength,
        object * cameras.byteLength,
      );
      writeSync(
        files.tokens,
        new Uint8Array(tokens.buffer),
        0,
        tokens.byteLength,
        object * tokens.byteLength,
      );
      writeSync(files.labels, Uint8Array.of(object % LIBRARY.length), 0, 1, object);
      if (++done % 500 === 0 || done === total) {
        const seconds = (performance.now() - began) / 1000;
        console.log(`${done}/${total} objects, ${((done * VIEWS) / seconds).toFixed(0)} pictures a second`);
      }
    }
    await worker.terminate();
  }),
);
for (const file of Object.values(files)) closeSync(file);

writeFileSync(
  join(folder, 'dataset.json'),
  JSON.stringify({
    split: values.split,
    objects: total,
    views: VIEWS,
    size: SIZE,
    captions: CAPTIONS,
    tokenLength: TOKENS,
    vocabulary: words,
    colours: COLOUR_NAMES,
    concepts: LIBRARY.map(({ name, synonyms, category, symmetry }) => ({
      name,
      synonyms,
      category,
      symmetry: symmetry ?? 0,
    })),
  }),
);
