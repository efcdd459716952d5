import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readClipTokenizer } from './read-tokenizer.ts';

/** Made by scripts/fixtures/make_clip_tokenizer.py, with what transformers says. */
const FIXTURES = fileURLToPath(new URL('../../fixtures/clip-tokenizer', import.meta.url));
const { prompts, ...expected } = JSON.parse(readFileSync(join(FIXTURES, 'expected.json'), 'utf8')) as {
  prompts: string[];
} & Record<'sd1' | 'sd2' | 'json', string[]>;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'modeseek-tokenizer-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A tokenizer of the fixtures with one of its files changed. */
const changed = (name: string, change: (text: string) => string, from = 'sd1') => {
  cpSync(join(FIXTURES, from), folder, { recursive: true });
  writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
  return folder;
};

test.each(['sd1', 'sd2', 'json'] as const)('%s: the ids are those of transformers', (name) => {
  const tokenizer = readClipTokenizer(join(FIXTURES, name));
  expect(prompts.length).toBeGreaterThan(40);
  expect(prompts.map((prompt) => [prompt, tokenizer.encode(prompt).ids.join()])).toEqual(
    prompts.map((prompt, i) => [prompt, expected[name][i]]),
  );
});

test('what is cut of an over-long prompt is told', () => {
  const tokenizer = readClipTokenizer(join(FIXTURES, 'sd1'));
  expect(tokenizer.encode('a Dog')).toMatchObject({ count: 2, leftOut: '' });
  expect(tokenizer.encode('a '.repeat(75))).toMatchObject({ count: 75, leftOut: '' });
  expect(tokenizer.encode(`${'a '.repeat(75)}Dog, and a café 🐕!`)).toMatchObject({
    count: 75,
    leftOut: 'dog , and a café 🐕!',
  });
});

test('tokens that were added later are read, from either file', () => {
  const first = Object.keys(JSON.parse(readFileSync(join(FIXTURES, 'sd1/vocab.json'), 'utf8'))).length;
  const ids = (path: string) => readClipTokenizer(path).encode('a <corgi> dog').ids;
  const inFile = changed('vocab.json', (text) => text);
  writeFileSync(join(inFile, 'added_tokens.json'), JSON.stringify({ '<corgi>': first }));
  const without = readClipTokenizer(join(FIXTURES, 'sd1')).encode('a dog').ids;
  expect(ids(inFile)).toContain(first);
  expect(
    ids(inFile)
      .filter((id) => id !== first)
      .slice(0, 4),
  ).toEqual([...without.slice(0, 4)]);
  rmSync(join(inFile, 'added_tokens.json'));
  const decoder = { [first]: { content: '<corgi>', normalized: false, special: false } };
  const inConfig = changed('tokenizer_config.json', (text) =>
    JSON.stringify({ ...JSON.parse(text), added_tokens_decoder: decoder }),
  );
  expect(ids(inConfig)).toContain(first);
});

test('transformers writes pairs as one text or as two', () => {
  const asText = changed(
    'tokenizer.json',
    (text) => {
      const file = JSON.parse(text);
      return JSON.stringify({
        ...file,
        model: { ...file.model, merges: file.model.merges.map((pair: string[]) => pair.join(' ')) },
      });
    },
    'json',
  );
  expect(readClipTokenizer(asText).encode(prompts[2]).ids.join()).toBe(expected.json[2]);
});

test('what is missing or damaged is one line', () => {
  expect(() => readClipTokenizer(folder)).toThrow(
    `${folder} has no vocab.json, and no tokenizer.json in its place; fetch the model again`,
  );
  expect(() => readClipTokenizer(changed('vocab.json', () => '{'))).toThrow(
    'vocab.json is damaged: it is not JSON',
  );
  expect(() => readClipTokenizer(changed('vocab.json', () => '{"a": -1}'))).toThrow(
    'is not of a tokenizer of CLIP',
  );
  expect(() => readClipTokenizer(changed('vocab.json', () => '{"a": 1}'))).toThrow(
    'has no token "<|startoftext|>", which',
  );
  expect(() => readClipTokenizer(changed('merges.txt', (text) => `${text}a\n`))).toThrow(
    'merges.txt is damaged: a line',
  );
  expect(() => readClipTokenizer(changed('tokenizer_config.json', () => '{"pad_token": 3}'))).toThrow(
    'tokenizer_config.json is not of',
  );
  rmSync(join(folder, 'merges.txt'));
  expect(() => readClipTokenizer(folder)).toThrow('has no merges.txt');
  const t5 = (text: string) => text.replace('"end_of_word_suffix": "</w>"', '"end_of_word_suffix": null');
  expect(() => readClipTokenizer(changed('tokenizer.json', t5, 'json'))).toThrow(
    /vocab|is not of a tokenizer of CLIP/,
  );
});
