import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { print, printJson, printTable, tell } from './say.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

let said: string[];
beforeEach(() => {
  said = [];
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      said.push(String(text));
      return true;
    });
  }
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('people are shown what a terminal would obey, programs get all text as it is', () => {
  tell('a \x1b[2J mug\n');
  print('\u202emug');
  printTable([['a\x07', 'b']]);
  printJson({ prompt: 'a \x1b[2J\u202e mug' });
  expect(said.slice(0, 3)).toEqual(['a \\x1b[2J mug\\x0a\n', '\\u202emug\n', 'a\\x07  b\n']);
  expect(JSON.parse(said[3])).toEqual({ prompt: 'a \x1b[2J\u202e mug' });
});

test('no command writes past it', () => {
  const files = readdirSync(join(HERE, 'commands'), { recursive: true }).map(String);
  const commands = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  expect(commands.length).toBeGreaterThan(8);
  const past = commands.flatMap((file) => {
    const source = readFileSync(join(HERE, 'commands', file), 'utf8');
    return [...source.matchAll(/(?:process\.std(?:out|err)\.write|console\.\w+)\((.*)/g)]
      .map(([, what]) => `${file}: ${what}`)
      .filter((line) => !line.endsWith("'\\r\\x1b[K');")); // clears a line
  });
  expect(past).toEqual([]);
});
