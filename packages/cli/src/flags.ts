import { UserError } from '@modeseek/core';

/**
 * Flags are read as text and turned into values here, so that every wrong one gets the same kind of message.
 */

/** A number in [low, high]. */
export function numberFlag(name: string, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY) {
  return (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isFinite(value) && value >= low && value <= high) return value;
    throw new UserError(`--${name} is '${text}'; it must be a number${range(low, high)}`);
  };
}

/** A whole number in [low, high]. */
export function wholeFlag(name: string, low: number, high = Number.MAX_SAFE_INTEGER) {
  return (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isSafeInteger(value) && value >= low && value <= high) return value;
    throw new UserError(`--${name} is '${text}'; it must be a whole number${range(low, high)}`);
  };
}

/** One of the known words. */
export function choiceFlag<T extends string>(name: string, known: readonly T[]) {
  return (text: string | undefined): T | undefined => {
    if (text === undefined || known.includes(text as T)) return text as T | undefined;
    throw new UserError(`--${name} is '${text}'; known: ${known.join(', ')}`);
  };
}

function range(low: number, high: number): string {
  const above = Number.isFinite(low);
  const below = Number.isFinite(high) && high !== Number.MAX_SAFE_INTEGER;
  if (above && below) return ` from ${low} to ${high}`;
  if (above) return `, at least ${low}`;
  return below ? `, at most ${high}` : '';
}
