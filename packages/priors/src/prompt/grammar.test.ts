import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { PriorInfo } from '../prior-info.ts';
import { readSentence, UnknownObject } from './grammar.ts';
import { Lexicon } from './lexicon.ts';
import { splitWords } from './split-words.ts';

const shipped: PriorInfo = JSON.parse(
  readFileSync(new URL('../../../../assets/embedded-prior/prior.json', import.meta.url), 'utf8'),
);
const lexicon = new Lexicon(shipped);

/** "2 cat under table (with lamp)": counts, concepts and features, joined. */
function outline(prompt: string): string {
  const { objects, joints } = readSentence(splitWords(prompt, lexicon), lexicon);
  return objects
    .map(({ head, number, features }, i) => {
      const count = number && number.count > 1 ? `${number.count} ` : '';
      const more = features.map(
        ({ link, items }) => ` (${link} ${items.map(({ words }) => words.join(' ')).join(' + ')})`,
      );
      return `${i > 0 ? `${joints[i - 1]} ` : ''}${count}${head.concept.name}${more.join('')}`;
    })
    .join(' ');
}

test.each([
  ['a cat', 'cat'],
  ['two apples', '2 apple'],
  ['6 red balloons beside a pair of dogs', '6 balloon beside 2 dog'],
  ['a dozen donuts', '12 donut'],
  ['a couple of cats', '2 cat'],
  ['two of the cats', '2 cat'],
  ['two sheep', '2 sheep'],
  ['three sparkly sheep', '3 sheep'],
  ['a photo of two cats', '2 cat'],
  ['a puppy dog', 'dog'],
  ['a cat inside my bucket', 'cat in bucket'],
  ['apples inside baskets', 'apple in basket'],
  ['3d render, on white background, cat', 'cat'],
  ['a picture with a cat', 'cat'],
  ['a cat under a table', 'cat under table'],
  ['a cat underneath the table', 'cat under table'],
  ['a cat inside a basket', 'cat in basket'],
  ['a lamp left of a sofa', 'lamp left of sofa'],
  ['a lamp on the right-hand side of the sofa', 'lamp right of sofa'],
  ['a tree in front of a house behind a church', 'tree in front of house behind church'],
  ['a cat, a dog, and a mouse', 'cat and dog and mouse'],
  ['a cat & a dog', 'cat and dog'],
  ['a cat together with a dog', 'cat and dog'],
  ['a cup and saucer', 'teacup'],
  ['a red and white cat on a big, blue table', 'cat on table'],
  ['a snowman with a hat and a carrot nose', 'snowman (with a hat + a carrot nose)'],
  ['a snowman with a hat and a cat', 'snowman (with a hat) and cat'],
  ['a cat with a fish in its mouth', 'cat (with a fish) (in its mouth)'],
  ['a house made of cheese', 'house (made-of cheese)'],
  ['a mug of coffee on a table', 'mug (of coffee) on table'],
  ['a slice of pizza on a plate', 'pizza (on a plate)'],
])('"%s" is %s', (prompt, expected) => {
  expect(outline(prompt)).toBe(expected);
});

test.each([
  ['a blue dragon on a table', 'dragon'],
  ['a cat and a dragon', 'dragon'],
  ['dragons and cats', 'dragons'],
  ['a dragon eating a cat', 'dragon'],
  ['a cat bowl', 'bowl'],
  ['a teapot lid', 'lid'],
  ['a hamburger party', 'party'],
  ['a bowl of fruit', 'bowl'],
  ['a painting above a sofa', 'painting'],
  ['a picture on a table', 'picture'],
  ['a statue beside a house', 'statue'],
  ['a bottle and a glass', 'glass'],
  ['an apple and an orange', 'orange'],
  ['a photo of a corgi with a hat', 'corgi'],
])('"%s" is about something that is not known: %s', (prompt, about) => {
  const read = () => readSentence(splitWords(prompt, lexicon), lexicon);
  expect(read).toThrow(UnknownObject);
  expect(read).toThrow(expect.objectContaining({ about }));
});

test.each([
  ['a cat holding a fish', /"a cat holding a fish" names two objects/],
  ['a cat table', /two objects/],
  ['a strawberry ice cream', /two objects/],
])('"%s" names two objects as one', (prompt, message) => {
  expect(() => readSentence(splitWords(prompt, lexicon), lexicon)).toThrow(message);
});
