import type { Rng } from '@modeseek/core';
import type { Description } from './concept.ts';
import { PATTERN_NOUNS } from './look.ts';
import type { Phrase } from './maker.ts';
import type { Subject } from './scene.ts';

/** How captions are drawn: the chances of each kind of word that may be left out. */
const CAPTION_CHANCES = {
  /** Of typical objects, and of each of two. */
  nounAlone: 0.6,
  nounAloneInPair: 0.75,
  naturalColour: 0.5,
  usualMaterial: 0.7,
  secondColour: 0.5,
  adjective: 0.5,
  feature: 0.5,
  /** Modifiers in another order than size, shape, pattern, colour, material. */
  disorder: 0.25,
};

/** Most words of a caption, and of each noun phrase of two. */
const MOST_WORDS = 16;
const MOST_IN_PAIR = 7;

/**
 * A random true caption in normal form, as prompts are normalised too: lower case, singular nouns, no
 * articles. What makes the object differ from what its bare noun means is always said, and something is said
 * of every object that is not typical.
 */
export function caption({ descriptions, relation }: Subject, rng: Rng): string {
  if (!relation) return nounPhrase(descriptions[0], rng, MOST_WORDS, CAPTION_CHANCES.nounAlone);
  const [first, second] = descriptions.map((each) =>
    nounPhrase(each, rng, MOST_IN_PAIR, CAPTION_CHANCES.nounAloneInPair),
  );
  return `${first} ${relation} ${second}`;
}

/**
 * `bare` is the chance that of a typical object nothing is said that need not be. What would make it longer
 * than `most` is left out, unless it must be said.
 */
function nounPhrase(
  { noun, look, adjectives, features, typical }: Description,
  rng: Rng,
  most: number,
  bare: number,
): string {
  const plain = rng.chance(bare) && typical;
  const { pattern, material, name } = look;
  const optional = (chance: number) => !plain && rng.chance(chance);
  const saidOf = (phrases: readonly Phrase[], chance: number) =>
    shuffle(
      phrases.filter(({ always }) => always || optional(chance)),
      rng,
    );
  const before: Phrase[] = saidOf(adjectives, CAPTION_CHANCES.adjective);
  const after: Phrase[] = [];
  // "red mug with white stripes", "striped red mug", or both.
  const second = pattern !== undefined && optional(CAPTION_CHANCES.secondColour);
  if (pattern && second)
    after.push({ text: `with ${pattern.second.name} ${PATTERN_NOUNS[pattern.name]}`, always: true });
  if (pattern && (!second || rng.chance(0.5))) before.push({ text: pattern.name, always: true });
  if (name && (!look.natural || optional(CAPTION_CHANCES.naturalColour)))
    before.push({ text: name, always: !look.natural });
  if (material && (!material.usual || typical || optional(CAPTION_CHANCES.usualMaterial)))
    before.push({ text: material.name, always: !material.usual });
  after.push(...saidOf(features, CAPTION_CHANCES.feature));
  if (!typical && before.length + after.length === 0) {
    const own: [Phrase[], Phrase][] = [
      ...adjectives.map((phrase) => [before, phrase] as [Phrase[], Phrase]),
      ...features.map((phrase) => [after, phrase] as [Phrase[], Phrase]),
    ];
    if (own.length > 0) {
      const [place, phrase] = rng.pick(own);
      place.push({ ...phrase, always: true });
    } else if (name) before.push({ text: name, always: true });
  }
  const modifiers = rng.chance(CAPTION_CHANCES.disorder) ? shuffle(before, rng) : before;
  return fitWords(modifiers, noun, after, most);
}

/** Drops optional phrases, the last first, until the words are few enough. */
function fitWords(before: Phrase[], noun: string, after: Phrase[], most: number): string {
  for (;;) {
    const words = normaliseCaption([...before.map(({ text }) => text), noun, joinFeatures(after)].join(' '));
    const extra = after.filter(({ always }) => !always).length;
    if (words.split(' ').length <= most && extra <= 2) return words;
    const droppable = [after, before].find((list) => list.some(({ always }) => !always));
    if (!droppable) return words;
    droppable.splice(
      droppable.findLastIndex(({ always }) => !always),
      1,
    );
  }
}

/**
 * "with a red lid and blue dots without handle": "and" joins what begins with the same word, and that word is
 * said once.
 */
function joinFeatures(features: readonly Phrase[]): string {
  const groups = new Map<string, string[]>();
  for (const { text } of features) {
    const [link, ...rest] = text.split(' ');
    groups.set(link, [...(groups.get(link) ?? []), rest.join(' ')]);
  }
  return [...groups].map(([link, things]) => `${link} ${things.join(' and ')}`).join(' ');
}

/** Lower case, single spaces, no articles. */
export function normaliseCaption(text: string): string {
  return text
    .toLowerCase()
    .split(/[^a-z0-9-]+/)
    .filter((word) => word && !['a', 'an', 'the'].includes(word))
    .join(' ');
}

function shuffle<T>(list: readonly T[], rng: Rng): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}
