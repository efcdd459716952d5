import { isRecord, UserError } from '@modeseek/core';

/** Longest list that a configuration may hold, and longest text. */
const LONGEST = 100;

/**
 * A network's `config.json`, of which every key must be understood: what is missing, wrong, or changes the
 * network in a way that we do not know is a UserError that names file and key.
 */
export class Config {
  private readonly known = new Set<string>();

  /**
   * @param entries the parsed file
   * @param source the file, as messages name it
   * @throws UserError when it is no object
   */
  static parse(entries: unknown, source: string): Config {
    if (!isRecord(entries)) throw new UserError(`${source} is no JSON object`);
    return new Config(entries, source);
  }

  private constructor(
    private readonly entries: Readonly<Record<string, unknown>>,
    readonly source: string,
  ) {}

  /** A whole number above zero, at most `most`. */
  whole(key: string, most: number, otherwise?: number): number {
    return this.take(key, `a whole number from 1 to ${most}`, isWholeTo(most), otherwise);
  }

  /** A number from `least` to `most`. */
  number(key: string, least: number, most: number, otherwise?: number): number {
    const passes = (value: unknown): value is number =>
      typeof value === 'number' && value >= least && value <= most;
    return this.take(key, `a number from ${least} to ${most}`, passes, otherwise);
  }

  flag(key: string, otherwise?: boolean): boolean {
    const passes = (value: unknown): value is boolean => typeof value === 'boolean';
    return this.take(key, 'true or false', passes, otherwise);
  }

  /** One of some texts. */
  choice<T extends string>(key: string, choices: readonly T[], otherwise?: T): T {
    const passes = (value: unknown): value is T => choices.includes(value as T);
    return this.take(key, `one of ${choices.join(', ')}`, passes, otherwise);
  }

  /** A list, each of whose members is one of some texts. */
  choices<T extends string>(key: string, choices: readonly T[]): readonly T[] {
    const passes = (value: unknown): value is T[] =>
      isShortList(value) && value.every((member) => choices.includes(member as T));
    return this.take(key, `a list of ${choices.join(', ')}`, passes);
  }

  /** A list of whole numbers above zero, or one number in place of `length` equal ones. */
  wholes(key: string, most: number, length?: number, otherwise?: number): readonly number[] {
    const isWhole = isWholeTo(most);
    const passes = (value: unknown): value is number | number[] =>
      (length !== undefined && isWhole(value)) ||
      (isShortList(value) && value.every(isWhole) && value.length === (length ?? value.length));
    const list = `a list of ${length === undefined ? '' : `${length} `}whole numbers from 1 to ${most}`;
    const value = this.take(key, length === undefined ? list : `${list}, or one`, passes, otherwise);
    return typeof value === 'number' ? Array<number>(length ?? 1).fill(value) : value;
  }

  /** Keys that must be what is given here, or not be there: all else is a network that we do not know. */
  only(wanted: Readonly<Record<string, string | number | boolean>>): void {
    for (const [key, value] of Object.entries(wanted)) {
      const passes = (found: unknown): found is typeof value => found === value;
      this.take(key, `${JSON.stringify(value)}, which alone is supported`, passes, value);
    }
  }

  /** A key that must not be null, where that does not stand for what is usual. */
  notNull(key: string): void {
    if (Object.hasOwn(this.entries, key) && this.entries[key] === null) {
      throw new UserError(`${this.source}: ${key} is null; no network that is supported has that`);
    }
  }

  /** Keys that do not change what the network computes. */
  ignore(...keys: readonly string[]): void {
    for (const key of keys) this.known.add(key);
  }

  /**
   * The class of the network, as diffusers or transformers write it.
   * @throws UserError when it is none of these
   */
  className(known: readonly string[]): string {
    const { _class_name: name, architectures } = this.entries;
    const found = name ?? (Array.isArray(architectures) ? architectures[0] : undefined);
    if (known.includes(found as string)) return found as string;
    const key = name === undefined ? 'architectures' : '_class_name';
    const what = found === undefined ? `lacks the key ${key}` : `says ${key} ${shown(found)}`;
    throw new UserError(`${this.source} ${what}; networks that are supported here: ${known.join(', ')}`);
  }

  /** Whether a key says something: is there, and neither null, nor false, nor an empty list. */
  says(key: string): boolean {
    const value = Object.hasOwn(this.entries, key) ? this.entries[key] : null;
    return value !== null && value !== false && !(Array.isArray(value) && value.length === 0);
  }

  /** @throws UserError when lists, which are there, are not of one length: a member for each level */
  sameLength(first: string, ...others: readonly string[]): void {
    const lengthOf = (key: string) => (this.entries[key] as readonly unknown[]).length;
    const wanted = lengthOf(first);
    const wrong = others.find((key) => lengthOf(key) !== wanted);
    if (wrong === undefined) return;
    throw new UserError(
      `${this.source}: ${wrong} has ${lengthOf(wrong)} members; it must have ${wanted}, as ${first}`,
    );
  }

  /** @throws UserError when sizes cannot be parted evenly, as in `8 heads` */
  divides(parts: number, what: string, sizes: readonly number[]): void {
    const wrong = sizes.find((size) => size % parts !== 0);
    if (wrong === undefined) return;
    throw new UserError(`${this.source}: ${parts} ${what} do not divide ${wrong} channels`);
  }

  /** @throws UserError when a key says something that nobody asked for */
  finish(): void {
    const unknown = Object.keys(this.entries).find(
      (key) => !key.startsWith('_') && !this.known.has(key) && this.says(key),
    );
    if (unknown === undefined) return;
    throw new UserError(
      `${this.source}: ${JSON.stringify(unknown.slice(0, 60))} is ${shown(this.entries[unknown])}, and no network that is supported has it`,
    );
  }

  private take<T>(key: string, what: string, passes: (value: unknown) => value is T, otherwise?: T): T {
    this.known.add(key);
    const value = Object.hasOwn(this.entries, key) ? this.entries[key] : undefined;
    if ((value === undefined || value === null) && otherwise !== undefined) return otherwise;
    if (value === undefined) throw new UserError(`${this.source} lacks the key ${key}: ${what}`);
    if (passes(value)) return value;
    throw new UserError(`${this.source}: ${key} is ${shown(value)}; it must be ${what}`);
  }
}

const isShortList = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length > 0 && value.length <= LONGEST;

const isWholeTo =
  (most: number) =>
  (value: unknown): value is number =>
    Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;

/** A value, as messages show it. */
function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
