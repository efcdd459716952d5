/**
 * Writes anew what a shipped model says of the library that it learned from, in its prior.json:
 * `node --conditions=source --import tsx scripts/prior/describe.ts assets/embedded-prior`. For a model whose
 * data were made before `make-data.ts` told all of that; the library must still be the one that it learned
 * from.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLOUR_NAMES, describeLibrary, MATERIALS, vocabulary } from '@modeseek/objects';

const path = join(process.argv[2], 'prior.json');
const info = JSON.parse(readFileSync(path, 'utf8'));
if (info.vocabulary.join() !== vocabulary().join())
  throw new Error(`${path} is of another library: its vocabulary differs`);
const { concepts: _, ...others } = info;
const described = { ...others, colours: COLOUR_NAMES, materials: MATERIALS, concepts: describeLibrary() };
writeFileSync(path, `${JSON.stringify(described, null, 1)}\n`);
