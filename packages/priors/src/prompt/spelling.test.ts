import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { PriorInfo } from '../prior-info.ts';
import { Lexicon } from './lexicon.ts';
import { correction, nearestConcepts } from './spelling.ts';

const read = (path: string): PriorInfo =>
  JSON.parse(readFileSync(new URL(`../../${path}/prior.json`, import.meta.url), 'utf8'));
const tiny = read('fixtures/tiny-prior');
const shipped = read('../../assets/embedded-prior');

describe('correction: the one word that a mistyped one was meant to be', () => {
  const lexicon = new Lexicon(shipped);

  test.each([
    ['hambruger', 'hamburger'],
    ['hambugler', 'hamburger'],
    ['castel', 'castle'],
    ['chiar', 'chair'],
    ['elefant', 'elephant'],
    ['bycicle', 'bicycle'],
    ['cheesburgers', 'cheeseburgers'],
    ['chimny', 'chimney'],
    ['purpel', 'purple'],
    ['wodden', 'wooden'],
    ['strawbery', 'strawberry'],
  ])('%s is %s', (word, meant) => {
    expect(correction(word, lexicon)).toBe(meant);
  });

  test.each([
    ['words that are known', ['hamburger', 'castles', 'detailed', 'gold']],
    ['short words', ['goat', 'bat', 'coat', 'bot', 'aple']],
    ['nouns of their own', ['unicorn', 'bride', 'fridge', 'moose', 'clown', 'towel', 'racket']],
    [
      'common words',
      ['space', 'beach', 'track', 'battle', 'kitchen', 'toaster', 'chariot', 'whole', 'elegant', 'shade'],
    ],
    ['adjectives of nouns', ['ghostly', 'spooky', 'robotic', 'cheesy', 'fishy', 'shiny']],
    ['words near to two', ['hosse']],
    ['other scripts, and numbers', ['дом', '1950s']],
  ])('none for %s', (_, words) => {
    expect(words.flatMap((word) => correction(word, lexicon) ?? [])).toEqual([]);
  });
});

describe('nearest concepts', () => {
  test('what is written alike comes before what is related, and that before its kind', () => {
    expect(nearestConcepts(['char'], tiny)[0]).toBe('chair');
    expect(nearestConcepts(['tigers'], tiny)).toEqual(['cat']);
    expect(nearestConcepts(['food'], tiny).sort()).toEqual(['hamburger', 'ice cream']);
    expect(nearestConcepts(['furniture'], tiny)).toEqual(['chair']);
    expect(nearestConcepts(['sausage'], tiny)).toEqual([]);
  });

  test('a noun of its own is no slip', () => {
    expect(nearestConcepts(['unicorn'], shipped)).toEqual(['horse']);
    expect(nearestConcepts(['goat'], shipped)).not.toContain('boat');
  });
});
