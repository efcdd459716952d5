/**
 * Pictures for the documentation of what `bench objects` has made, out of one of its sheets, such as
 * concepts.png or scenes.png:
 *
 *     node --conditions=source --import tsx scripts/objects-picture.ts SHEET.png OUT.png [sides of each object = 4] [objects a row = 3]
 */
import { readFileSync } from 'node:fs';
import { contactSheet, type Images, imageAt, resize } from '@modeseek/core';
import { cutSheet } from '@modeseek/lab/cut-sheet';
import { decodePng, encodePng } from '@modeseek/node';
import sharp from 'sharp';

/** Views in a row of the benchmark's sheet. */
const VIEWS = 8;
/** Pixels along an edge of one picture. */
const SIZE = 96;

const [from, out, sidesOfEach = '4', objectsInRow = '3'] = process.argv.slice(2);
const shown = Number(sidesOfEach);
const sheet = decodePng(readFileSync(from));
const rows = sheet.height / (sheet.width / VIEWS);
const sides: Images[] = [];
const pictures = cutSheet(sheet, VIEWS, rows * VIEWS);
for (let i = 0; i < pictures.batch; i += VIEWS / shown) {
  sides.push(resize(imageAt(pictures, i), SIZE, SIZE));
}
const picture = encodePng(contactSheet(sides, Number(objectsInRow) * shown));
await sharp(picture).png({ palette: true, colours: 128, effort: 10 }).toFile(out);
