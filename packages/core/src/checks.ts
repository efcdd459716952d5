/**
 * Whether a value that was read from a file is of some kind. What a reader of files needs in place of trust:
 * see `parseEvent` for how they are put together.
 */
export type Check = (value: unknown) => boolean;

/** A finite number from `least` to `most`. */
export function isNumber(least = -Infinity, most = Infinity): Check {
  return (value) => typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most;
}

/** A whole number from `least` to `most`. */
export function isWhole(least = 0, most = Number.MAX_SAFE_INTEGER): Check {
  return (value) => Number.isSafeInteger(value) && isNumber(least, most)(value);
}

/** Text of at most so many characters, and of a form where one is given. */
export function isText(longest: number, form?: RegExp): Check {
  return (value) => typeof value === 'string' && value.length <= longest && (form?.test(value) ?? true);
}

/** A list from `least` to `most` long, all of whose members pass. */
export function isList(member: Check, least = 0, most = Infinity): Check {
  return (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every((m) => member(m));
}

/** Three members that pass. */
export function isTriple(member: Check): Check {
  return isList(member, 3, 3);
}

/** Nothing, or what passes. */
export function isOptional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

/** An object whose entries of the given names pass; there may be others. */
export function isObject(entries: Readonly<Record<string, Check>>): Check {
  return (value) => isRecord(value) && Object.entries(entries).every(([name, check]) => check(value[name]));
}

/** An object of at most so many entries, whose names are of a form and whose values pass. */
export function isTable(name: RegExp, entry: Check, most: number): Check {
  return (value) =>
    isRecord(value) &&
    Object.keys(value).length <= most &&
    Object.entries(value).every(([key, member]) => name.test(key) && entry(member));
}

/** An object, and no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
