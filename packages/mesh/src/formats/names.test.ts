import { expect, test } from '@jest/globals';
import type { FinishedModel } from './format.ts';
import { uniqueNames } from './names.ts';

const namesOf = (...names: string[]) =>
  uniqueNames({ parts: names.map((name) => ({ name })) } as never as FinishedModel);

test('names are words of ASCII, each once', () => {
  expect(namesOf('a red mug', 'a red mug', '2 ducks', 'Über', '猫')).toEqual([
    ...['a_red_mug', 'a_red_mug_2', '_2_ducks', 'uber', 'object'],
  ]);
});

test('engines know hulls by the names of what they are around, however long those are', () => {
  const long = 'a small red mug with a large handle and a golden rim on a wooden table';
  const [part, hull] = namesOf(long, `${long}-convcolonly`);
  expect(hull).toBe(`${part}-convcolonly`);
  expect(namesOf('A duck', 'A duck', 'UCX_A duck', 'UCX_A duck')).toEqual([
    ...['a_duck', 'a_duck_2', 'UCX_a_duck', 'UCX_a_duck_2'],
  ]);
});
