import { UserError } from '@modeseek/core';

/** Bytes that are made into text at a time. */
const CHUNK = 2 ** 20;
/** Most characters of a line. */
const LONGEST = 2 ** 20;

/**
 * The lines of a text of any size, without what ends them.
 * @throws UserError for a line that is longer than any has reason to be
 */
export function* textLines(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    const stream = start + CHUNK < bytes.length;
    const lines = (rest + decoder.decode(bytes.subarray(start, start + CHUNK), { stream })).split(/\r\n?|\n/);
    rest = lines.pop()!;
    yield* lines;
    if (rest.length > LONGEST) throw new UserError('it has a line without an end');
  }
  if (rest !== '') yield rest;
}

/** The words of a line, or of a part of one. */
export function words(line: string): string[] {
  const trimmed = line.trim();
  return trimmed === '' ? [] : trimmed.split(/\s+/);
}

/**
 * A number as text has it, infinities and what is none among them.
 * @throws UserError for a word that is no number
 */
export function numberOf(word: string | undefined): number {
  const value = Number(word);
  if (word !== undefined && word !== '' && (!Number.isNaN(value) || /^[-+]?nan/i.test(word))) return value;
  if (word !== undefined && /^[-+]?inf(inity)?$/i.test(word)) {
    return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  throw new UserError(
    word === undefined
      ? 'a number is missing in it'
      : `it has "${word.slice(0, 20)}" where a number should be`,
  );
}
