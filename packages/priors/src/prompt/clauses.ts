import type { Lexicon } from './lexicon.ts';
import { DETERMINERS, isContent, isFiller, isGroup, isLikeness, NUMBERS } from './other-words.ts';
import { isThing } from './related.ts';
import { COMMA, isLink, LINKS, type Link } from './split-words.ts';

const FEATURES: readonly (Link | null)[] = LINKS.features;

/** Words between two links. */
export interface Clause {
  /** What joins it to the clause before; null at the beginning of the prompt. */
  link: Link | null;
  words: string[];
  /** Of "a slice of pizza", which is one clause, how many words come before what it is a slice of; else 0. */
  share: number;
}

/**
 * Takes a prompt's words apart at its links. What belongs together stays together: "a red and white dog", "a
 * slice of pizza", "a photo of a dog".
 */
export function clausesOf(words: readonly string[], lexicon: Lexicon): Clause[] {
  return joinShares(joinAdjectives(splitAtLinks(words, lexicon), lexicon), lexicon);
}

function splitAtLinks(words: readonly string[], lexicon: Lexicon): Clause[] {
  const nouns = lexicon.nounsIn(words);
  const clauses: Clause[] = [{ link: null, words: [], share: 0 }];
  words.forEach((word, i) => {
    const last = clauses[clauses.length - 1];
    // "of" belongs to the likeness before it: "photos of".
    const isOfLikeness = word === 'of' && i > 0 && (isFiller(words[i - 1]) || isLikeness(words[i - 1]));
    const isInNoun = nouns.some(({ at, length }) => at < i && i < at + length); // "cup and saucer"
    if (!isLink(word) || isOfLikeness || isInNoun) last.words.push(word);
    else if (last.words.length > 0 || last.link === null) clauses.push({ link: word, words: [], share: 0 });
    else if (word !== COMMA) last.link = word; // of links in a row the last counts: "a cat, and a dog"
  });
  return clauses.filter(({ words }) => words.length > 0);
}

/** Joins adjectives with the noun that they speak of: "red", and "white dog". */
function joinAdjectives(clauses: readonly Clause[], lexicon: Lexicon): Clause[] {
  const joined = [...clauses];
  for (let i = joined.length - 2; i >= 0; i--) {
    const [clause, next] = joined.slice(i, i + 2);
    const goesOn =
      (next.link === 'and' || next.link === COMMA) &&
      !DETERMINERS.has(next.words[0]) &&
      lexicon.nounsIn(next.words).length > 0 &&
      areAdjectives(clause.words, lexicon);
    const and = next.link === 'and' ? ['and'] : [];
    if (goesOn) joined.splice(i, 2, { ...clause, words: [...clause.words, ...and, ...next.words] });
  }
  return joined;
}

/** Whether words may all be adjectives: none is known to be something else. */
function areAdjectives(words: readonly string[], lexicon: Lexicon): boolean {
  const content = words.filter(isContent);
  const isAdjective = (word: string) => {
    const read = lexicon.read(word, false);
    return read === undefined ? !isThing(word) : lexicon.isAdjective(read);
  };
  return lexicon.nounsIn(content).length === 0 && content.every(isAdjective);
}

/** Joins what is "of" something with that: "a slice", "of pizza". */
function joinShares(clauses: readonly Clause[], lexicon: Lexicon): Clause[] {
  const joined = [...clauses];
  for (let i = joined.length - 2; i >= 0; i--) {
    const [clause, next] = joined.slice(i, i + 2);
    const isShare =
      next.link === 'of' &&
      !FEATURES.includes(clause.link) &&
      lexicon.nounsIn(clause.words).length === 0 &&
      lexicon.nounsIn(next.words, true).length > 0;
    if (!isShare) continue;
    const words = [...clause.words, 'of', ...next.words];
    joined.splice(i, 2, { ...clause, words, share: clause.words.length });
  }
  return joined;
}

/**
 * How many of a thing a clause asks for, by the number with which it begins: "two red apples", "a pair of
 * cats".
 */
export function numberOf({ words, share }: Clause): { count: number; at: number } | undefined {
  const at = words.findIndex((word) => !isFiller(word) && !DETERMINERS.has(word));
  const word = words[at];
  if (word === undefined) return undefined;
  const count = Object.hasOwn(NUMBERS, word) ? NUMBERS[word] : /^\d{1,3}$/.test(word) ? Number(word) : 0;
  // In "a photo of two cats" it is one photo.
  const from = share > 0 ? 0 : words.lastIndexOf('of', at) + 1;
  const isOne = words.slice(from, at).some((before) => before === 'a' || before === 'an');
  return count > 0 && (!isOne || share > 0 || isGroup(word)) ? { count, at } : undefined;
}
