import { describe, expect, test } from '@jest/globals';
import { JOINTS, type Joint, UserError, type Wanted } from '@modeseek/core';
import { objectsOf, readScene } from './scene.ts';

/** "cat on red table": words that are no joints are objects'. */
function wanted(text: string): Wanted {
  const isJoint = (word: string): word is Joint => (JOINTS as readonly string[]).includes(word);
  const words = text.split(' ');
  const objects = text.split(new RegExp(` (?:${JOINTS.join('|')}) `));
  return {
    objects: objects.map((words) => ({ concept: words.split(' ').at(-1)!, words, count: 1 })),
    joints: words.filter(isJoint),
  };
}
const read = (text: string) => readScene(wanted(text));

describe('objects are put in order by how they stand', () => {
  test.each([
    ['cat', 'cat'],
    ['red cat on wooden table', { relation: 'on', first: 'red cat', second: 'wooden table' }],
    ['cat beside mug', { relation: 'beside', first: 'cat', second: 'mug' }],
    ['cat and mug', { relation: 'beside', first: 'cat', second: 'mug' }],
  ])('%s', (text, scene) => {
    expect(read(text)).toEqual(scene);
  });

  test('"on" joins more tightly than "and", and that more than "beside"', () => {
    const [catOnTable, mugOnLamp] = [
      { relation: 'on', first: 'cat', second: 'table' },
      { relation: 'on', first: 'mug', second: 'lamp' },
    ];
    expect(read('cat on table beside mug on lamp')).toEqual({
      relation: 'beside',
      first: catOnTable,
      second: mugOnLamp,
    });
    expect(read('mug on cat on table')).toEqual({ relation: 'on', first: 'mug', second: catOnTable });
    expect(read('cat beside mug on lamp and table')).toEqual({
      relation: 'beside',
      first: 'cat',
      second: { relation: 'beside', first: mugOnLamp, second: 'table' },
    });
  });

  test('what no scene can be made of is refused', () => {
    expect(() => read('cat under table')).toThrow(UserError);
    expect(() => read('cat under table')).toThrow(/"under"/);
  });
});

test('the objects of a scene are those that have to be made', () => {
  expect(objectsOf('cat')).toEqual(['cat']);
  expect(objectsOf(read('cat beside mug on table beside cat'))).toEqual(['cat', 'mug', 'table']);
});
