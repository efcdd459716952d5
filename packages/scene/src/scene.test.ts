import { describe, expect, test } from '@jest/globals';
import { objectsOf, readScene } from './scene.ts';

const KNOWN = ['cat', 'table', 'lamp', 'snowman', 'mug', 'hat', 'broom'];
const namesObject = (words: string) => words.split(' ').some((word) => KNOWN.includes(word));
const read = (text: string) => readScene(text, namesObject);

describe('a prompt is taken apart where both sides name an object', () => {
  test.each([
    ['cat', 'cat'],
    ['red cat on wooden table', { relation: 'on', first: 'red cat', second: 'wooden table' }],
    ['cat beside mug', { relation: 'beside', first: 'cat', second: 'mug' }],
    ['cat and mug', { relation: 'beside', first: 'cat', second: 'mug' }],
    ['mug on saucer', 'mug on saucer'],
    ['red and white cat', 'red and white cat'],
    ['red and white cat on table', { relation: 'on', first: 'red and white cat', second: 'table' }],
  ])('%s', (text, scene) => {
    expect(read(text)).toEqual(scene);
  });

  test('what is behind "with" belongs to its object, up to the next place', () => {
    expect(read('snowman with hat and broom')).toBe('snowman with hat and broom');
    expect(read('snowman with hat beside mug')).toEqual({
      relation: 'beside',
      first: 'snowman with hat',
      second: 'mug',
    });
    expect(read('snowman with hat on table and lamp')).toEqual({
      relation: 'beside',
      first: { relation: 'on', first: 'snowman with hat', second: 'table' },
      second: 'lamp',
    });
  });

  test('"on" joins more tightly than "beside"', () => {
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
  });
});

test('the objects of a scene are those that have to be made', () => {
  expect(objectsOf('cat')).toEqual(['cat']);
  expect(objectsOf(read('cat beside mug on table beside cat'))).toEqual(['cat', 'mug', 'table']);
});
