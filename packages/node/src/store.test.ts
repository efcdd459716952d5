import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { MemoryStore, type RunStore } from '@modeseek/core';
import { FolderStore } from './folder-store.ts';
import { decodePng, encodePng } from './png.ts';

const root = mkdtempSync(join(tmpdir(), 'modeseek-store-'));
afterAll(() => rmSync(root, { recursive: true }));

const STORES: Record<string, () => RunStore> = {
  folder: () => new FolderStore(join(mkdtempSync(join(root, 'store-')), 'new')),
  memory: () => new MemoryStore('memory', encodePng),
};

describe.each(Object.keys(STORES))('the %s store', (kind) => {
  const text = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes);

  test('holds what was written last, and what was added behind it', async () => {
    const store = STORES[kind]();
    expect(await store.read('a')).toBeNull();
    await store.write('a', 'old');
    await store.write('a', Uint8Array.of(110, 101, 119));
    await store.append('a', 'er');
    await store.append('fresh', 'x');
    await store.secure('a');
    expect(text(await store.read('a'))).toBe('newer');
    expect(text(await store.read('fresh'))).toBe('x');
  });

  test('has folders, whose files are listed in order, and stores in them', async () => {
    const store = STORES[kind]();
    expect(await store.list('b')).toEqual([]);
    for (const name of ['b/2', 'b/1', 'c', 'b/deep/3']) await store.write(name, name);
    expect((await store.list('b')).filter((name) => name !== 'deep')).toEqual(['1', '2']);
    const within = store.within('b').within('deep');
    expect(text(await within.read('3'))).toBe('b/deep/3');
    await within.write('4', 'four');
    expect(text(await store.read('b/deep/4'))).toBe('four');
    expect(within.name).toBe(`${store.name}/b/deep`);
  });

  test('keeps pictures as PNG', async () => {
    const store = STORES[kind]();
    const image = { data: Float32Array.of(1, 0, 0, 0, 1, 0), batch: 1, height: 1, width: 2 };
    await store.writePicture('p.png', image);
    expect(decodePng(Buffer.from((await store.read('p.png'))!))).toEqual(image);
  });
});

test('a folder store removes what killed processes left, and says which file cannot be read', async () => {
  const folder = mkdtempSync(join(root, 'tidy-'));
  const store = new FolderStore(folder);
  await store.write('preview/a.png', '');
  writeFileSync(join(folder, `config.json.${process.pid}.0123abcd.tmp`), '');
  writeFileSync(join(folder, 'preview', `b.png.${process.pid}.0123abcd.tmp`), '');
  await store.tidy();
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['preview', join('preview', 'a.png')]);
  await expect(store.read('preview')).rejects.toMatchObject({
    code: 'EISDIR',
    path: join(folder, 'preview'),
  });
});

test('a folder store writes nothing outside its folder', async () => {
  const folder = mkdtempSync(join(root, 'inside-'));
  const outside = mkdtempSync(join(root, 'outside-'));
  const store = new FolderStore(join(folder, 'run'));
  await expect(store.write('../config.json', '')).rejects.toThrow('would lie outside');
  await expect(store.write('objects/../../x', '')).rejects.toThrow('would lie outside');
  expect(() => store.within('../..')).toThrow('would lie outside');

  mkdirSync(join(folder, 'run'));
  symlinkSync(outside, join(folder, 'run', 'preview'));
  writeFileSync(join(outside, 'events'), 'precious');
  symlinkSync(join(outside, 'events'), join(folder, 'run', 'events.jsonl'));
  await expect(store.write('preview/a.png', '')).rejects.toThrow('is a link');
  expect(() => store.within('preview')).toThrow('is a link');
  await expect(store.tidy()).rejects.toThrow('is a link');
  await expect(store.append('events.jsonl', 'x')).rejects.toMatchObject({ code: 'ELOOP' });
  await store.write('events.jsonl', 'ours');
  expect(readdirSync(outside)).toEqual(['events']);
  expect(readFileSync(join(outside, 'events'), 'utf8')).toBe('precious');
});

test('a folder store does not wait at a fifo, nor read what is too large', async () => {
  const folder = mkdtempSync(join(root, 'fifo-'));
  const store = new FolderStore(folder);
  writeFileSync(join(folder, 'config.json'), ' '.repeat(2 ** 20 + 1));
  await expect(store.read('config.json')).rejects.toThrow('has 1048577 bytes');
  if (process.platform === 'win32') return;
  execFileSync('mkfifo', [join(folder, 'events.jsonl')]);
  await expect(store.read('events.jsonl')).rejects.toThrow('is no plain file');
  await expect(store.append('events.jsonl', 'x')).rejects.toMatchObject({ code: 'ENXIO' });
});
