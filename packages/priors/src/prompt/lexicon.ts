import type { KnownConcept, PriorInfo } from '../prior-info.ts';
import { isFiller, NUMBERS, OTHER_WORDS, singulars } from './other-words.ts';

/** What a model says about the words that it knows. */
export type PromptKnowledge = Pick<
  PriorInfo,
  'vocabulary' | 'concepts' | 'colours' | 'materials' | 'tokenLength'
>;

/** A noun among words: words `at` to `at + length` name `concept`. */
export interface Noun {
  at: number;
  length: number;
  concept: KnownConcept;
  plural: boolean;
}

/** Most words that a noun is written in. */
const LONGEST_NOUN = 4;

/** Nouns are the same however they are joined: "hot-air balloon", "tea pot". */
const compact = (noun: string) => noun.replace(/[ -]/g, '');

/** What words mean to a model. */
export class Lexicon {
  readonly knowledge: PromptKnowledge;
  private readonly numbers: ReadonlyMap<string, number>;
  /**
   * Every noun, written as one word; plurals that no rule gives are apart, and so are wider nouns: "vehicle".
   */
  private readonly nouns = new Map<string, KnownConcept>();
  private readonly plurals = new Map<string, KnownConcept>();
  private readonly wider = new Map<string, KnownConcept>();
  private readonly adjectives: ReadonlySet<string>;
  /** Words that captions say of each concept, in the singular, where the model tells. */
  private readonly own = new Map<KnownConcept, { adjectives: Set<string>; features: Set<string> }>();

  constructor(knowledge: PromptKnowledge) {
    const { vocabulary, concepts, colours, materials = [] } = knowledge;
    this.knowledge = knowledge;
    this.numbers = new Map(vocabulary.map((word, i) => [word, i + 1]));
    for (const concept of concepts) {
      const { name, synonyms, plurals = [], hypernyms = [], adjectives, features } = concept;
      for (const noun of [name, ...synonyms]) this.nouns.set(compact(noun), concept);
      for (const noun of plurals) this.plurals.set(compact(noun), concept);
      for (const noun of hypernyms) this.wider.set(compact(noun), concept);
      if (adjectives && features)
        this.own.set(concept, { adjectives: withSingulars(adjectives), features: withSingulars(features) });
    }
    // Where the model does not tell, any word may be one.
    const said = concepts.flatMap(({ adjectives = vocabulary }) => adjectives);
    this.adjectives = new Set([...colours, ...materials, ...Object.values(OTHER_WORDS), ...said]);
  }

  /** The number by which the model knows a word of its captions. */
  token(word: string): number | undefined {
    return this.numbers.get(word);
  }

  /**
   * The word of the captions that says the same, if there is one.
   * @param asPart whether it is about a part: "small ears" are not "tiny ears"
   */
  read(word: string, asPart: boolean): string | undefined {
    const plain = [word, ...singulars(word)];
    const other = Object.hasOwn(OTHER_WORDS, word) ? OTHER_WORDS[word] : undefined;
    return (asPart ? [...plain, other] : [other, ...plain]).find((form) => form && this.numbers.has(form));
  }

  /** Whether a word says something, or is known to say nothing. */
  knows(word: string): boolean {
    return (
      this.numbers.has(word) ||
      this.nounOf(word, true) !== undefined ||
      this.read(word, false) !== undefined ||
      isFiller(word)
    );
  }

  /** Whether words joined by a hyphen are one word of captions, or a noun. */
  joins(word: string): boolean {
    return this.numbers.has(word) || this.nouns.has(compact(word)) || this.plurals.has(compact(word));
  }

  /** Every noun among words, none overlapping, the longest that begins at each place. */
  nounsIn(words: readonly string[], wider = false): Noun[] {
    const found: Noun[] = [];
    for (let at = 0; at < words.length; ) {
      const noun = this.nounAt(words, at, wider);
      if (noun) found.push(noun);
      at += noun?.length ?? 1;
    }
    return found;
  }

  private nounAt(words: readonly string[], at: number, wider: boolean): Noun | undefined {
    for (let length = Math.min(LONGEST_NOUN, words.length - at); length > 0; length--) {
      const found = this.nounOf(words.slice(at, at + length).join(' '), wider);
      if (found) return { at, length, ...found };
    }
    return undefined;
  }

  private nounOf(noun: string, wider = false): Pick<Noun, 'concept' | 'plural'> | undefined {
    const one = compact(noun);
    const concept = this.nouns.get(one) ?? (wider ? this.wider.get(one) : undefined);
    if (concept) return { concept, plural: false };
    const many = this.plurals.get(one);
    if (many) return { concept: many, plural: true };
    for (const form of singulars(one)) {
      const each = this.nouns.get(form) ?? (wider ? this.wider.get(form) : undefined);
      if (each) return { concept: each, plural: true };
    }
    return undefined;
  }

  /** Whether captions say the noun of a part of a concept's objects: a hat of a cat. */
  isPart(noun: Noun, words: readonly string[], concept: KnownConcept): boolean {
    const features = this.own.get(concept)?.features;
    if (!features) return false;
    const asWritten = words.slice(noun.at, noun.at + noun.length);
    const isSaid = (word: string) => [word, ...singulars(word)].some((form) => features.has(form));
    return asWritten.every(isSaid) || noun.concept.name.split(' ').every(isSaid);
  }

  /** Whether a word, as the model reads it, says how a thing is, not what it is or has. */
  isAdjective(word: string): boolean {
    return this.adjectives.has(word);
  }

  /** Whether captions say a word of a concept; undefined where the model does not tell. */
  isSaidOf(concept: KnownConcept, word: string): boolean | undefined {
    const own = this.own.get(concept);
    if (!own) return undefined;
    if (this.knowledge.colours.includes(word)) return true;
    return [word, ...singulars(word)].some((form) => own.adjectives.has(form) || own.features.has(form));
  }

  /** Whether things can be made of what a word, as the model reads it, says. */
  isMaterial(word: string): boolean {
    const { materials } = this.knowledge;
    return materials ? materials.includes(word) : !Object.hasOwn(NUMBERS, word);
  }
}

const withSingulars = (words: readonly string[]) =>
  new Set(words.flatMap((word) => [word, ...singulars(word)]));
