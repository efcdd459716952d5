import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { Vector3 } from 'three';
import { caption } from './caption.ts';
import { LIBRARY } from './library.ts';
import { MATERIALS, PATTERN_NOUNS, PATTERNS } from './look.ts';
import { COLOUR_NAMES, middleOf } from './palette.ts';
import { rasterise } from './rasterise.ts';
import { single } from './scene.ts';
import { flatten } from './triangles.ts';

const SEEDS = 8;
const RADIUS = 0.95;

test('nouns are unique: names, synonyms, hypernyms and plurals', () => {
  const names = LIBRARY.flatMap(({ name, synonyms, hypernyms, plurals }) => [
    name,
    ...synonyms,
    ...hypernyms,
    ...plurals,
  ]);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(LIBRARY.map((concept) => [concept.name, concept] as const))('%s', (name, concept) => {
  const objects = Array.from({ length: SEEDS }, (_, seed) => concept.build(new Rng(`test:${name}:${seed}`)));
  const soups = objects.map(({ group }) => flatten(group));

  test('is finite, fits the unit ball, has a body and few enough triangles', () => {
    soups.forEach(({ positions, normals, colours, bodies, count }, i) => {
      let radius = 0;
      for (let k = 0; k < positions.length; k += 3)
        radius = Math.max(radius, Math.hypot(positions[k], positions[k + 1], positions[k + 2]));
      const tiny = objects[i].description.adjectives.some(({ text }) => text === 'tiny');
      if (tiny) expect(radius).toBeLessThan(0.6);
      else expect(radius).toBeCloseTo(RADIUS, 3);
      // New concepts stay below 3,000 (docs/adding-a-concept.md); some of the first ones have more.
      expect(count).toBeLessThan(8000);
      expect(normals.every((n) => Math.abs(n) <= 1.0001)).toBe(true); // false for NaN, too
      expect(colours.every((c) => c >= 0 && c <= 1)).toBe(true);
      expect(bodies).toContain(1);
    });
  });

  test('is the same again for the same seed', () => {
    const again = flatten(concept.build(new Rng(`test:${name}:0`)).group);
    expect(Buffer.from(again.positions.buffer).equals(Buffer.from(soups[0].positions.buffer))).toBe(true);
    expect(Buffer.from(again.colours.buffer).equals(Buffer.from(soups[0].colours.buffer))).toBe(true);
  });

  test('varies in at least four independent ways of its own', () => {
    // What must always be said comes from shared machinery, and from parts left out.
    const shapes = new Set(
      objects.map(({ description }, i) => {
        const own = [...description.adjectives, ...description.features].map(({ text }) => text);
        return `${soups[i].count} ${own.sort().join()}`;
      }),
    );
    const words = new Set<string>();
    for (let seed = 0; seed < 30; seed++) {
      const { adjectives, features } = concept.build(new Rng(`vary:${name}:${seed}`)).description;
      for (const { text, always } of [...adjectives, ...features])
        if (!always) words.add(text.replace(new RegExp(`\\b(${COLOUR_NAMES.join('|')})\\b`), 'colour'));
    }
    expect(words.size).toBeGreaterThanOrEqual(4);
    expect(shapes.size).toBeGreaterThanOrEqual(SEEDS / 2);
  });

  test('captions name it and always say what is not natural', () => {
    const rng = new Rng(name);
    for (const object of objects) {
      const { look, adjectives, features } = object.description;
      for (let i = 0; i < 8; i++) {
        const words = caption(single(concept, object), rng).split(' ');
        expect(words.join(' ')).toContain(concept.name);
        expect(words.every((word) => /^[a-z0-9-]+$/.test(word))).toBe(true);
        expect(words.length).toBeLessThanOrEqual(16);
        if (look.name && !look.natural) expect(words).toContain(look.name);
        if (look.material && !look.material.usual) expect(words).toContain(look.material.name);
        const { pattern } = look;
        if (pattern)
          expect(words.some((word) => word === pattern.name || word === PATTERN_NOUNS[pattern.name])).toBe(
            true,
          );
        // "golden" may be a detail's colour, too.
        for (const word of [...PATTERNS, ...MATERIALS])
          if (words.includes(word) && word !== 'golden')
            expect([look.pattern?.name, look.material?.name, look.name]).toContain(word);
        for (const { text, always } of [...adjectives, ...features])
          if (always) expect(words).toEqual(expect.arrayContaining(text.split(' ').filter((w) => w !== 'a')));
      }
    }
  });

  test('anchors lie on the object; what carries has a top, nearly always', () => {
    let tops = 0;
    for (const { anchors } of objects) {
      for (const node of [anchors.top, anchors.head, anchors.neck])
        if (node) expect(node.getWorldPosition(new Vector3()).length()).toBeLessThan(RADIUS);
      if (anchors.top) tops++;
    }
    if (concept.carries) expect(tops).toBeGreaterThan(SEEDS / 3);
    else expect(tops).toBe(0);
  });
});

test('the colour that a caption would say is the colour of the body', () => {
  let [right, total] = [0, 0];
  const wrong: string[] = [];
  for (const concept of LIBRARY)
    for (let seed = 0; seed < 6; seed++) {
      const { group, description } = concept.build(new Rng(`colour:${concept.name}:${seed}`), {
        tiny: false,
      });
      const { look } = description;
      if (!look.name) continue;
      const size = 24;
      const camera = { azimuth: 0.6, elevation: 0.4, distance: 3.2, fieldOfView: 0.7 };
      const { albedo, alpha, body } = rasterise(flatten(group), camera, size);
      const votes = new Map<string, number>();
      const mean = [0, 0, 0];
      let seen = 0;
      for (let i = 0; i < size * size; i++) {
        if (body[i] !== 1 || alpha[i] < 0.9) continue;
        const rgb = [0, 1, 2].map((k) => albedo[i * 3 + k]);
        rgb.forEach((value, k) => {
          mean[k] += value;
        });
        seen++;
        const nearest = nearestColour(rgb);
        votes.set(nearest, (votes.get(nearest) ?? 0) + 1);
      }
      if (seen < 12) continue;
      total++;
      const first = look.pattern
        ? (votes.get(look.name) ?? 0) > seen * 0.15
        : nearestColour(mean.map((value) => value / seen)) === look.name;
      if (first) right++;
      else
        wrong.push(
          `${concept.name} ${look.material?.name ?? ''} ${look.name}: ${nearestColour(mean.map((value) => value / seen))}`,
        );
    }
  if (right / total <= 0.9) throw new Error(`${right} of ${total}: ${wrong.join('; ')}`);
  expect(total).toBeGreaterThan(LIBRARY.length * 4);
});

function nearestColour(rgb: readonly number[]): string {
  const distance = (name: (typeof COLOUR_NAMES)[number]) => {
    const { r, g, b } = middleOf(name);
    return Math.hypot(r - rgb[0], g - rgb[1], b - rgb[2]);
  };
  return COLOUR_NAMES.reduce((best, name) => (distance(name) < distance(best) ? name : best));
}
