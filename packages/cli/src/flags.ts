import { shortened, UserError } from '@modeseek/core';

/**
 * Flags are read as text and turned into values here, so that every wrong one gets the same kind of message.
 */

/** The name of the flag of an option: `fieldLevels` is `field-levels`. */
export function flagName(option: string): string {
  return option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Which numbers are right, as JSON Schema says it. All ranges have two ends. */
export interface NumberRange {
  type?: unknown;
  minimum?: number;
  /** In place of `minimum`. */
  exclusiveMinimum?: number;
  maximum: number;
  multipleOf?: number;
}

/**
 * A number in a range, whole where its type is `integer`.
 * @param word a word that is right, too, such as auto
 */
export function readNumber<Word extends string = never>(
  flag: string,
  text: string,
  range: NumberRange,
  word?: Word,
): number | Word {
  if (text === word) return word;
  const { minimum = -Infinity, exclusiveMinimum = -Infinity, maximum, multipleOf } = range;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const rightKind = range.type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
  const inside = value >= minimum && value > exclusiveMinimum && value <= maximum;
  if (rightKind && inside && (multipleOf === undefined || value % multipleOf === 0)) return value;
  const or = word === undefined ? '' : `, or ${word}`;
  throw new UserError(
    `--${flag} is '${shortened(text)}'; it must be ${nounOf(range)} ${describeEnds(range)}${or}`,
  );
}

/** One of the known words. */
export function readChoice<T extends string>(flag: string, text: string, known: readonly T[]): T {
  if (known.includes(text as T)) return text as T;
  throw new UserError(`--${flag} is '${shortened(text)}'; known: ${known.join(', ')}`);
}

/** For yargs: reads a whole number in [minimum, maximum], where one is given. */
export function wholeFlag(name: string, minimum: number, maximum: number) {
  return given((text) => readNumber(name, text, { type: 'integer', minimum, maximum }));
}

/** For yargs: reads a whole number in [minimum, maximum], or 0 for none at all, where one is given. */
export function wholeOrNoneFlag(name: string, minimum: number, maximum: number) {
  return given((text) => Number(readNumber(name, text, { type: 'integer', minimum, maximum }, '0')));
}

/** For yargs: reads a whole number in `one`, or several in `each` with commas between them, where any is given. */
export function wholeOrSeveralFlag(
  name: string,
  one: readonly [number, number],
  each: readonly [number, number],
) {
  return given((text) => {
    const count = { type: 'integer', minimum: one[0], maximum: one[1] };
    const several = text.split(',');
    if (several.length === 1 && !(Number(text) >= each[0])) return readNumber(name, text, count);
    return several.map((part) =>
      readNumber(name, part, { type: 'integer', minimum: each[0], maximum: each[1] }),
    );
  });
}

/** For yargs: reads a number in [minimum, maximum], where one is given. */
export function numberFlag(name: string, minimum: number, maximum: number) {
  return given((text) => readNumber(name, text, { minimum, maximum }));
}

/** For yargs: reads a number in [minimum, maximum], or `auto`, where one is given. */
export function numberOrAutoFlag(name: string, minimum: number, maximum: number) {
  return given((text) => readNumber(name, text, { minimum, maximum }, 'auto'));
}

/** For yargs: reads one of the known words, where one is given. */
export function choiceFlag<T extends string>(name: string, known: readonly T[]) {
  return given((text) => readChoice(name, text, known));
}

function given<T>(read: (text: string) => T) {
  // `--no-x` gives false, which `refuseSwitchValues` complains of.
  return (text: string | false | undefined) => (typeof text === 'string' ? read(text) : undefined);
}

/** The ends of a range, such as `from 4 to 256` or `above 0, at most 1`. */
function describeEnds({ minimum, exclusiveMinimum, maximum }: NumberRange): string {
  if (exclusiveMinimum !== undefined) return `above ${exclusiveMinimum}, at most ${maximum}`;
  return `from ${minimum} to ${maximum}`;
}

function nounOf({ type, multipleOf }: NumberRange): string {
  if (multipleOf !== undefined) return `a multiple of ${multipleOf}`;
  return type === 'integer' ? 'a whole number' : 'a number';
}

/** A range for `--help`, such as `4 to 256 in steps of 4`. */
export function rangeForHelp(range: NumberRange): string {
  const ends = describeEnds(range).replace(/^from /, '');
  return `${ends}${range.multipleOf === undefined ? '' : ` in steps of ${range.multipleOf}`}`;
}
