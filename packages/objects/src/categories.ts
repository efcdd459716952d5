import type { Material, Pattern } from './look.ts';
import type { Proportion } from './proportions.ts';

/**
 * What concepts of a category may be made of, painted and stretched like, where a concept says nothing else.
 */
export interface Allowed {
  materials: readonly Material[];
  patterns: readonly Pattern[];
  proportions: readonly Proportion[];
}

const PATTERNS: readonly Pattern[] = ['striped', 'dotted', 'checkered'];
const SOLID: readonly Material[] = ['wooden', 'metal', 'stone', 'golden', 'glass'];
const UPRIGHT: readonly Proportion[] = ['tall', 'short', 'wide', 'thin'];

/** Stretching up or along would make wheels oval, so vehicles and instruments keep to what does not. */
export const CATEGORIES = {
  food: { materials: ['wooden', 'golden', 'plush'], patterns: ['striped', 'dotted'], proportions: UPRIGHT },
  plant: {
    materials: ['metal', 'golden', 'plush'],
    patterns: PATTERNS,
    proportions: ['tall', 'short', 'wide'],
  },
  animal: { materials: [...SOLID, 'plush'], patterns: PATTERNS, proportions: UPRIGHT },
  figure: { materials: [...SOLID, 'plush'], patterns: PATTERNS, proportions: UPRIGHT },
  furniture: { materials: SOLID, patterns: PATTERNS, proportions: UPRIGHT },
  tableware: { materials: SOLID, patterns: PATTERNS, proportions: UPRIGHT },
  household: { materials: SOLID, patterns: PATTERNS, proportions: UPRIGHT },
  clothing: { materials: ['wooden', 'golden', 'plush'], patterns: PATTERNS, proportions: ['wide', 'thin'] },
  tool: {
    materials: ['wooden', 'metal', 'golden', 'glass'],
    patterns: PATTERNS,
    proportions: ['wide', 'thin'],
  },
  toy: {
    materials: ['wooden', 'metal', 'golden', 'glass', 'plush'],
    patterns: PATTERNS,
    proportions: UPRIGHT,
  },
  instrument: {
    materials: ['wooden', 'metal', 'golden', 'glass'],
    patterns: PATTERNS,
    proportions: ['wide', 'thin'],
  },
  vehicle: {
    materials: ['wooden', 'metal', 'golden', 'plush'],
    patterns: PATTERNS,
    proportions: ['wide', 'thin'],
  },
  building: { materials: SOLID, patterns: PATTERNS, proportions: UPRIGHT },
  nature: {
    materials: ['metal', 'golden', 'glass', 'plush'],
    patterns: PATTERNS,
    proportions: ['tall', 'short', 'wide'],
  },
  space: {
    materials: ['wooden', 'metal', 'golden', 'glass', 'plush'],
    patterns: PATTERNS,
    proportions: UPRIGHT,
  },
} as const satisfies Record<string, Allowed>;

export type Category = keyof typeof CATEGORIES;
