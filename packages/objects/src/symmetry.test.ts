import { expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import type { Concept } from './concept.ts';
import { table } from './concepts/table.ts';
import { LIBRARY } from './library.ts';
import { measuredSymmetry } from './symmetry.fixture.ts';
import { flatten } from './triangles.ts';

function object({ name, build }: Concept, seed: number) {
  const { group, description } = build(new Rng(`symmetry:${name}:${seed}`));
  return { order: measuredSymmetry(flatten(group)), ...description };
}
const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed);

test.each(LIBRARY.map((concept) => [concept.name, concept] as const))(
  '%s: its objects have the declared order; where none is declared, some have no front',
  (_, concept) => {
    const { symmetry } = concept;
    if (symmetry === null) expect(seeds(30).some((seed) => object(concept, seed).order > 1)).toBe(true);
    else expect(seeds(4).map((seed) => object(concept, seed).order)).toEqual(seeds(4).map(() => symmetry));
  },
);

test('long tables look the same after half a turn, round ones after a quarter, and on one leg after any', () => {
  const expected = ({ adjectives, features }: ReturnType<typeof object>) => {
    if (!adjectives.includes('round')) return 2;
    return features.includes('with one leg') ? Number.POSITIVE_INFINITY : 4;
  };
  const tables = seeds(10).map((seed) => object(table, seed));
  expect(tables.map(({ order }) => order)).toEqual(tables.map(expected));
  expect(new Set(tables.map(expected)).size).toBe(3);
});
