/**
 * Prints what the judge takes the eight views of a run's contact sheet for; apart from tests, which give its
 * runtime arrays that it does not know.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cutSheet } from '@modeseek/lab/cut-sheet';
import { Judge } from '@modeseek/lab/judge';
import { decodePng } from '@modeseek/node';

const sheet = decodePng(readFileSync(join(process.argv[2], 'contact-sheet.png')));
const { verdicts } = await (await Judge.load()).judge(cutSheet(sheet, 4, 8));
console.log(JSON.stringify(verdicts.map(({ concept }) => concept)));
