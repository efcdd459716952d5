import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { UserError } from '@modeseek/core';
import { filesBeside } from './beside.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modeseek-beside-'));
  mkdirSync(join(folder, 'models/textures'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'models/x.bin'), 'data');
  writeFileSync(join(folder, 'models/textures/a b.png'), 'picture');
  if (process.platform !== 'win32') {
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'models/link.txt'));
    symlinkSync('x.bin', join(folder, 'models/near.bin'));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const open = (name: string) => Buffer.from(filesBeside(join(folder, 'models/m.gltf')).open(name)).toString();

test('what is beside, or in folders there, is read', () => {
  expect(open('x.bin')).toBe('data');
  expect(open('./textures/a b.png')).toBe('picture');
  if (process.platform !== 'win32') expect(open('near.bin')).toBe('data');
});

test.each([
  '../secret.txt',
  'textures/../../secret.txt',
  '/etc/passwd',
  'C:\\secret.txt',
  '..\\secret.txt',
  'file:///etc/passwd',
  'https://example.com/x.bin',
  '//example.com/x.bin',
  'x.bin\0',
  '',
])('%j is not', (name) => {
  expect(() => open(name)).toThrow(UserError);
  expect(() => open(name)).toThrow('which is not beside it');
});

test('nor is what is not there, a folder, or where a link leads elsewhere', () => {
  expect(() => open('none.bin')).toThrow('it names none.bin, which is not there');
  expect(() => open('textures')).toThrow();
  if (process.platform !== 'win32') expect(() => open('link.txt')).toThrow('which is not beside it');
});
