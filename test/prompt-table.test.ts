import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { UserError, type WantedObject } from '@modeseek/core';
import { type PriorInfo, parsePrompt } from '@modeseek/priors';

/** What the shipped model makes of prompts, by its own words. */
const shipped: PriorInfo = JSON.parse(
  readFileSync(new URL('../assets/embedded-prior/prior.json', import.meta.url), 'utf8'),
);
const parse = (prompt: string) => parsePrompt(prompt, shipped);

/** Each object in brackets, how many, and how it stands to the next: "3 [red cat] on [table]". */
const outline = (prompt: string) => {
  const { objects, joints } = parse(prompt);
  const one = ({ words, count }: WantedObject) => `${count > 1 ? `${count} ` : ''}[${words}]`;
  return objects.map((object, i) => `${i > 0 ? `${joints[i - 1]} ` : ''}${one(object)}`).join(' ');
};

/** Prompts that are understood as a whole. */
const UNDERSTOOD: [prompt: string, outline: string][] = [
  ['a hamburger', '[hamburger]'],
  ['An OWL.', '[owl]'],
  ['the   red\nmug!!', '[red mug]'],
  ['a golden teapot', '[golden teapot]'],
  ['a striped mug', '[striped mug]'],
  ['a red and white striped mug', '[red and white striped mug]'],
  ['a house with a chimney', '[house with chimney]'],
  ['a tall house with a chimney', '[tall house with chimney]'],
  ['a house with no chimney', '[house without chimney]'],
  ['a house with a red roof, a chimney and a garden', '[house with red roof chimney and garden]'],
  ['a chair made of wood', '[wooden chair]'],
  ['a teapot made out of gold', '[golden teapot]'],
  ['an apple tree', '[apple tree]'],
  ['a tree with apples', '[tree with apples]'],
  ['a hamburger with cheese', '[hamburger with cheese]'],
  ['a snowman with a carrot nose and a bucket', '[snowman with carrot nose and bucket]'],
  ['a snowman on a bucket', '[snowman] on [bucket]'],
  ['a cat wearing a red hat', '[cat with red hat]'],
  ['a cat in a hat', '[cat in hat]'],
  ['a cat that is black, with a collar', '[cat black with collar]'],
  ['a cactus in a pot', '[cactus in pot]'],
  ['a cup of coffee', '[mug coffee]'],
  ['a cup and saucer', '[teacup]'],
  ['a slice of pizza', '[slice pizza]'],
  ['a hot-air balloon', '[hot air balloon]'],
  ['a T-Rex', '[dinosaur]'],
  ['a fluffy white bunny', '[plush white rabbit]'],
  ['a vehicle', '[car]'],
  ['a bird on a table', '[duck] on [table]'],
  ['one cat', '[one cat]'],
  ['please make me a 3D model of a duck', '[duck]'],
  ['a photo showing a cat', '[cat]'],
  ['a cat sitting on a table', '[cat sitting] on [table]'],
  ['a cactus on a bench', '[cactus] on [bench]'],
  ['a red mug and a lamp', '[red mug] and [lamp]'],
  ['a cat & a dog', '[cat] and [dog]'],
  ['a cat, a dog and a mouse', '[cat] and [dog] and [mouse]'],
  ['a cat and a red and white dog', '[cat] and [red and white dog]'],
  ['a cat on a big, red and white table', '[cat] on [red and white table]'],
  ['a cat on top of a table next to a lamp', '[cat] on [table] beside [lamp]'],
  ['a teddy bear riding a horse', '[teddy bear] on [horse]'],
  ['a snowman with a hat and a cat', '[snowman with hat] and [cat]'],
  ['a cat beside a cat', '[cat] beside [cat]'],
  ['a cat under a table', '[cat] under [table]'],
  ['a cat in a basket', '[cat] in [basket]'],
  ['an apple inside the bucket', '[apple] in [bucket]'],
  ['a lamp left of a sofa', '[lamp] left of [sofa]'],
  ['a lamp to the left of a sofa', '[lamp] left of [sofa]'],
  ['a tree to the right of a house', '[tree] right of [house]'],
  ['a dog in front of a house', '[dog] in front of [house]'],
  ['a tree behind a house', '[tree] behind [house]'],
  ['two apples', '2 [apple]'],
  ['two red apples', '2 [red apple]'],
  ['3 cats on a table', '3 [cat] on [table]'],
  ['three trees beside a house', '3 [tree] beside [house]'],
  ['six donuts on a table', '6 [donut] on [table]'],
  ['a cat on two chairs', '[cat] on 2 [chair]'],
  ['a pair of dogs', '2 [dog]'],
  ['a couple of mice in a teacup', '2 [mouse] in [teacup]'],
  ['two sheep', '2 [sheep]'],
  ['two balloons', '2 [balloon]'],
  ['a pair of dice', '2 [dice]'],
  ['two dice', '2 [dice]'],
  ['a cat on a chair beside a lamp', '[cat] on [chair] beside [lamp]'],
  ['two cats and a dog under a table', '2 [cat] and [dog] under [table]'],
];

/** Prompts of which something is said, and what. */
const WARNED: [prompt: string, outline: string, warnings: RegExp[]][] = [
  ['a sparkly cat', '[cat]', [/left out: "sparkly"$/]],
  ['a cat with a sword', '[cat]', [/left out: "with a sword"$/]],
  ['a cat with a green sword and a collar', '[cat with collar]', [/left out: "a green sword"$/]],
  ['a cat on a hill', '[cat]', [/left out: "on a hill"$/]],
  ['a cat under a rainbow', '[cat]', [/left out: "under a rainbow"$/]],
  ['a teddy bear holding a heart', '[teddy bear]', [/left out: "holding a heart"$/]],
  ['a mug that says hello', '[mug]', [/left out: "that says hello"$/]],
  ['a cat eating a dragon', '[cat]', [/left out: "eating a dragon"$/]],
  ['a chair made of leather', '[chair]', [/left out: "made of leather"$/]],
  ['a statue of a cat', '[cat]', [/left out: "statue"$/]],
  ['a cat-shaped mug', '[mug]', [/left out: "cat-shaped"$/]],
  ['a four-legged table', '[table]', [/left out: "four-legged"$/]],
  ['a robotic dog', '[dog]', [/left out: "robotic"$/]],
  ['a red car, cinematic lighting, 8k', '[red car]', [/left out: "cinematic lighting"$/]],
  ['masterpiece, best quality, a red car', '[red car]', [/left out: "masterpiece", "best quality"$/]],
  ['a cat 🐱', '[cat]', [/left out: "🐱"$/]],
  ['a cat 猫', '[cat]', [/left out: "猫"; prompts are understood in English$/]],
  ['a house without a tree', '[house]', [/left out: "without a tree"$/]],
  ['a hambruger', '[hamburger]', [/^"hambruger" is taken as "hamburger"$/]],
  ['a purpel castel', '[purple castle]', [/"purpel" is taken as "purple"/, /"castel" is taken as "castle"/]],
  ['apples', '[apple]', [/^one of each is made, not several: "apples"$/]],
  ['some mice and an OX', '[mouse] and [cow]', [/not several: "mice"$/]],
  ['a three-storey house', '[three-storey house]', [/numbers wrong: "three-storey"$/]],
  ['a three story house', '[three-storey house]', [/numbers wrong: "three-storey"$/]],
  ['a table with four legs', '[table with four legs]', [/numbers wrong: "four legs"$/]],
  ['a cat with wings', '[cat with wings]', [/^no cat that the model learned from had these words.*"wings"$/]],
  ['a plane flying over a house', '[airplane] above [house]', [/left out: "flying"$/]],
  ['a bunch of balloons', '[bunch balloon]', [/not several: "balloons"$/]],
  ['a fish in water', '[fish in water]', [/^no fish .*"water"$/]],
];

/** Prompts that are refused, and what is said. */
const REFUSED: [prompt: string, message: RegExp][] = [
  ['', /empty/],
  [' \t ', /empty/],
  ['???', /"\?\?\?" names no object/],
  ['🍔', /"🍔" names no object/],
  ['asdfgh qwerty', /names no object.*prompts are understood in English/],
  ['a unicorn', /"unicorn" names no object that the model knows; nearest: horse\. /],
  ['a goat', /nearest: cow, sheep\. /],
  ['a photo of a corgi wearing a hat', /"corgi" is none; nearest: dog\. /],
  ['a blue dragon on a table', /"blue dragon" names no object.*"dragon" is none; nearest: dinosaur\. /],
  ['a cat and a dragon', /"dragon" names no object/],
  ['a dragon eating a cat', /"dragon" is none/],
  ['dragons and cats', /"dragons" names no object/],
  ['a cat bowl', /"cat bowl" names no object.*"bowl" is none/],
  ['a teapot lid', /"lid" is none/],
  ['a bowl of fruit', /"bowl" is none/],
  ['a dozen eggs', /"eggs" is none; nearest: fried egg/],
  ['a cat with a fish in its mouth', /what a cat with a fish is; ask for "a cat and a fish"/],
  ['a pizza with cheese', /what a pizza with a cheese is/],
  ['a cat holding a fish', /names two objects.*"a cat beside a fish" or "a cat on a fish"/],
  ['a cat table', /names two objects/],
  ["the cat's red cup", /names two objects/],
  ['a strawberry ice cream', /names two objects/],
  ['seven apples', /"seven apples" cannot be made: of a kind there are 6 at most; ask for fewer/],
  ['a dozen donuts', /"a dozen donuts" cannot be made/],
  ['a cat on 40 chairs', /"40 chairs" cannot be made/],
  ['a house made of cheese', /cannot make a house of "cheese"; things can be wooden, metal, stone/],
  ['a cat made of chocolate', /cannot make a cat of "chocolate"/],
  ['ein Haus', /in English: "ein" is not English/],
  ['eine Katze auf dem Tisch', /in English: "eine", "auf", "dem" are not/],
  ['un chat sur une table', /in English: "un", "sur", "une" are not/],
  ['maison', /names no object.*in English/],
  ['一只猫', /names no object.*in English/],
  ['кошка на столе', /names no object.*in English/],
];

test.each(UNDERSTOOD)('"%s" is understood', (prompt, expected) => {
  expect(outline(prompt)).toBe(expected);
  expect(parse(prompt).warnings).toEqual([]);
});

test.each(WARNED)('"%s" is made with a warning', (prompt, expected, warnings) => {
  expect(outline(prompt)).toBe(expected);
  expect(parse(prompt).warnings).toEqual(warnings.map((warning) => expect.stringMatching(warning)));
});

test.each(REFUSED)('"%s" is refused', (prompt, message) => {
  const refused = () => parse(prompt);
  expect(refused).toThrow(UserError);
  expect(refused).toThrow(message);
  expect(refused).not.toThrow(/\n/);
});

describe('what one picture cannot show is refused where one is to show all', () => {
  const inOne = (prompt: string) => () => parsePrompt(prompt, shipped, false);

  test.each(['a cat on a table', 'a red mug and a lamp', 'a cat beside a cat'])('not "%s"', (prompt) => {
    expect(inOne(prompt)()).toEqual(parse(prompt));
  });

  test.each([
    ['a cat under a table', /one picture cannot show "a cat under a table".*ask for "a cat beside a table"/],
    ['a plane flying over a house', /cannot show "an airplane above a house"/],
    ['two apples', /one picture cannot show several of a kind, as of "apple".*ask for "an apple"/],
  ])('"%s"', (prompt, message) => {
    expect(inOne(prompt)).toThrow(UserError);
    expect(inOne(prompt)).toThrow(message);
  });
});

describe('the words of an object', () => {
  const prompts = [...UNDERSTOOD, ...WARNED].map(([prompt]) => prompt);
  test.each(prompts)('of "%s" are a prompt for it alone', (prompt) => {
    for (const { words, concept } of parse(prompt).objects) {
      expect(parse(words)).toMatchObject({ text: words, objects: [{ concept, words }] });
    }
  });
});
