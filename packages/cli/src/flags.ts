import { UserError } from '@modeseek/core';

/**
 * Flags are read as text and turned into values here, so that every wrong one gets the same kind of message.
 */

/** Which numbers are right, as JSON Schema says it. */
export interface NumberRange {
  type?: unknown;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
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
  const { minimum = -Infinity, exclusiveMinimum = -Infinity, maximum = Infinity, multipleOf } = range;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const rightKind = range.type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
  const inside = value >= minimum && value > exclusiveMinimum && value <= maximum;
  if (rightKind && inside && (multipleOf === undefined || value % multipleOf === 0)) return value;
  const or = word === undefined ? '' : `, or ${word}`;
  throw new UserError(`--${flag} is '${text}'; it must be ${describeRange(range)}${or}`);
}

/** One of the known words. */
export function readChoice<T extends string>(flag: string, text: string, known: readonly T[]): T {
  if (known.includes(text as T)) return text as T;
  throw new UserError(`--${flag} is '${text}'; known: ${known.join(', ')}`);
}

/** For yargs: reads a whole number in [minimum, maximum], where one is given. */
export function wholeFlag(name: string, minimum: number, maximum?: number) {
  return given((text) => readNumber(name, text, { type: 'integer', minimum, maximum }));
}

/** For yargs: reads a whole number in [minimum, maximum], or 0 for none at all, where one is given. */
export function wholeOrNoneFlag(name: string, minimum: number, maximum: number) {
  return given((text) => Number(readNumber(name, text, { type: 'integer', minimum, maximum }, '0')));
}

/** For yargs: reads a number above 0, or `auto`, where one is given. */
export function positiveOrAutoFlag(name: string) {
  return given((text) => readNumber(name, text, { exclusiveMinimum: 0 }, 'auto'));
}

/** For yargs: reads one of the known words, where one is given. */
export function choiceFlag<T extends string>(name: string, known: readonly T[]) {
  return given((text) => readChoice(name, text, known));
}

function given<T>(read: (text: string) => T) {
  return (text: string | undefined) => (text === undefined ? undefined : read(text));
}

/** A range with two ends for `--help`, such as `4 to 256 in steps of 4`; null where one is open. */
export function describeEnds({ minimum, maximum, multipleOf }: NumberRange): string | null {
  const high = notable(maximum);
  if (minimum === undefined || high === undefined) return null;
  return `${minimum} to ${high}${multipleOf === undefined ? '' : ` in steps of ${multipleOf}`}`;
}

/** Schemas of integers carry the largest safe one, which is no news to anybody. */
function notable(maximum: number | undefined): number | undefined {
  return maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
}

function describeRange({ type, minimum, exclusiveMinimum, maximum, multipleOf }: NumberRange): string {
  const whole = multipleOf === undefined ? 'a whole number' : `a multiple of ${multipleOf}`;
  const noun = type === 'integer' ? whole : 'a number';
  const high = notable(maximum);
  if (exclusiveMinimum !== undefined) return `${noun} above ${exclusiveMinimum}`;
  if (minimum !== undefined && high !== undefined) return `${noun} from ${minimum} to ${high}`;
  if (minimum !== undefined) return `${noun}, at least ${minimum}`;
  return high !== undefined ? `${noun}, at most ${high}` : noun;
}
