import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { looksLikeModelId, parseModelId } from './model-id.ts';
import { hubSettings } from './settings.ts';

test("the cache is where the hub's own tools have it", () => {
  const cacheOf = (environment: Record<string, string>) => hubSettings(environment).cache;
  expect(cacheOf({})).toBe(join(homedir(), '.cache/huggingface/hub'));
  expect(cacheOf({ XDG_CACHE_HOME: '/x' })).toBe(resolve('/x/huggingface/hub'));
  expect(cacheOf({ XDG_CACHE_HOME: '/x', HF_HOME: '/h' })).toBe(resolve('/h/hub'));
  expect(cacheOf({ HF_HOME: '/h', HF_HUB_CACHE: '~/models' })).toBe(join(homedir(), 'models'));
  expect(cacheOf({ HF_HOME: '', HF_HUB_CACHE: ' ' })).toBe(join(homedir(), '.cache/huggingface/hub'));
});

test('mirror, offline', () => {
  expect(hubSettings({}).endpoint).toBe('https://huggingface.co');
  expect(hubSettings({ HF_ENDPOINT: 'https://mirror.example/hf/' }).endpoint).toBe(
    'https://mirror.example/hf',
  );
  for (const wrong of ['mirror', 'ftp://mirror', 'https://user@mirror', 'https://mirror?x']) {
    expect(() => hubSettings({ HF_ENDPOINT: wrong })).toThrow(
      `HF_ENDPOINT is "${wrong}"; it must be an address`,
    );
  }
  expect(
    ['1', 'TRUE', 'yes', '0', ''].map((HF_HUB_OFFLINE) => hubSettings({ HF_HUB_OFFLINE }).offline),
  ).toEqual([...[true, true, true], ...[false, false]]);
  expect(hubSettings({ TRANSFORMERS_OFFLINE: '1' }).offline).toBe(true);
});

test('the token is that of the environment, or of the file', () => {
  const home = mkdtempSync(join(tmpdir(), 'modeseek-home-'));
  try {
    expect(hubSettings({ HF_HOME: home }).token()).toBeUndefined();
    writeFileSync(join(home, 'token'), 'hf_file\n');
    expect(hubSettings({ HF_HOME: home }).token()).toBe('hf_file');
    expect(hubSettings({ HF_HOME: home, HF_TOKEN: 'hf_x' }).token()).toBe('hf_x');
    expect(hubSettings({ HF_HOME: home, HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' }).token()).toBeUndefined();
    writeFileSync(join(home, 'token'), 'two words');
    expect(() => hubSettings({ HF_HOME: home }).token()).toThrow('has spaces or letters that no token has');
  } finally {
    rmSync(home, { recursive: true });
  }
});

test('ids of models', () => {
  expect(parseModelId('a-b/c.d_e')).toEqual({ id: 'a-b/c.d_e', revision: 'main' });
  expect(parseModelId('a/b@refs/pr/1')).toEqual({ id: 'a/b', revision: 'refs/pr/1' });
  for (const wrong of ['a', 'a/b/c', '../b', 'a/..', 'a--b/c', '/a/b', 'a\\b', 'a/b c', '', '@main']) {
    expect(() => parseModelId(wrong)).toThrow('is no model of the hub; right would be');
    expect([wrong, looksLikeModelId(wrong) && !wrong.includes('--')]).toEqual([wrong, false]);
  }
  for (const wrong of ['a/b@', 'a/b@../x', 'a/b@x..y', 'a/b@/x', 'a/b@x y']) {
    expect(() => parseModelId(wrong)).toThrow('is no revision');
  }
});
