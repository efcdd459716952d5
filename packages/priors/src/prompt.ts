import { editDistance, UserError } from '@modeseek/core';
import { KINDS } from './kinds.ts';
import type { PriorInfo } from './prior-info.ts';

/** What a prior understands of a prompt. */
export interface ParsedPrompt {
  /** The words that it reads, in normal form: lower case, singular, canonical nouns, nothing unknown. */
  text: string;
  /** Their token numbers, at most the prior's `tokenLength`, without padding. */
  tokens: number[];
  /** Names of the known objects, in order, each once. */
  concepts: string[];
  /** Words that it does not know, as the user wrote them but in lower case. Articles and filler are not listed. */
  ignored: string[];
}

export type PromptKnowledge = Pick<PriorInfo, 'vocabulary' | 'concepts' | 'colours' | 'tokenLength'>;

const MAX_PROMPT_CHARACTERS = 300;

/** Words without content for a model of single objects that fill the picture, such as those of "a highly detailed DSLR photo of a big". */
const FILLER = new Set(
  'a an the of some my this that photo photograph picture image render rendering rendered model asset dslr 3d hd 4k 8k highly quality resolution detail detailed realistic photorealistic beautiful nice cute isolated object single big large huge giant'.split(
    ' ',
  ),
);

/** Words that join two others, and mean nothing where one of the two is not known. */
const LINKS = new Set(['and', 'with', 'without', 'of', 'on', 'in', 'beside']);

/** Phrases that say what one word of the captions says, or nothing about the object. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(next to|near|alongside|by the side of)\b/g, 'beside'],
  [/\b(on top of|atop|upon|riding)\b/g, 'on'],
  [/\bwearing\b/g, 'with'],
  [/\b(made|built|carved) (out )?(of|from)\b/g, 'made-of'],
  [/\b(with )?no\b/g, 'without'],
  [/\bpolar bear/g, 'white bear'],
  [/\b(high|low)[- ](quality|resolution|detail(ed)?|poly)\b/g, ''],
  [/\b(\w+ )?background\b/g, ''],
];

/** Other words for the library's colours, materials, patterns and sizes. */
const OTHER_WORDS: Record<string, string> = {
  gray: 'grey',
  gold: 'golden',
  violet: 'purple',
  lilac: 'purple',
  crimson: 'red',
  scarlet: 'red',
  maroon: 'red',
  magenta: 'pink',
  navy: 'blue',
  aqua: 'turquoise',
  olive: 'green',
  lime: 'green',
  ivory: 'beige',
  khaki: 'beige',
  bronze: 'brown',
  silver: 'grey',
  cyan: 'turquoise',
  teal: 'turquoise',
  tan: 'beige',
  wood: 'wooden',
  timber: 'wooden',
  metallic: 'metal',
  steel: 'metal',
  iron: 'metal',
  marble: 'stone',
  granite: 'stone',
  fluffy: 'plush',
  stuffed: 'plush',
  small: 'tiny',
  little: 'tiny',
  miniature: 'tiny',
  mini: 'tiny',
  slim: 'thin',
  narrow: 'thin',
  broad: 'wide',
  high: 'tall',
  stripy: 'striped',
  stripey: 'striped',
  spotted: 'dotted',
  chequered: 'checkered',
};

/**
 * Reads a prompt as the prior's training captions are written: lower case, no articles, singular nouns, one noun an object.
 * "DSLR photos of some red cheeseburgers" reads as "red hamburger".
 * @throws UserError when it is empty, over-long, or names no object that the prior knows
 */
export function parsePrompt(prompt: string, knowledge: PromptKnowledge): ParsedPrompt {
  if (prompt.trim() === '')
    throw new UserError('the prompt is empty: describe an object, such as "a hamburger"');
  if (prompt.length > MAX_PROMPT_CHARACTERS) {
    throw new UserError(
      `the prompt has ${prompt.length} characters: at most ${MAX_PROMPT_CHARACTERS} are possible`,
    );
  }
  const vocabulary = new Map(knowledge.vocabulary.map((word, i) => [word, i + 1]));
  const nouns = nounsOf(knowledge);
  const words = splitWords(prompt, (word) => vocabulary.has(word) || nouns.has(compact(word)));
  if (!words.some((_, i) => matchNoun(words, i, nouns))) addHypernyms(nouns, knowledge);

  const read: string[] = [];
  /** Where the last noun stands in `read`: what it is "made of" goes before it, as captions have it. */
  let nounAt = 0;
  let made = false;
  /** Behind "with" and "without" words are parts: "small ears" is not "tiny ears", and "seats" are no chairs. */
  let inFeature = false;
  const concepts = new Set<string>();
  const ignored: string[] = [];
  for (let i = 0; i < words.length; ) {
    const word = words[i];
    const noun = matchNoun(words, i, nouns);
    if (
      noun &&
      !(inFeature && vocabulary.has(word) && noun.name !== words.slice(i, i + noun.length).join(' '))
    ) {
      concepts.add(noun.name);
      if (!inFeature) nounAt = read.length;
      made = false;
      read.push(...noun.name.split(' '));
      i += noun.length;
      continue;
    }
    i++;
    // "of" belongs to the filler before it: "photos of".
    if (word === 'of' && i > 1 && isFiller(words[i - 2])) continue;
    made = word === 'made-of' || (made && !LINKS.has(word));
    if (word === 'made-of') continue;
    if (LINKS.has(word) && word !== 'and' && word !== 'of') inFeature = word === 'with' || word === 'without';
    const plain = [word, ...singulars(word)];
    const known = (inFeature ? [...plain, OTHER_WORDS[word]] : [OTHER_WORDS[word], ...plain]).find(
      (form) => form && vocabulary.has(form),
    );
    if (!inFeature && isFiller(word)) continue;
    if (known && made) read.splice(nounAt++, 0, known);
    else if (known) read.push(known);
    else if (!isFiller(word)) ignored.push(word);
  }
  if (concepts.size === 0) throw unknownObject(prompt, [...read, ...ignored], knowledge);
  const joined = read.filter((word, i) => {
    const next = read[i + 1];
    const begins = read.slice(0, i).every((before) => LINKS.has(before));
    return !LINKS.has(word) || !(begins || next === undefined || LINKS.has(next));
  });
  const tokens = joined.flatMap((word) => vocabulary.get(word) ?? []);
  if (tokens.length > knowledge.tokenLength) {
    throw new UserError(
      `the prompt has ${tokens.length} words that the model reads: at most ${knowledge.tokenLength} are possible`,
    );
  }
  return { text: joined.join(' '), tokens, concepts: [...concepts], ignored };
}

/** Every noun and synonym, written as one word, with the name of its concept. */
function nounsOf({ concepts }: PromptKnowledge): Map<string, string> {
  return new Map(
    concepts.flatMap(({ name, synonyms, plurals = [] }) =>
      [name, ...synonyms, ...plurals].map((noun) => [compact(noun), name]),
    ),
  );
}

/** Wider nouns, for a prompt that names no object otherwise. */
function addHypernyms(nouns: Map<string, string>, { concepts }: PromptKnowledge): void {
  for (const { name, hypernyms = [] } of concepts)
    for (const noun of hypernyms) nouns.set(compact(noun), name);
}

/** Nouns are the same however they are joined: "hot-air balloon", "tea pot". */
const compact = (noun: string) => noun.replace(/[ -]/g, '');

/** Words of letters, digits and hyphens, without accents and possessive endings; what is known with a hyphen is written with it, and no other word. */
function splitWords(prompt: string, isKnown: (word: string) => boolean): string[] {
  const plain = prompt
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/['’]s?(?![\p{Letter}])/gu, '')
    .replace(/\s+/g, ' ');
  const words = PHRASES.reduce((text, [phrase, word]) => text.replace(phrase, word), plain)
    .split(/[^\p{Letter}\p{Number}-]+/u)
    .flatMap((word) => (isKnown(word) || word === 'made-of' ? [word] : word.split('-')))
    .filter((word) => word !== '');
  for (let i = 0; i + 1 < words.length; i++) {
    const joined = `${words[i]}-${words[i + 1]}`;
    if (isKnown(joined)) words.splice(i, 2, joined);
  }
  return words;
}

/** Most words that a noun is written in. */
const LONGEST_NOUN = 4;

/** The longest noun that begins at a word, its last word possibly in the plural. */
function matchNoun(words: readonly string[], begin: number, nouns: Map<string, string>) {
  for (let length = Math.min(LONGEST_NOUN, words.length - begin); length > 0; length--) {
    const before = words.slice(begin, begin + length - 1);
    const last = words[begin + length - 1];
    for (const form of [last, ...singulars(last)]) {
      const name = nouns.get(compact([...before, form].join('')));
      if (name) return { name, length };
    }
  }
  return null;
}

const isFiller = (word: string) => [word, ...singulars(word)].some((form) => FILLER.has(form));

/** What a word may be the plural of. */
function singulars(word: string): string[] {
  const forms: string[] = [];
  if (word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('ves')) forms.push(`${word.slice(0, -3)}f`, `${word.slice(0, -3)}fe`);
  if (word.endsWith('men')) forms.push(`${word.slice(0, -3)}man`);
  if (word.endsWith('i')) forms.push(`${word.slice(0, -1)}us`);
  if (word.endsWith('s')) forms.push(word.slice(0, -1));
  if (word.endsWith('es')) forms.push(word.slice(0, -2));
  return forms;
}

const SUGGESTIONS = 5;

function unknownObject(prompt: string, words: readonly string[], knowledge: PromptKnowledge): UserError {
  const nearest = nearestConcepts(words, knowledge);
  const hint = nearest.length > 0 ? `; nearest: ${nearest.join(', ')}` : '';
  return new UserError(
    `"${prompt.trim().replace(/\s+/g, ' ')}" names no object that the model knows${hint}. ` +
      '`yarn models` lists all; --model PATH takes another model',
  );
}

/** Concepts that are written nearly like one of the words; then those of the same category. None where there is neither. */
export function nearestConcepts(words: readonly string[], { concepts }: PromptKnowledge): string[] {
  const forms = words.flatMap((word) => [word, ...singulars(word)]);
  const ranked = concepts.map(({ name, synonyms, category }) => {
    const spelling = Math.min(
      1,
      ...forms.flatMap((word) =>
        [name, ...synonyms].map((noun) => editDistance(word, noun) / Math.max(word.length, noun.length)),
      ),
    );
    const related = forms.some((word) => word === category || KINDS[category]?.includes(word));
    // Up to a third of the letters wrong is a slip of the finger.
    return { name, rank: spelling <= 1 / 3 ? spelling : related ? 1 + spelling : Number.POSITIVE_INFINITY };
  });
  return ranked
    .filter(({ rank }) => Number.isFinite(rank))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, SUGGESTIONS)
    .map(({ name }) => name);
}
