import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Files below a folder, relative to the root; what is built or installed left out. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'build', 'results'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const atRoot = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
const below = ['docs', 'examples', 'packages', 'scripts', 'assets'].flatMap(filesBelow);
const pages = [...atRoot, ...below.filter((path) => path.endsWith('.md'))];

test.each(pages)('%s: links lead somewhere', (page) => {
  const links = [...read(page).matchAll(/\]\(([^)#\s]+)/g)].map(([, link]) => link);
  const files = links.filter((link) => !/^\w+:/.test(link));
  expect(files.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
});

test.each([
  'CONTRIBUTING.md',
  'docs/changing-things.md',
  'docs/prompts.md',
  'docs/security.md',
  'docs/troubleshooting.md',
])('%s: files that it names are there', (page) => {
  const named = [...read(page).matchAll(/`((?:packages|scripts|test|docs|examples)\/[\w./-]+)`/g)].map(
    ([, path]) => path,
  );
  const there = named.filter((path) => !path.includes('NAME'));
  expect(there.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('the messages that docs/troubleshooting.md explains are those of the program', () => {
  const messages = [...read('docs/troubleshooting.md').matchAll(/^### `(.*)`$/gm)].map(([, text]) => text);
  expect(messages.length).toBeGreaterThan(20);
  const sources = below.filter((path) => /^packages.*(?<!\.test)\.ts$/.test(path));
  // Text that is broken over two lines is one.
  const program = [...sources, 'scripts/launch.mjs']
    .map(read)
    .join('\n')
    .replace(/['`] \+\s+['`]/g, '');
  const parts = messages.flatMap((message) => message.split('…')).map((part) => part.trim());
  expect(parts.filter((part) => !program.includes(part))).toEqual([]);
});
