/**
 * Writes packages/priors/src/prompt/own-words.ts: words of a list of English ones (a word a line, such as
 * /usr/share/dict/american-english-small of Debian's wamerican-small) that would be taken for slips of words
 * that the shipped model knows. To be run when its words have changed:
 * `node --conditions=source --import tsx scripts/prior/own-words.ts LIST`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { Lexicon } from '@modeseek/priors/src/prompt/lexicon.ts';
import { nearWord } from '@modeseek/priors/src/prompt/spelling.ts';

const [list] = process.argv.slice(2);
const model = new URL('../../assets/embedded-prior/prior.json', import.meta.url);
const lexicon = new Lexicon(JSON.parse(readFileSync(model, 'utf8')));
const words = new Set(readFileSync(list, 'utf8').split('\n'));
const own = [...words].filter((word) => nearWord(word, lexicon) !== undefined).sort();

const lines: string[] = [''];
for (const word of own) {
  if (lines[lines.length - 1].length + word.length > 108) lines.push('');
  lines[lines.length - 1] += `${word} `;
}
writeFileSync(
  new URL('../../packages/priors/src/prompt/own-words.ts', import.meta.url),
  `/**
 * English words that are near to one that the shipped model knows, and no slips of it: "whole" is no whale. Written by
 * scripts/prior/own-words.ts.
 */
export const OWN_WORDS: ReadonlySet<string> = new Set(
  (
${lines.map((line) => `    '${line}'`).join(' +\n')}
  )
    .trim()
    .split(' '),
);
`,
);
