import { editDistance } from '@modeseek/core';
import type { Lexicon, PromptKnowledge } from './lexicon.ts';
import { isLikeness, OTHER_WORDS, saysMore, singulars } from './other-words.ts';
import { OWN_WORDS } from './own-words.ts';
import { isThing, relatedTo } from './related.ts';
import { isLink } from './split-words.ts';

/**
 * Nouns are taken for others from so many letters on, other words from that many: short words are near to too
 * many.
 */
const SHORTEST_NOUN = 5;
const SHORTEST_WORD = 6;
/** From so many letters on there may be two slips. */
const LONG = 7;

/**
 * Endings that make an adjective of a noun: "ghostly" is no slip of "ghost", and "cheesy" none of "cheese".
 */
const ENDINGS = /(s|y|ish|ic|ly|ed|ing|al|ous|ful|less|like)$/;

/**
 * The known word that an unknown one was meant to be: the only one that is a slip or two of the finger away
 * and begins alike. None for short words, and for what is a word of its own.
 */
export function correction(word: string, lexicon: Lexicon): string | undefined {
  return OWN_WORDS.has(word) ? undefined : nearWord(word, lexicon);
}

/** The same of what may be a word of its own. */
export function nearWord(word: string, lexicon: Lexicon): string | undefined {
  if (!/^[a-z]+$/.test(word) || word.length < SHORTEST_NOUN) return undefined;
  if (lexicon.knows(word) || isLink(word) || isLikeness(word) || saysMore(word)) return undefined;
  if (isThing(word)) return undefined;
  const most = word.length >= LONG ? 2 : 1;
  const ending = word.match(ENDINGS)?.[0];
  const near = candidates(word, lexicon.knowledge)
    .filter((known) => known[0] === word[0] && (ending === undefined || known.endsWith(ending)))
    .filter((known) => !word.startsWith(known) && Math.abs(known.length - word.length) <= most)
    .map((known) => ({ known, distance: editDistance(word, known) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  const [best, next] = near;
  return best && best.distance !== next?.distance ? best.known : undefined;
}

/** Words of nouns, colours and materials, and all others where the word is long enough, each once. */
function candidates(word: string, knowledge: PromptKnowledge): string[] {
  const { vocabulary, concepts, colours, materials = [] } = knowledge;
  const nouns = concepts.flatMap(({ name, synonyms, plurals = [], hypernyms = [] }) =>
    [name, ...synonyms, ...hypernyms].flatMap((noun) => [...noun.split(' '), `${noun}s`]).concat(plurals),
  );
  const others = word.length >= SHORTEST_WORD ? [...vocabulary, ...Object.keys(OTHER_WORDS)] : [];
  return [...new Set([...nouns, ...colours, ...materials, ...others])];
}

const SUGGESTIONS = 5;
/** Up to a third of the letters wrong may be slips. */
const ALIKE = 1 / 3;

/**
 * Objects that the model knows and that are written nearly like one of some words; then what is related to
 * one; then its kind.
 */
export function nearestConcepts(words: readonly string[], knowledge: PromptKnowledge): string[] {
  const { concepts, vocabulary } = knowledge;
  const isKnown = words.some((word) => isThing(word) || vocabulary.includes(word));
  const forms = words.flatMap((word) => [word, ...singulars(word)]);
  const related = forms.flatMap(relatedTo);
  const rank = ({ name, synonyms, category }: PromptKnowledge['concepts'][number]) => {
    const wrong = forms.flatMap((word) =>
      [name, ...synonyms].map((noun) => editDistance(word, noun) / Math.max(word.length, noun.length)),
    );
    const spelling = Math.min(1, ...wrong);
    if (spelling <= ALIKE && !isKnown) return spelling;
    if (related.includes(name)) return 1 + related.indexOf(name);
    return forms.includes(category) ? related.length + 2 : Number.POSITIVE_INFINITY;
  };
  return concepts
    .map((concept) => ({ name: concept.name, rank: rank(concept) }))
    .filter(({ rank }) => Number.isFinite(rank))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, SUGGESTIONS)
    .map(({ name }) => name);
}
