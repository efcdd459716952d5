/**
 * A picture for the documentation of the meshes of runs, lit, as their thumbnails show them:
 *
 *     node --conditions=source --import tsx scripts/gallery.ts OUT.png OBJECTS_A_ROW RUN…
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contactSheet, RUN_FILES, resize } from '@modeseek/core';
import { decodePng, encodePng } from '@modeseek/node';
import sharp from 'sharp';

/** Pixels along an edge of one picture. */
const SIZE = 96;

const [out, inRow, ...runs] = process.argv.slice(2);
const pictures = runs.map((run) =>
  resize(decodePng(readFileSync(join(run, RUN_FILES.thumbnail))), SIZE, SIZE),
);
const picture = encodePng(contactSheet(pictures, Number(inRow)));
await sharp(picture).png({ palette: true, colours: 192, effort: 10 }).toFile(out);
