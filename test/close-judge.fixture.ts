/**
 * Prints what the close judge makes of objects of the library; apart from tests, which give its runtime
 * arrays that it does not know.
 */
import { Rng } from '@modeseek/core';
import { CLOSE_FEATURES, CloseJudge } from '@modeseek/lab/close-judge';
import { frechetDistance } from '@modeseek/lab/frechet';
import { typicalOf } from '@modeseek/lab/library-pictures';
import { flatten, LIBRARY } from '@modeseek/objects';

const NOUNS = ['chair', 'mug', 'bicycle', 'teapot'];
const OTHERS = ['car', 'owl', 'house', 'bee'];

const judge = await CloseJudge.load();
const typical = (noun: string, set: string) =>
  flatten(typicalOf({ text: `a ${noun}`, concepts: [noun] }, LIBRARY, new Rng(`${set}:${noun}`)).group);
const shareOf = (shown: string[], named: string[]) =>
  Promise.all(shown.map(async (noun, i) => (await judge.clay(typical(noun, 'true'), named[i])).share));
const featuresOf = async (nouns: string[], set: string) => {
  const each = await Promise.all(nouns.map((noun) => judge.features(typical(noun, set))));
  return Float32Array.from(each.flatMap((values) => [...values]));
};
const truth = await featuresOf(NOUNS, 'true');
const distanceTo = async (nouns: string[]) =>
  frechetDistance(await featuresOf(nouns, 'other'), truth, CLOSE_FEATURES);

console.log(
  JSON.stringify({
    right: await shareOf(NOUNS, NOUNS),
    wrong: await shareOf(OTHERS, NOUNS),
    same: await distanceTo(NOUNS),
    different: await distanceTo(OTHERS),
  }),
);
