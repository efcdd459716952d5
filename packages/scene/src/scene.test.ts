import { describe, expect, test } from '@jest/globals';
import { JOINTS, type Joint, type Wanted } from '@modeseek/core';
import { isOneObject, isPair, objectsIn, objectsOf, readScene, type Scene } from './scene.ts';

/** "cat on red table": words that are no joints are objects'. */
function wanted(text: string): Wanted {
  const isJoint = (word: string): word is Joint => (JOINTS as readonly string[]).includes(word);
  // The longer of two that begin alike first.
  const links = [...JOINTS].sort((a, b) => b.length - a.length).join('|');
  const parts = text.split(new RegExp(` (${links}) `));
  const objects = parts.filter((_, i) => i % 2 === 0);
  return {
    objects: objects.map((words) => ({ concept: words.split(' ').at(-1)!, words, count: 1 })),
    joints: parts.filter(isJoint),
  };
}
const read = (text: string) => readScene(wanted(text));

/** A scene with brackets: "(cat on table) beside lamp". */
function inBrackets(scene: Scene): string {
  if (!isPair(scene)) return scene.words;
  const [first, second] = [scene.first, scene.second].map((each) =>
    isPair(each) ? `(${inBrackets(each)})` : inBrackets(each),
  );
  return `${first} ${scene.relation} ${second}`;
}

describe('objects are put in order by how they stand', () => {
  test.each([
    ['cat', 'cat'],
    ['red cat on wooden table', 'red cat on wooden table'],
    ['cat and mug', 'cat beside mug'],
    ['cat in front of house', 'cat in front of house'],
    ['cat on table beside mug on lamp', '(cat on table) beside (mug on lamp)'],
    ['mug on cat on table', 'mug on (cat on table)'],
    ['apple in basket on table', 'apple in (basket on table)'],
    ['cat beside mug on lamp and table', 'cat beside ((mug on lamp) beside table)'],
    ['cat and dog behind house', '(cat beside dog) behind house'],
    ['cat under table and dog in house', '(cat under table) beside (dog in house)'],
    ['tree left of house right of church', 'tree left of (house right of church)'],
  ])('%s', (text, expected) => {
    expect(inBrackets(read(text))).toBe(expected);
  });
});

test('the objects of a scene are those that have to be made', () => {
  const scene = read('cat beside mug on table beside cat');
  expect(objectsIn(scene).map(({ words }) => words)).toEqual(['cat', 'mug', 'table', 'cat']);
  expect(objectsOf(scene)).toEqual(['cat', 'mug', 'table']);
});

test('one object is no scene, two of it are', () => {
  const cat = { concept: 'cat', words: 'cat', count: 1 };
  expect([1, 2].map((count) => isOneObject({ ...cat, count }))).toEqual([true, false]);
  expect(isOneObject(read('cat on table'))).toBe(false);
});
