import { Rng } from '@modeseek/core';
import { ACCESSORIES } from './accessories.ts';
import { normaliseCaption } from './caption.ts';
import type { Concept } from './concept.ts';
import { LIBRARY } from './library.ts';
import { MATERIALS, PATTERN_NOUNS, PATTERNS } from './look.ts';
import { COLOUR_NAMES } from './palette.ts';
import { PROPORTIONS } from './proportions.ts';
import { RELATIONS } from './scene.ts';

/** Words that shared machinery says, of any concept. */
const SHARED: readonly string[] = [
  ...MATERIALS,
  ...PATTERNS,
  ...Object.values(PATTERN_NOUNS),
  ...PROPORTIONS,
  ...ACCESSORIES,
  ...RELATIONS,
  'tiny',
  'with',
  'without',
  'and',
];

/** Words that say nothing of a concept, or something of any. */
const OF_ALL = new Set<string>([...COLOUR_NAMES, ...RELATIONS, 'with', 'without', 'and']);

/** Words that captions say of the objects of one concept, but colours, sorted. */
export interface ConceptWords {
  /** Of shape, pose, material and pattern. */
  adjectives: string[];
  /** Of what comes behind the noun: parts, and what is around it. */
  features: string[];
}

/**
 * The words of a concept's captions. Those of its own adjectives and features are found by building it
 * `builds` times.
 */
export function wordsOf(concept: Concept, builds = 300): ConceptWords {
  const adjectives = new Set<string>([...concept.materials, ...concept.usual, ...concept.patterns]);
  const features = new Set<string>(concept.patterns.map((pattern) => PATTERN_NOUNS[pattern]));
  for (let i = 0; i < builds; i++) {
    const { description, anchors } = concept.build(new Rng(`words:${concept.name}:${i}`));
    for (const { text } of description.adjectives) for (const word of wordsIn(text)) adjectives.add(word);
    for (const { text } of description.features) for (const word of wordsIn(text)) features.add(word);
    if (anchors.head) for (const accessory of ACCESSORIES) features.add(accessory);
  }
  const sorted = (words: Set<string>) => [...words].filter((word) => !OF_ALL.has(word)).sort();
  return { adjectives: sorted(adjectives), features: sorted(features) };
}

/**
 * Every word of the library's captions: colours first, then nouns, then the rest, each group sorted. Token
 * number = index + 1.
 */
export function vocabulary(builds = 300): string[] {
  const nouns = LIBRARY.flatMap(({ name }) => wordsIn(name));
  const said = LIBRARY.flatMap((concept) => Object.values(wordsOf(concept, builds)).flat());
  const groups = [COLOUR_NAMES, nouns, [...SHARED, ...said]];
  return [...new Set(groups.flatMap((group) => [...new Set<string>(group)].sort()))];
}

const wordsIn = (text: string) => normaliseCaption(text).split(' ');
