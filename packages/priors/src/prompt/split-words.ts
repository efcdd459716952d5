import { JOINTS, type Joint } from '@modeseek/core';
import type { Lexicon } from './lexicon.ts';

/** Stands for a comma, and for other marks that part a prompt. */
export const COMMA = ',';

type Hyphenated<T extends string> = T extends `${infer Word} ${infer Rest}`
  ? `${Word}-${Hyphenated<Rest>}`
  : T;

/**
 * Words that link what is before them with what is behind, in one spelling; those of several words have
 * hyphens: `in-front-of`.
 */
export const LINKS = {
  joints: JOINTS.map((joint) => joint.replaceAll(' ', '-') as Hyphenated<Joint>),
  features: ['with', 'without', 'of', 'made-of'] as const,
};
export type Link = (typeof LINKS)['joints' | 'features'][number] | typeof COMMA;

const LINK_WORDS: readonly string[] = [...LINKS.joints, ...LINKS.features, COMMA];
export const isLink = (word: string): word is Link => LINK_WORDS.includes(word);

/**
 * Phrases that say what one word says, or nothing about the object. The longer of two that begin alike comes
 * first.
 */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(in|to|on|at) the front of\b/g, 'in-front-of'],
  [/\bin front of\b/g, 'in-front-of'],
  [/\b((to|on|at) )?(the )?(left|right)([- ]hand)?( side)? of\b/g, '$4-of'],
  [/\b(next to|near|alongside|by the side of|close to|adjacent to)\b/g, 'beside'],
  [/\b(on top of|atop|upon|riding)\b/g, 'on'],
  // Behind a thing it says where: "blue inside with a handle".
  [/\b(into|within)\b|\binside (of )?(?=(?!(and|or|with|without|in|on|of|under|beside) )[a-z0-9])/g, 'in '],
  [/\b(underneath|beneath|below)\b/g, 'under'],
  [/\bover\b/g, 'above'],
  [/\b((along|together) with|as well as|plus)\b|[&+]/g, ' and '],
  [/\b(that|which|who) (is|are)\b/g, ''],
  [/\b((that|which|who) (has|have)|having|wearing)\b/g, 'with'],
  [/\b(made|built|carved) (out )?(of|from)\b/g, 'made-of'],
  [/\b(with )?no\b/g, 'without'],
  [/\bpolar bear/g, 'white bear'],
  [/\b(two|2)[- ]stor(y|ied|ey|eyed)\b/g, 'two-storey'],
  [/\b(three|3)[- ]stor(y|ied|ey|eyed)\b/g, 'three-storey'],
  [/\b(high|low)[- ](quality|resolution|detail(ed)?|poly)\b/g, ''],
  [/\b(\w+ )?background\b/g, ''],
];

/**
 * Words of letters, digits and hyphens in lower case, without accents and possessive endings, with commas
 * between them where the prompt has some mark; pictures are words, too. What is known with a hyphen, or of
 * several words that hyphens join, is written so.
 */
export function splitWords(prompt: string, lexicon: Lexicon): string[] {
  const plain = prompt
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/['’]s?(?![\p{Letter}])/gu, '')
    .replace(/\s+/g, ' ');
  const words = PHRASES.reduce((text, [phrase, word]) => text.replace(phrase, word), plain)
    .replace(/\p{Extended_Pictographic}/gu, ' $& ')
    .replace(/[,;:.!?()[\]{}|/—–]+|\s-+\s/g, ` ${COMMA} `)
    .split(/[^\p{Letter}\p{Number}\p{Extended_Pictographic},-]+/u)
    .flatMap((word) => splitHyphens(word, lexicon))
    .filter((word) => word !== '');
  for (let i = 0; i + 1 < words.length; i++) {
    const joined = `${words[i]}-${words[i + 1]}`;
    if (lexicon.joins(joined)) words.splice(i, 2, joined);
  }
  return words;
}

/**
 * A word with hyphens is one where it is known as such, or where some part of it is not: a "cat-shaped" thing
 * is no cat.
 */
function splitHyphens(word: string, lexicon: Lexicon): string[] {
  if (lexicon.joins(word) || isLink(word)) return [word];
  const parts = word.split('-').filter((part) => part !== '');
  return parts.every((part) => lexicon.knows(part)) ? parts : [parts.join('-')];
}
