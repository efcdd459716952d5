import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { caption } from './caption.ts';
import { LIBRARY } from './library.ts';
import { COLOUR_NAMES } from './palette.ts';
import { flatten } from './triangles.ts';

test('names and synonyms are unique', () => {
  const names = LIBRARY.flatMap((concept) => [concept.name, ...concept.synonyms]);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(LIBRARY.map((concept) => [concept.name, concept] as const))('%s', (name, concept) => {
  const objects = Array.from({ length: 6 }, (_, seed) => concept.build(new Rng(`test:${name}:${seed}`)));

  test('is finite and fits the unit ball', () => {
    for (const { group } of objects) {
      const { positions, normals, colours, count } = flatten(group);
      let radius = 0;
      for (let i = 0; i < positions.length; i += 3) {
        radius = Math.max(radius, Math.hypot(positions[i], positions[i + 1], positions[i + 2]));
      }
      expect(radius).toBeCloseTo(0.95, 3);
      expect(count).toBeLessThan(8000);
      expect(normals.every((n) => Math.abs(n) <= 1.0001)).toBe(true); // false for NaN, too
      expect(colours.every((c) => c >= 0 && c <= 1)).toBe(true);
    }
  });

  test('is the same again for the same seed, and another for another', () => {
    const bytes = (seed: number) => {
      const { positions, colours } = flatten(concept.build(new Rng(`test:${name}:${seed}`)).group);
      return Buffer.concat([positions, colours].map((array) => Buffer.from(array.buffer)));
    };
    expect(bytes(0).equals(bytes(0))).toBe(true);
    expect(bytes(0).equals(bytes(1))).toBe(false);
  });

  test('captions name it and always say an unnatural colour', () => {
    const rng = new Rng(name);
    for (const { description } of objects) {
      for (let i = 0; i < 8; i++) {
        const words = caption(concept, description, rng);
        expect(words).toContain(concept.name);
        expect(words).toMatch(/^[a-z0-9 -]+$/);
        if (description.colour) expect(COLOUR_NAMES).toContain(description.colour.name);
        if (description.colour && !description.colour.natural)
          expect(words).toContain(description.colour.name);
      }
    }
  });
});
