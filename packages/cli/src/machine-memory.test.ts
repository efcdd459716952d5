import { totalmem } from 'node:os';
import { expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { checkMemory, machineMemory } from './machine-memory.ts';

const GIB = 2 ** 30;
const parts = [
  { what: 'the field', bytes: 2 * GIB, options: ['fieldLevels', 'fieldTableSize'] },
  { what: 'previews', bytes: 5.5 * GIB, options: ['previewResolution'] },
];

test('what there is not enough of is refused, with what takes most and the flags that lower it', () => {
  const check = () => checkMemory(parts, 4 * GIB);
  expect(check).toThrow(UserError);
  expect(check).toThrow(
    'this needs about 7.5 GiB of memory, and there are 4.0; 5.5 are for previews: lower --preview-resolution',
  );
  expect(checkMemory(parts, 8 * GIB)).toBe(7.5 * 1024);
});

test('the machine has some memory, and no more than all', () => {
  expect(machineMemory()).toBeGreaterThan(0);
  expect(machineMemory()).toBeLessThanOrEqual(totalmem());
});
