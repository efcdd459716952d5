import type { WantedObject } from '@modeseek/core';
import type { KnownConcept } from '../prior-info.ts';
import type { Feature, ObjectPhrase } from './grammar.ts';
import type { Lexicon } from './lexicon.ts';
import { DETERMINERS, isContent, isFiller, isGroup, NUMBERS } from './other-words.ts';
import { noMaterial, noSuchPart } from './refusals.ts';
import { isLink, type Link } from './split-words.ts';

/** An object in the words of captions, and what of the prompt is not, or hardly, in them. */
export interface Description extends WantedObject {
  /** In the prompt's words. */
  leftOut: string[];
  /** Words of captions, but not of captions of such an object. */
  unusual: string[];
  /** Words that say a number, with the one behind. */
  numbers: string[];
}

/** Links that captions have; what is behind others can only be an object. */
const OF_CAPTIONS: readonly Link[] = ['with', 'without', 'of', 'made-of', 'in', 'on'];

/**
 * Says an object as captions do: lower case, no articles, singular nouns, what it is made of before the noun.
 * @throws UserError when another object is to be a part of it, or what it is made of
 */
export function describeObject(object: ObjectPhrase, lexicon: Lexicon): Description {
  const { words, number, head, end } = object;
  const { concept } = head;
  const count = number?.count ?? 1;
  const isSaid = (_: string, i: number) => i < end && !(count > 1 && i === number?.at);
  const own = readWords(words.filter(isSaid), lexicon, false, true);
  const more = readFeatures(object, lexicon);
  const said = [
    ...own.said.slice(0, own.nounAt),
    ...more.materials,
    ...own.said.slice(own.nounAt),
    ...more.behind,
  ];
  const noun = concept.name.split(' ');
  const isUnusual = (word: string) =>
    isContent(word) &&
    !isLink(word) &&
    !noun.includes(word) &&
    !Object.hasOwn(NUMBERS, word) &&
    lexicon.isSaidOf(concept, word) === false;
  return {
    concept: concept.name,
    words: said.join(' '),
    count,
    leftOut: [...own.leftOut, ...(end < words.length ? [words.slice(end).join(' ')] : []), ...more.leftOut],
    unusual: said.filter(isUnusual),
    numbers: said.flatMap((word, i) => numberAt(word, said[i + 1])),
  };
}

/** What features say of an object: words before its noun, and words behind. */
function readFeatures({ head, features }: ObjectPhrase, lexicon: Lexicon) {
  const materials: string[] = [];
  const behind: string[] = [];
  const leftOut: string[] = [];
  /** Behind "with" and "without" words are of parts: "small ears" is not "tiny ears". */
  let ofPart = false;
  /** Whether what is in, on or of the last feature goes with it, because that was left out. */
  let lost: boolean = false;
  for (const feature of features) {
    const { link, items } = feature;
    if (link !== 'of' && link !== 'made-of') ofPart = link === 'with' || link === 'without';
    const goesWithLast = lost && (link === 'of' || link === 'in' || link === 'on');
    const isKept = ({ words }: Feature['items'][number]): boolean =>
      !goesWithLast && canSay(words, link, ofPart, head.concept, lexicon);
    const kept = items.filter(isKept);
    lost = kept.length === 0 && link !== 'made-of';
    if (kept.length === 0) leftOut.push(inProse(feature));
    else leftOut.push(...items.filter((item) => !kept.includes(item)).map(({ words }) => words.join(' ')));

    const said: string[] = [];
    for (const { words, and } of kept) {
      const read = readWords(words, lexicon, ofPart, false);
      leftOut.push(...read.leftOut);
      if (and && said.length > 0 && read.said.length > 0) said.push('and');
      said.push(...read.said);
    }
    if (link === 'made-of') materials.push(...said);
    else if (said.length > 0) behind.push(...linkOf(feature, ofPart, lexicon), ...said);
  }
  return { materials, behind, leftOut };
}

/** Words as captions have them. `wider`: whether "vehicle" is a noun where there is no other. */
function readWords(words: readonly string[], lexicon: Lexicon, ofPart: boolean, wider: boolean) {
  const named = lexicon.nounsIn(words);
  const nouns = named.length > 0 || !wider ? named : lexicon.nounsIn(words, true);
  const said: string[] = [];
  const leftOut: string[] = [];
  /** Where the last noun is. */
  let nounAt = 0;
  /** Behind the last word that was left out. */
  let leftOutEnd = 0;
  let and = false;
  const say = (...more: string[]) => {
    said.push(...(and && said.length > 0 ? ['and'] : []), ...more);
    and = false;
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const noun = nouns.find(({ at }) => at === i);
    const before = nouns.find(({ at, length }) => at + length === i);
    const isSaid = noun && !and && ` ${said.join(' ')}`.endsWith(` ${noun.concept.name}`);
    if (noun && (isSaid || before?.concept === noun.concept)) {
      i += noun.length - 1; // its second name, "a puppy dog", or the same again
      continue;
    }
    // A part keeps its word: "apples" in a tree.
    if (
      noun &&
      !(ofPart && lexicon.token(word) !== undefined && noun.length === 1 && noun.concept.name !== word)
    ) {
      say(...noun.concept.name.split(' '));
      nounAt = said.length - noun.concept.name.split(' ').length;
      i += noun.length - 1;
      continue;
    }
    const isStrayNumber = !ofPart && (NUMBERS[word] ?? 0) > 1 && !isGroup(word); // of "a two tone mug"
    const read = isStrayNumber ? undefined : lexicon.read(word, ofPart);
    if (word === 'and') and = true;
    else if (!ofPart && isFiller(word)) continue;
    else if (read !== undefined) say(read);
    else if (!isFiller(word) && !DETERMINERS.has(word)) {
      const goesOn = words
        .slice(leftOutEnd, i)
        .every((between) => DETERMINERS.has(between) || isFiller(between));
      if (leftOut.length > 0 && goesOn)
        leftOut.push([leftOut.pop(), ...words.slice(leftOutEnd, i + 1)].join(' '));
      else leftOut.push(word);
      leftOutEnd = i + 1;
      and = false;
    }
  }
  return { said, leftOut, nounAt };
}

/** Whether captions can say that an object has what words behind a link say. */
function canSay(
  words: readonly string[],
  link: Link,
  ofPart: boolean,
  concept: KnownConcept,
  lexicon: Lexicon,
): boolean {
  if (!OF_CAPTIONS.includes(link)) return false;
  const other = lexicon.nounsIn(words).find((noun) => !lexicon.isPart(noun, words, concept));
  const last = words.findLast(isContent);
  const read = last === undefined ? undefined : lexicon.read(last, ofPart);
  if (link === 'made-of') {
    if (other) throw noMaterial(concept.name, other.concept.name, lexicon);
    if (last !== undefined && read !== undefined && !lexicon.isMaterial(read))
      throw noMaterial(concept.name, last, lexicon);
  }
  if (other && (link === 'with' || link === 'of')) throw noSuchPart(concept.name, link, other.concept.name);
  if (other) return false;
  if (link === 'of' && !ofPart && !isSaidOf(words, concept, lexicon)) return false;
  return last === undefined || read !== undefined || lexicon.nounsIn([last]).length > 0;
}

/** Whether captions say all of some words of a concept, or may do so. */
function isSaidOf(words: readonly string[], concept: KnownConcept, lexicon: Lexicon): boolean {
  const read = words.filter(isContent).map((word) => lexicon.read(word, false) ?? word);
  return read.every((word) => lexicon.isSaidOf(concept, word) !== false);
}

/** The link that captions have: of "a mug of coffee" none, of "a tree of apples" what parts have. */
function linkOf({ link, items }: Feature, ofPart: boolean, lexicon: Lexicon): Link[] {
  if (link !== 'of' || ofPart) return [link];
  const isPart = items.length > 1 || items.some(({ words }) => lexicon.nounsIn(words).length > 0);
  return isPart ? ['with'] : [];
}

const inProse = ({ link, items }: Feature) =>
  [link.replaceAll('-', ' '), ...items.flatMap(({ words, and }) => (and ? ['and', ...words] : words))].join(
    ' ',
  );

/** The number that a word is or begins with, and the word behind it. */
function numberAt(word: string, next: string | undefined): string[] {
  const [first, more] = word.split('-');
  if (!Object.hasOwn(NUMBERS, first) || NUMBERS[first] === 1) return [];
  return [more === undefined && next !== undefined && !isGroup(word) ? `${word} ${next}` : word];
}
