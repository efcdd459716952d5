import { beforeAll, describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import {
  COLOUR_NAMES,
  caption,
  describeLibrary,
  drawSubject,
  LIBRARY,
  MATERIALS,
  vocabulary,
} from '@modeseek/objects';
import { type PromptKnowledge, parsePrompt } from '@modeseek/priors';

/** Builds of each concept that the vocabulary is gathered from: most of its words. */
const BUILDS = 20;

let knowledge: PromptKnowledge;
beforeAll(() => {
  knowledge = {
    vocabulary: vocabulary(BUILDS),
    concepts: describeLibrary(BUILDS),
    colours: COLOUR_NAMES,
    materials: MATERIALS,
    tokenLength: 16,
  };
});

describe('prompts, by the words of the whole library', () => {
  test.each([
    ['a small kitten', 'tiny cat'],
    ['a high quality photo of a cat', 'cat'],
    ['a fluffy dog', 'plush dog'],
    ['a big red car', 'red car'],
    ['a house with no chimney', 'house without chimney'],
    ['a polar bear', 'white bear'],
    ['an electric guitar', 'electric guitar'],
    ['a red chair, white background', 'red chair'],
    ['two storey house', 'two-storey house'],
    ['low-poly tree', 'tree'],
    ['a book shelf and a tea cup', 'bookshelf and teacup'],
    ['hot-air balloon', 'hot air balloon'],
    ['a chair made of dark red wood', 'dark red wooden chair'],
    ['a navy mug', 'blue mug'],
    ['a teapot on a table', 'teapot on table'],
    ['a snowman with a red hat', 'snowman with red hat'],
    ['a cat next to a mug', 'cat beside mug'],
    ['a car with white seats', 'car with white seats'],
    ['a sunflower with two rows of petals and a leaf', 'sunflower with two rows of petals and leaf'],
  ])('"%s" reads as "%s"', (prompt, text) => {
    expect(parsePrompt(prompt, knowledge).text).toBe(text);
  });

  test.each(['a crown', 'a slice of bread', 'an egg'])(
    '"%s" names no object, and gets no random advice',
    (prompt) => {
      expect(() => parsePrompt(prompt, knowledge)).toThrow(/names no object/);
      expect(() => parsePrompt(prompt, knowledge)).not.toThrow(/hamburger, ice cream, donut/);
    },
  );

  test('a caption is read as it is written', () => {
    const known = new Set(knowledge.vocabulary);
    const other: string[] = [];
    for (const concept of LIBRARY) {
      const rng = new Rng(`prompts:${concept.name}`);
      for (let i = 0; i < 6; i++) {
        const text = caption(drawSubject(concept, LIBRARY, rng.fork('subject')), rng.fork('caption'));
        if (!text.split(' ').every((word) => known.has(word))) continue;
        if (/\b(two|three|four|five|six) ([a-z]+ )*balloon\b/.test(text)) continue; // are made one by one
        const { text: read, warnings } = parsePrompt(text, knowledge);
        const missed = warnings.filter((warning) => /left out/.test(warning));
        if (read !== text || missed.length > 0) other.push(`${text}: ${read} ${missed}`);
      }
    }
    expect(other).toEqual([]);
  });
});
