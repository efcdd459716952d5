import type { Concept } from './concept.ts';
import { LIBRARY } from './library.ts';
import { type ConceptWords, wordsOf } from './vocabulary.ts';

/** What a model that learned from the library says of a concept. */
export interface DescribedConcept
  extends ConceptWords,
    Pick<Concept, 'name' | 'synonyms' | 'hypernyms' | 'plurals' | 'category'> {
  /** 0 where pictures do not tell the azimuth. */
  symmetry: number;
}

/** What a model that learned from the library says of each of its concepts. `builds`: see `wordsOf`. */
export function describeLibrary(builds?: number): DescribedConcept[] {
  return LIBRARY.map((concept) => {
    const { name, synonyms, hypernyms, plurals, category, symmetry } = concept;
    const words = wordsOf(concept, builds);
    return { name, synonyms, hypernyms, plurals, category, symmetry: symmetry ?? 0, ...words };
  });
}
