import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Rng, usualSize } from '@modeseek/core';
import { Vector3 } from 'three';
import { ACCESSORIES } from './accessories.ts';
import { caption, normaliseCaption } from './caption.ts';
import { LIBRARY } from './library.ts';
import { MATERIALS, PATTERN_NOUNS, PATTERNS } from './look.ts';
import { COLOUR_NAMES, middleOf } from './palette.ts';
import { rasterise } from './rasterise.ts';
import { single } from './scene.ts';
import { flatten } from './triangles.ts';

/**
 * Nouns that features hold although they are nouns of the library, where everybody would ask for the thing
 * with exactly that word. Prompts keep them as written after "with" and "without".
 */
const NOUNS_IN_FEATURES: Record<string, readonly string[]> = {
  hamburger: ['cheese'],
  cake: ['candle', 'candles'],
  tree: ['apples'],
  cactus: ['flower'],
  'flower pot': ['flower', 'flowers'],
  snowman: ['carrot', 'bucket'],
  boat: ['cabin'],
  basket: ['fruit'],
};

const SEEDS = 8;
const COLOUR_SEEDS = 6;
const RADIUS = 0.95;

const SINGULARS = LIBRARY.flatMap(({ name, synonyms, hypernyms }) => [name, ...synonyms, ...hypernyms]);
const PLURALS = LIBRARY.flatMap(({ plurals }) => plurals);
/** Every noun, in the spelling of captions, with the plurals that rules give. */
const NOUNS = new Set(
  [
    ...PLURALS,
    ...SINGULARS.flatMap((noun) => [
      noun,
      `${noun}s`,
      `${noun}es`,
      noun.replace(/y$/, 'ies'),
      noun.replace(/fe?$/, 'ves'),
    ]),
  ].map(normaliseCaption),
);

/** The nouns of the library in a phrase, but accessories, which anything with a head wears. */
function nounsIn(phrase: string): string[] {
  const words = normaliseCaption(phrase).split(' ');
  return words
    .flatMap((_, from) => words.slice(from).map((_, more) => words.slice(from, from + more + 1).join(' ')))
    .filter((words) => NOUNS.has(words) && !(ACCESSORIES as readonly string[]).includes(words));
}

test('nouns are unique: names, synonyms, hypernyms and plurals', () => {
  const names = [...SINGULARS, ...PLURALS];
  expect(new Set(names).size).toBe(names.length);
});

test('each has a usual size, and no other thing has one', () => {
  expect(LIBRARY.filter(({ name }) => usualSize(name) === undefined)).toEqual([]);
  expect(usualSize('constructor')).toBeUndefined();
  expect(usualSize('mug')).toBeLessThan(usualSize('cat')!);
});

test('the example of docs/adding-a-concept.md is the file it shows', () => {
  const [docs, stool] = ['../../../docs/adding-a-concept.md', './concepts/stool.ts'].map((path) =>
    readFileSync(new URL(path, import.meta.url), 'utf8'),
  );
  expect(docs).toContain(stool.replace(/^(?=.)/gm, '    '));
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

  test('varies in at least four independent ways of its own, in words that are no nouns and are not lost', () => {
    // What must always be said comes from shared machinery, and from parts left out.
    const shapes = new Set(
      objects.map(({ description }, i) => {
        const own = [...description.adjectives, ...description.features].map(({ text }) => text);
        return `${soups[i].count} ${own.sort().join()}`;
      }),
    );
    const words = new Set<string>();
    const nouns = new Set<string>();
    const own = new Set<string>([...COLOUR_NAMES, ...MATERIALS, ...PATTERNS]);
    for (let seed = 0; seed < 30; seed++) {
      const { adjectives, features } = concept.build(new Rng(`vary:${name}:${seed}`)).description;
      for (const { text } of adjectives) own.add(text);
      for (const { text, always } of [...adjectives, ...features]) {
        for (const noun of nounsIn(text)) nouns.add(noun);
        if (!always) words.add(text.replace(new RegExp(`\\b(${COLOUR_NAMES.join('|')})\\b`), 'colour'));
      }
    }
    const kept = NOUNS_IN_FEATURES[name] ?? [];
    expect([...nouns].filter((noun) => !kept.includes(noun))).toEqual([]);
    // "grand piano" as a synonym of piano would lose "grand".
    const swallowed = [...own]
      .map((word) => `${word} ${name}`)
      .filter((noun) => concept.synonyms.includes(noun));
    expect(swallowed).toEqual([]);
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

test('the colour that a caption would say is the colour of the body, and a good part of what one sees', () => {
  let [right, total] = [0, 0];
  const wrong: string[] = [];
  const hidden: string[] = [];
  for (const concept of LIBRARY) {
    let share = 0;
    for (let seed = 0; seed < COLOUR_SEEDS; seed++) {
      const { group, description } = concept.build(new Rng(`colour:${concept.name}:${seed}`), {
        tiny: false,
      });
      const { look } = description;
      const size = 24;
      const camera = { azimuth: 0.6, elevation: 0.4, distance: 3.2, fieldOfView: 0.7 };
      const { albedo, alpha, body } = rasterise(flatten(group), camera, size);
      const covered = alpha.filter((value) => value >= 0.9).length;
      share += body.filter((value, i) => value === 1 && alpha[i] >= 0.9).length / covered / COLOUR_SEEDS;
      if (!look.name) continue;
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
    if (share < 0.25) hidden.push(`${concept.name} ${share.toFixed(2)}`);
  }
  expect(hidden).toEqual([]);
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
