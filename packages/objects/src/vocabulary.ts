import { Rng } from '@modeseek/core';
import { ACCESSORIES } from './accessories.ts';
import { normaliseCaption } from './caption.ts';
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

/**
 * Every word of the library's captions: colours first, then nouns, then the rest, each group sorted. Token number = index + 1. The words of the
 * concepts' own adjectives and features are found by building each concept `builds` times.
 */
export function vocabulary(builds = 300): string[] {
  const groups = [new Set<string>(COLOUR_NAMES), new Set<string>(), new Set<string>(SHARED)];
  for (const concept of LIBRARY) {
    for (const word of normaliseCaption(concept.name).split(' ')) groups[1].add(word);
    for (let i = 0; i < builds; i++) {
      const { adjectives, features } = concept.build(new Rng(`words:${concept.name}:${i}`)).description;
      for (const { text } of [...adjectives, ...features])
        for (const word of normaliseCaption(text).split(' ')) groups[2].add(word);
    }
  }
  return [...new Set(groups.flatMap((group) => [...group].sort()))];
}
