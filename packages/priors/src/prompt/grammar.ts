import { JOINTS, type Joint } from '@modeseek/core';
import { type Clause, clausesOf } from './clauses.ts';
import type { Lexicon } from './lexicon.ts';
import { ARTICLES, findNoun, type NoObject, type NounPhrase } from './noun-phrase.ts';
import { DETERMINERS, isContent, isFiller, isLikeness, isPictogram } from './other-words.ts';
import { isThing } from './related.ts';
import { COMMA, type Link } from './split-words.ts';

/** What a link says of an object: "with", "a chimney", "a red door". */
export interface Feature {
  link: Link;
  /** Words of each thing that is listed, and whether "and" is before it. */
  items: { words: string[]; and: boolean }[];
}

/** An object as a prompt has it. */
export interface ObjectPhrase extends NounPhrase {
  /** In the prompt's order. */
  features: Feature[];
}

/** A prompt's objects, and how each stands to the next. */
export interface Sentence {
  objects: ObjectPhrase[];
  joints: Joint[];
  /** What is about no object: "best quality" of "best quality, a cat". */
  leftOut: string[];
}

/** A prompt, or a part of it that should name an object, names none that the model knows. */
export class UnknownObject extends Error {
  readonly phrase: readonly string[];
  /** The word that it is about. */
  readonly about: string | undefined;

  constructor(phrase: readonly string[], about: string | undefined) {
    super(`"${phrase.join(' ')}" names no object`);
    this.phrase = phrase;
    this.about = about;
  }
}

/**
 * Reads a prompt's words as objects, what is said of each, and how they stand:
 *
 *     sentence = object { joint object }
 *     joint    = "and" | "," | "on" | "beside" | "in" | "under" | …
 *     object   = words noun words { feature }
 *     feature  = ("with" | "without" | "of" | "made of" | "in" | "on") words { ("and" | ",") words }
 *
 * A joint that no object follows begins a feature, or goes on with one: "with a hat and a scarf", "on a
 * plate".
 * @throws UnknownObject when an object of the sentence is none that the model knows
 * @throws UserError when two objects are named as one
 */
export function readSentence(words: readonly string[], lexicon: Lexicon): Sentence {
  const sentence: Sentence = { objects: [], joints: [], leftOut: [] };
  /** What may turn out to be an object that is not known, before the first that is. */
  let doubtful: (Clause & { about: string }) | undefined;
  /** A likeness that is one of nothing: "a painting" of "a painting above a sofa", which is an object then. */
  let likeness: Clause | undefined;
  for (const clause of clausesOf(words, lexicon)) {
    const object = sentence.objects.at(-1);
    if (object) {
      goOn(sentence, object, clause, lexicon);
      continue;
    }
    if (doubtful) {
      if (clause.link !== COMMA || DETERMINERS.has(doubtful.words[0]) || isThing(doubtful.about))
        throw new UnknownObject(doubtful.words, doubtful.about);
      sentence.leftOut.push(doubtful.words.join(' '));
      doubtful = undefined;
    }
    const found = findNoun(clause, lexicon, true);
    if (found.head) {
      if (likeness && clause.link !== COMMA && jointOf(clause.link as Link)) {
        throw new UnknownObject(likeness.words, likeness.words.findLast(isOfPictures));
      }
      sentence.objects.push({ ...found, features: [] });
    } else if (found.about !== undefined) doubtful = { ...clause, about: found.about };
    else if (DETERMINERS.has(clause.words[0]) && clause.words.some(isOfPictures)) likeness = clause;
    else sentence.leftOut.push(...clause.words.filter(isPictogram));
  }
  if (doubtful || sentence.objects.length === 0)
    throw new UnknownObject(doubtful?.words ?? [], doubtful?.about);
  return sentence;
}

/** Takes a clause behind an object: another object, or more of that one. */
function goOn(sentence: Sentence, object: ObjectPhrase, clause: Clause, lexicon: Lexicon): void {
  const { words } = clause;
  const link = clause.link as Link; // only the first clause has none
  const feature = object.features.at(-1);
  const isList = link === 'and' || link === COMMA;
  const joint = jointOf(link);
  const found = joint ? findNoun(clause, lexicon, !(isList && feature)) : {};
  if (joint && found.head) {
    const isOwn = lexicon.isPart(found.head, words, object.head.concept);
    // "with a hat and a scarf", "in a hat"; but "and a hat", "on a bucket"
    const isPart = isOwn && (isList ? feature !== undefined : link === 'in');
    if (!isPart) {
      sentence.joints.push(joint);
      sentence.objects.push({ ...found, features: [] });
      return;
    }
  }
  if (!isList) object.features.push({ link, items: [{ words, and: false }] });
  else if (feature) feature.items.push({ words, and: link === 'and' });
  else if (isThingByItself(words)) throw new UnknownObject(words, words.findLast(isContent));
  else if (isDescription(words, lexicon)) {
    const more = link === 'and' ? ['and', ...words] : words;
    object.words.splice(object.end, 0, ...more);
    object.end += more.length;
  } else {
    const { about } = findNoun(clause, lexicon, false) as NoObject;
    const isObject = DETERMINERS.has(words[0]) || (about !== undefined && isThing(about));
    if (isObject) throw new UnknownObject(words, about);
    sentence.leftOut.push(words.join(' '));
  }
}

function jointOf(link: Link): Joint | undefined {
  if (link === COMMA) return 'and';
  return JOINTS.find((joint) => joint === link.replaceAll('-', ' '));
}

const isOfPictures = (word: string) => isLikeness(word) || isFiller(word);

/** "and a glass": another object, though "and glass" may say what the last is made of. */
function isThingByItself(words: readonly string[]): boolean {
  const last = words.findLast(isContent);
  return ARTICLES.includes(words[0]) && last !== undefined && isThing(last);
}

/** Whether words say how a thing is: "red and white" behind "a cat". */
function isDescription(words: readonly string[], lexicon: Lexicon): boolean {
  return words.filter(isContent).every((word) => {
    const read = lexicon.read(word, false);
    return read !== undefined && lexicon.isAdjective(read);
  });
}
