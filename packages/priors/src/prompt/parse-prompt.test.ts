import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import type { PriorInfo } from '../prior-info.ts';
import { parsePrompt } from './parse-prompt.ts';

/** A model that tells nothing but its vocabulary and its concepts. */
const knowledge: PriorInfo = JSON.parse(
  readFileSync(new URL('../../fixtures/tiny-prior/prior.json', import.meta.url), 'utf8'),
);
const parse = (prompt: string) => parsePrompt(prompt, knowledge);

describe('parsePrompt', () => {
  test.each([
    ['a hamburger', 'hamburger'],
    ['A RED Hamburger!', 'red hamburger'],
    ['a highly detailed DSLR photo of a cheeseburger', 'hamburger'],
    ['a 3D render of an ice-cream', 'ice cream'],
    ['3d model of a green ice cream cone', 'green ice cream'],
    ['a flowerpot with flowers', 'flower pot with flowers'],
    ['potted plants', 'flower pot'],
    ['a high-backed, gray WOOD chair', 'high-backed grey wooden chair'],
    ['a tall-chair', 'tall chair'],
    ['a coffee mug', 'mug'],
    ['rubber ducks and kittens', 'duck and cat'],
    ['CAFÉ chairs', 'chair'],
    ['DSLR photos of some red cheeseburgers', 'red hamburger'],
    ['tall photos of a cat', 'tall cat'],
    ['photo of a cat on a sofa with flowers', 'cat with flowers'],
    ['a chair made out of wood', 'wooden chair'],
    [
      'a cat wearing cheese on top of a mug and a duck made from wood',
      'cat with cheese on mug and wooden duck',
    ],
    ['high little cats', 'tall cat'],
    ['a cat on a hill and a duck', 'cat and duck'],
    ['a cat, a red duck', 'cat and red duck'],
    ['two ducks left otwo ducks left of an ice cream cone', 'duck left of ice cream'],
  ])('"%s" reads as "%s"', (prompt, text) => {
    expect(parse(prompt).text).toBe(text);
  });

  test('tokens are vocabulary places, counted from 1', () => {
    const { tokens } = parse('a red ice cream');
    expect(tokens.map((token) => knowledge.vocabulary[token - 1])).toEqual(['red', 'ice', 'cream']);
  });

  test('tells the objects, and how each stands to the next', () => {
    expect(parse('a red cat on a chair, next to a kitten')).toMatchObject({
      objects: [
        { concept: 'cat', words: 'red cat', count: 1 },
        { concept: 'chair', words: 'chair', count: 1 },
        { concept: 'cat', words: 'cat', count: 1 },
      ],
      joints: ['on', 'beside'],
      warnings: [],
    });
  });

  test('of a scene each object may have as many words as the model reads', () => {
    const tall = 'tall '.repeat(10);
    const prompt = `a ${tall}mug and a ${tall}chair`;
    expect(parsePrompt(prompt, knowledge).objects).toHaveLength(2);
    expect(() => parsePrompt(prompt, knowledge, false)).toThrow(/words that the model reads: at most 16/);
  });

  test('what is taken for a slip is told with a refusal, too', () => {
    expect(() => parse('a hamburgre chair')).toThrow(/two objects.*; "hamburgre" is taken as "hamburger"$/);
  });

  test('tells what is left out, filler not', () => {
    const { warnings } = parse('a DSLR photo of a sparkly cat, a kitten and a striped mug of tea on a hill');
    expect(warnings).toEqual(['not understood, and left out: "sparkly", "striped", "of tea", "on a hill"']);
  });

  test.each([
    ['', /empty.*"a hamburger"/],
    [' \t\n', /empty/],
    [`a cat ${'x'.repeat(300)}`, /306 characters: at most 300/],
    [`a ${'tall '.repeat(16)} cat`, /17 words that the model reads: at most 16/],
    ['a mub', /"mub" names no object.*nearest: mug/],
    ['big\nred dragon', /"big red dragon" names no object.*: "dragon" is none.*--model PATH/],
    ['???', /"\?\?\?" names no object/],
    ['a castle of cheese and a cat', /"castle of cheese" names no object|"castle" names no object/],
    ['the cat’s red cup', /"the cat red cup" names two objects.*"a cat beside a mug"/],
    ['a mug with a duck', /what a mug with a duck is; ask for "a mug and a duck"/],
    ['ein Haus', /in English/],
  ])('"%s" is a mistake, said in one line', (prompt, message) => {
    const refused = () => parse(prompt);
    expect(refused).toThrow(UserError);
    expect(refused).toThrow(message);
    expect(refused).not.toThrow(/\n/);
  });
});
