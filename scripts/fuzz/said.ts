import { NO_MESH } from '@modeseek/core';
import { expectThat } from './target.ts';

/** What a command left: its exit code, and what it printed. */
export interface Said {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** C0 and C1 controls but newlines and tabs, and what turns the direction of text: a terminal obeys them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

/** What a JavaScript engine says of a program, which is of no use to a user of it. */
const INNER_WORDS = /is not (a function|iterable)|Cannot (read|set|convert)|of undefined|\[object /;

/** Whether a command ended as it may: with 0, with a word where no mesh came out, or with 2 and one line that says why; and nothing that harms a terminal. */
export function checkSaid({ code, stdout, stderr }: Said, args: readonly string[]): void {
  const all = `exit code ${code}, ${JSON.stringify(stderr.slice(0, 1500))}`;
  if (code !== 0 && code !== 2 && code !== NO_MESH) throw new Error(`ended with ${all}`);
  expectThat(code !== NO_MESH || stderr !== '', 'there is no mesh, and not a word why');
  expectThat(
    !CONTROLS.test(stdout + stderr),
    `control characters were printed: ${JSON.stringify((stdout + stderr).slice(0, 600))}`,
  );
  expectThat(!/^ {4}at /m.test(stderr), `a stack was printed: ${all}`);
  expectThat(!INNER_WORDS.test(stderr), `it speaks of its inside: ${all}`);
  if (code !== 2) return;
  const lines = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('Warning: '));
  expectThat(lines.length === 1 && /^modeseek/.test(lines[0]), `not one line: ${all}`);
  expectThat(
    stdout === '' || args.includes('--help'),
    `it printed ${JSON.stringify(stdout.slice(0, 300))} although it refused: ${all}`,
  );
}
