/**
 * `node --conditions=source --import tsx scripts/readme-picture.ts runs/bench-objects/msd-0 docs/images/objects.png`: what `bench objects` has
 * made, four sides of each object, three objects a row.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contactSheet, decodePng, encodePng, type Images, imageAt } from '@modeseek/core';
import { resize } from '@modeseek/trainer';
import sharp from 'sharp';
import { cutSheet } from './bench/cut-sheet.ts';

/** Views in a row of the benchmark's sheet; every second is shown. */
const VIEWS = 8;
const SIZE = 96;

const [folder, out] = process.argv.slice(2);
const sheet = decodePng(readFileSync(join(folder, 'contact-sheet.png')));
const rows = sheet.height / (sheet.width / VIEWS);
const sides: Images[] = [];
const pictures = cutSheet(sheet, VIEWS, rows * VIEWS);
for (let i = 0; i < pictures.batch; i += 2) {
  sides.push(resize(imageAt(pictures, i), SIZE, SIZE));
}
const picture = encodePng(contactSheet(sides, (3 * VIEWS) / 2));
await sharp(picture).png({ palette: true, colours: 128, effort: 10 }).toFile(out);
