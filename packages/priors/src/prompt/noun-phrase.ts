import { type Clause, numberOf } from './clauses.ts';
import { isOtherScript } from './language.ts';
import type { Lexicon, Noun } from './lexicon.ts';
import { DETERMINERS, isContent, saysMore } from './other-words.ts';
import { twoObjects } from './refusals.ts';

/** A clause that names an object. */
export interface NounPhrase {
  words: string[];
  /** What it is about. */
  head: Noun;
  /**
   * Where something begins that says more of it in words that are not understood: "sleeping", "that sings".
   */
  end: number;
  /** How many, and which word says so; absent where none does. */
  number?: { count: number; at: number };
}

/**
 * The word that a clause is about where that is no object that the model knows; none where it is about
 * nothing.
 */
export interface NoObject {
  head?: undefined;
  about?: string;
}

/** Nouns whose plural is no other word. */
const SAME_PLURAL: ReadonlySet<string> = new Set([
  'sheep',
  'fish',
  'deer',
  'moose',
  'bison',
  'shrimp',
  'squid',
  'salmon',
  'trout',
  'aircraft',
  'spacecraft',
  'sushi',
]);

export const ARTICLES = ['a', 'an', 'the'];

/**
 * Finds what a clause is about: its last noun, when nothing behind that makes it part of another: "a cat
 * bowl" is no cat.
 * @param wider whether nouns like "vehicle" name an object where no other does
 * @throws UserError when it names two objects as one
 */
export function findNoun(clause: Clause, lexicon: Lexicon, wider: boolean): NounPhrase | NoObject {
  const { words } = clause;
  const named = lexicon.nounsIn(words);
  const nouns = named.length > 0 || !wider ? named : lexicon.nounsIn(words, true);
  const head = nouns.at(-1);
  if (!head) return { about: words.findLast(isContent) };
  // Of one object there may be two names: "a puppy dog".
  const isOther = (noun: Noun) => noun.concept !== head.concept && !lexicon.isPart(noun, words, head.concept);
  const other = nouns.slice(0, -1).find(isOther);
  if (other) throw twoObjects(words, other.concept.name, head.concept.name);
  const end = endOf(words, head, lexicon);
  const about = strangerBefore(clause, head, lexicon) ?? strangerBehind(words, head, end, lexicon);
  if (about !== undefined) return { about };

  const number = numberOf(clause);
  return { words, head, end, ...(number && isCount(number.at, clause, head, lexicon) && { number }) };
}

/** Whether the number at a place counts what the head names: not in "four legged table". */
function isCount(at: number, { words }: Clause, head: Noun, lexicon: Lexicon): boolean {
  if (at > head.at) return false;
  const between = words.slice(at + 1, head.at);
  if (head.plural || between.every((word) => lexicon.knows(word))) return true;
  return SAME_PLURAL.has(words[head.at + head.length - 1]) && !between.some((word) => /-|ed$/.test(word));
}

/**
 * What a clause is about instead, when a noun before the head is not known: "a dragon eating a cat", "a
 * castle of sand".
 */
function strangerBefore({ words, share }: Clause, head: Noun, lexicon: Lexicon): string | undefined {
  if (share > 0) {
    const number = numberOf({ link: null, words, share });
    const isSaid = (read: string | undefined) =>
      read !== undefined && lexicon.isSaidOf(head.concept, read) !== false;
    return words
      .slice(0, share)
      .find((word, i) => isContent(word) && i !== number?.at && !isSaid(lexicon.read(word, false)));
  }
  const article = words.findLastIndex((word, i) => i <= head.at && ARTICLES.includes(word));
  const verb = words.findIndex((word, i) => i > 0 && i < article && saysMore(word));
  const first = words.slice(0, Math.max(0, verb === -1 ? article : verb)).filter((word) => word !== 'of');
  const last = first.at(-1);
  return last !== undefined && isContent(last) ? last : undefined; // no "photo of a cat"
}

/**
 * What a clause is about instead, when the head only says of which kind it is: "a cat bowl", "a teapot lid".
 * Without an article a part may follow the noun: "mug coffee" is how captions would have "a mug of coffee".
 */
function strangerBehind(
  words: readonly string[],
  { at, length, concept }: Noun,
  end: number,
  lexicon: Lexicon,
): string | undefined {
  const content = words.slice(at + length, end).filter((word) => isContent(word) && !isOtherScript(word));
  const isCaption = !DETERMINERS.has(words[0]);
  return content.find((word, i) => {
    const read = lexicon.read(word, false);
    if (read === undefined) return i === 0;
    return !lexicon.isAdjective(read) && !(isCaption && lexicon.isSaidOf(concept, read) !== false);
  });
}

function endOf(words: readonly string[], { at, length, concept }: Noun, lexicon: Lexicon): number {
  const isCaptions = (read: string | undefined) =>
    read !== undefined && (lexicon.isAdjective(read) || lexicon.isSaidOf(concept, read) !== false);
  const end = words.findIndex(
    (word, i) => i >= at + length && saysMore(word) && !isCaptions(lexicon.read(word, false)),
  );
  return end === -1 ? words.length : end;
}
