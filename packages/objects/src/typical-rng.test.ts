import { expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { caption } from './caption.ts';
import { LIBRARY } from './library.ts';
import { single } from './scene.ts';
import { TypicalRng } from './typical-rng.ts';

const share = (draw: (seed: number) => boolean) => {
  const draws = 4000;
  return Array.from({ length: draws }, (_, seed) => draw(seed)).filter(Boolean).length / draws;
};

test('what is likely becomes likelier, what is rare rarer', () => {
  expect(share((seed) => new TypicalRng(seed).chance(0.5))).toBeCloseTo(0.5, 1);
  expect(share((seed) => new TypicalRng(seed).chance(0.7))).toBeCloseTo(0.343 / (0.343 + 0.027), 1);
  expect(share((seed) => new TypicalRng(seed).chance(0.3))).toBeCloseTo(0.027 / (0.343 + 0.027), 1);
  expect(share((seed) => new TypicalRng(seed).chance(1))).toBe(1);
  expect(share((seed) => new TypicalRng(seed).chance(0))).toBe(0);
});

test('the commonest of a list is taken first, the first of those as common; later draws from the same list are even', () => {
  expect(share((seed) => new TypicalRng(seed).pick([1, 3, 3, 4]) === 3)).toBeCloseTo(0.8 + 0.2 * 0.5, 1);
  expect(share((seed) => new TypicalRng(seed).pick(['a', 'b']) === 'a')).toBeCloseTo(0.9, 1);
  const again = (seed: number) => {
    const rng = new TypicalRng(seed);
    rng.pick(['a', 'b']);
    return rng.pick(['a', 'b']) === 'a';
  };
  expect(share(again)).toBeCloseTo(0.5, 1);
});

test('uniform numbers and forks keep their kind', () => {
  const rng = new TypicalRng(1);
  expect(rng.uniform()).toBe(new Rng(1).uniform());
  expect(rng.fork('a')).toBeInstanceOf(TypicalRng);
});

test('bare nouns are said of typical objects alone, and typical objects are more alike', () => {
  const features = { typical: 0, any: 0 };
  for (const concept of LIBRARY) {
    const told = { typical: new Set<string>(), any: new Set<string>() };
    for (let seed = 0; seed < 5; seed++) {
      for (const typical of [true, false]) {
        const object = concept.build(new Rng(`${concept.name}:${seed}`), { typical });
        const said = caption(single(concept, object), new Rng(seed));
        const { look, features: own, adjectives } = object.description;
        if (!typical && (look.name || own.length + adjectives.length > 0))
          expect(said).not.toBe(concept.name);
        for (const { text } of own) told[typical ? 'typical' : 'any'].add(text);
      }
    }
    features.typical += told.typical.size;
    features.any += told.any.size;
  }
  expect(features.typical).toBeLessThan(0.85 * features.any);
});
