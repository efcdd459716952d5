import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import type { PriorInfo } from './prior-info.ts';
import { nearestConcepts, parsePrompt } from './prompt.ts';

const knowledge: PriorInfo = JSON.parse(
  readFileSync(new URL('../fixtures/tiny-prior/prior.json', import.meta.url), 'utf8'),
);
const parse = (prompt: string) => parsePrompt(prompt, knowledge);

describe('parsePrompt', () => {
  test.each([
    ['a hamburger', 'hamburger'],
    ['A RED Hamburger!', 'red hamburger'],
    ['a highly detailed DSLR photo of a cheeseburger', 'hamburger'],
    ['a 3D render of an ice-cream', 'ice cream'],
    ['3d model of two green ice cream cones', 'green ice cream'],
    ['a flowerpot with flowers', 'flower pot with flowers'],
    ['potted plants', 'flower pot'],
    ['a high-backed, gray WOOD chair', 'high-backed grey wooden chair'],
    ['a tall-chair', 'tall chair'],
    ['a coffee mug', 'mug'],
    ['the cat’s red cup', 'cat red mug'],
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
    ['a castle of cheese and a cat on a hill', 'cheese and cat'],
  ])('"%s" reads as "%s"', (prompt, text) => {
    expect(parse(prompt).text).toBe(text);
  });

  test('tokens are vocabulary places, counted from 1', () => {
    const { tokens } = parse('a red ice cream');
    expect(tokens.map((token) => knowledge.vocabulary[token - 1])).toEqual(['red', 'ice', 'cream']);
  });

  test('reports the objects found, each once, and the words that it does not know, filler not', () => {
    const { concepts, ignored } = parse('a DSLR photo of a sparkly cat, a kitten and a striped mug of tea');
    expect(concepts).toEqual(['cat', 'mug']);
    expect(ignored).toEqual(['sparkly', 'striped', 'tea']);
  });

  const errorOf = (prompt: string): Error => {
    try {
      parse(prompt);
    } catch (error) {
      return error as Error;
    }
    throw new Error('no error');
  };

  test.each([
    ['', /empty.*"a hamburger"/],
    [' \t\n', /empty/],
    [`a cat ${'x'.repeat(300)}`, /306 characters: at most 300/],
    [`a cat ${'tall '.repeat(16)}`, /17 words that the model reads: at most 16/],
    ['a hambugler', /"a hambugler" names no object.*nearest: hamburger/],
    ['big\nred dragon', /"big red dragon".*nearest: (duck, cat|cat, duck).*--model PATH/],
    ['???', /names no object/],
    ['ein Haus', /names no object/],
  ])('"%s" is a mistake, said in one line', (prompt, message) => {
    const error = errorOf(prompt);
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/\n/);
  });

  test('nearest: a slip of the finger before the same category before the rest', () => {
    expect(nearestConcepts(['char'], knowledge)[0]).toBe('chair');
    expect(nearestConcepts(['dogs'], knowledge).slice(0, 2).sort()).toEqual(['cat', 'duck']);
    expect(nearestConcepts(['pizza'], knowledge).slice(0, 2).sort()).toEqual(['hamburger', 'ice cream']);
    expect(nearestConcepts(['furniture'], knowledge)[0]).toBe('chair');
  });
});
