import { expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { checkMemory, machineMemory } from './machine-memory.ts';

const GIB = 2 ** 30;
const parts = [
  { what: 'the field', bytes: 2 * GIB, options: ['fieldLevels', 'fieldTableSize'] },
  { what: 'previews', bytes: 5.5 * GIB, options: ['previewResolution'] },
];
const line = (has: string) => `this needs about 7.5 GiB of memory, and there are ${has}`;
const advice = '5.5 are for previews: lower --preview-resolution';

/** @returns the warnings */
function check(gibibytes: number, begun = false): string[] {
  const warnings: string[] = [];
  const warn = (text: string) => warnings.push(text);
  expect(checkMemory(parts, { has: gibibytes * GIB, begun, warn })).toBe(7.5 * 1024);
  return warnings;
}

test('far too little memory is refused, with what takes most and the flags that lower it', () => {
  expect(() => check(4)).toThrow(UserError);
  expect(() => check(4)).toThrow(`${line('4.0')}; ${advice}`);
});

test('what may do after all, as estimates are rough, is a warning', () => {
  expect(check(4.5)).toEqual([`${line('4.5')}; ${advice}`]);
  expect(check(7.4)).toEqual([`${line('7.4')}; ${advice}`]);
  expect(check(7.5)).toEqual([]);
});

test('a run that has begun is only warned of: its options cannot change', () => {
  expect(check(1, true)).toEqual([line('1.0')]);
  expect(check(8, true)).toEqual([]);
});

test.each([
  ['no container', 0, 8],
  ['a container that may use less', 2, 2],
  ['a container without a limit, which is a very large one', 2 ** 33, 8],
])('%s: the memory that there is', (_, limit, has) => {
  expect(machineMemory(limit * GIB, 8 * GIB)).toBe(has * GIB);
});
