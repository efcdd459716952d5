import { UserError } from '@modeseek/core';

/** What a token of USD's text is: `end` is behind the last. A sign of punctuation is its own kind. */
export type UsdaKind = 'word' | 'string' | 'asset' | 'path' | 'end' | '(' | ')' | '[' | ']' | '{' | '}' | '=';

/** Most bytes of a token. */
const LONGEST = 2 ** 20;
const SIGNS = new Map<number, UsdaKind>(
  (['(', ')', '[', ']', '{', '}', '='] as const).map((sign) => [sign.charCodeAt(0), sign]),
);
const [NEWLINE, QUOTE, HASH, APOSTROPHE, LESS, MORE, AT, BACKSLASH] = [
  0x0a, 0x22, 0x23, 0x27, 0x3c, 0x3e, 0x40, 0x5c,
];
const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r' };

/** Bytes that are between tokens: white space, commas, and the semicolons that end lines. */
const BETWEEN = bytesOf(' \t\r\n,;');
/** Bytes of words: names with their name spaces, numbers, signs before names. */
const IN_WORDS = bytesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:.+-!|');
for (let byte = 0x80; byte < 0x100; byte++) IN_WORDS[byte] = 1;

/** The tokens of USD's text (usda), one after the other, of which one is looked at. */
export class UsdaScanner {
  kind: UsdaKind = 'end';
  /** Of words, and of what strings, assets and paths have between their signs. */
  text = '';
  private at = 0;
  private readonly decoder = new TextDecoder();

  constructor(private readonly bytes: Uint8Array) {
    this.advance();
  }

  /** Goes on to the next token. @throws UserError for one that is none */
  advance(): void {
    this.skip();
    const { bytes, at } = this;
    const byte = bytes[at];
    if (at >= bytes.length) {
      this.kind = 'end';
      return;
    }
    const sign = SIGNS.get(byte);
    if (sign) {
      this.kind = sign;
      this.at++;
    } else if (byte === QUOTE || byte === APOSTROPHE) {
      this.between('string', byte);
    } else if (byte === AT) {
      this.between('asset', AT);
    } else if (byte === LESS) {
      this.take('path', at + 1, this.find('path', MORE, at + 1), 1);
    } else {
      let end = at;
      while (end < bytes.length && IN_WORDS[bytes[end]]) end++;
      if (end === at) throw new UserError(`it has a "${String.fromCharCode(byte)}" where none should be`);
      this.take('word', at, end, 0);
    }
  }

  is(kind: UsdaKind): boolean {
    return this.kind === kind;
  }

  /** Goes on, if the token is of a kind. @returns whether it was */
  accept(kind: UsdaKind): boolean {
    if (!this.is(kind)) return false;
    this.advance();
    return true;
  }

  /** Goes on behind a token that must be of a kind. @returns its text */
  expect(kind: UsdaKind): string {
    const { text } = this;
    if (this.accept(kind)) return text;
    if (this.is('end')) throw new UserError('it is cut short');
    throw new UserError(`it has ${this.shown()} where "${kind}" should be`);
  }

  /** The token, for a message. */
  shown(): string {
    const isText = ['word', 'string', 'asset', 'path'].includes(this.kind);
    return `"${isText ? this.text.slice(0, 20) : this.kind}"`;
  }

  /** White space, and comments. */
  private skip(): void {
    const { bytes } = this;
    for (;;) {
      while (BETWEEN[bytes[this.at]]) this.at++;
      if (bytes[this.at] !== HASH) return;
      const end = bytes.indexOf(NEWLINE, this.at);
      this.at = end === -1 ? bytes.length : end;
    }
  }

  /** What is between two signs, or two times three. */
  private between(kind: 'string' | 'asset', sign: number): void {
    const { bytes, at } = this;
    const isLong = bytes[at + 1] === sign && bytes[at + 2] === sign;
    const width = isLong ? 3 : 1;
    let end = this.find(kind, sign, at + width);
    while (isLong && (bytes[end + 1] !== sign || bytes[end + 2] !== sign))
      end = this.find(kind, sign, end + 1);
    this.take(kind, at + width, end, width);
    if (kind !== 'string') return;
    this.text = this.text.replace(/\\(.)/gs, (_, c: string) => (Object.hasOwn(ESCAPES, c) ? ESCAPES[c] : c));
  }

  /** Where a sign is next, that no backslash is before. */
  private find(kind: UsdaKind, sign: number, from: number): number {
    for (let i = from; i < this.bytes.length && i - this.at < LONGEST; i++) {
      if (this.bytes[i] === sign) return i;
      if (this.bytes[i] === BACKSLASH) i++;
    }
    throw new UserError(`it has a ${kind} without an end`);
  }

  private take(kind: UsdaKind, start: number, end: number, width: number): void {
    if (end - start > LONGEST) throw new UserError('it has a word without an end');
    this.kind = kind;
    this.text = this.decoder.decode(this.bytes.subarray(start, end));
    this.at = end + width;
  }
}

function bytesOf(text: string): Uint8Array {
  const set = new Uint8Array(256);
  for (const character of text) set[character.charCodeAt(0)] = 1;
  return set;
}
