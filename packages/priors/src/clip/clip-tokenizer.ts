import { fromByteLetters, toByteLetters } from './byte-letters.ts';

/** What a tokenizer of CLIP's kind knows. */
export interface ClipVocabulary {
  /** Number of each token. Those that end a word have `</w>` at their end. */
  readonly ids: ReadonlyMap<string, number>;
  /** How early each pair of tokens, `a b`, is joined to one. */
  readonly ranks: ReadonlyMap<string, number>;
  /** Tokens that a prompt may name as they are, such as `<|endoftext|>`; in SD 2 `!`, too. */
  readonly specials: readonly SpecialToken[];
  readonly start: number;
  readonly end: number;
  /** What fills up behind the end: the end again in SD 1, 0 (`!`) in SD 2. */
  readonly padding: number;
  /** In place of what is not in the vocabulary. */
  readonly unknown: number;
  /** Tokens that the model reads, start, end and padding included. */
  readonly length: number;
}

export interface SpecialToken {
  readonly text: string;
  readonly id: number;
  /** Whether it is looked for in small letters, rather than in the prompt as it is written. */
  readonly normalized: boolean;
}

/** A prompt as a text encoder reads it. */
export interface ClipTokens {
  /** As many as the model reads, with start, end and padding. */
  ids: number[];
  /** How many of them are neither start, end nor padding. */
  count: number;
  /** The end of the prompt, when it was too long to be read whole; in small letters. */
  leftOut: string;
}

/**
 * What counts as a word: endings behind an apostrophe, letters, one digit, other signs together. Whitespace is
 * Unicode's own, which is not that of `\s` in JavaScript.
 */
const WORDS = /'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}]+/gu;
const WORD_END = '</w>';

/**
 * Byte-pair encoding as CLIP's text encoders read it (Radford et al., 2021): small letters, words of bytes,
 * joined pair by pair in the order in which the pairs were learned.
 */
export class ClipTokenizer {
  readonly #tokens: ReadonlyMap<number, string>;
  readonly #words = new Map<string, number[]>();

  constructor(readonly vocabulary: ClipVocabulary) {
    this.#tokens = new Map([...vocabulary.ids].map(([token, id]) => [id, token]));
  }

  /** The tokens of a prompt, cut after as many as the model reads. */
  encode(prompt: string): ClipTokens {
    const { start, end, padding, length } = this.vocabulary;
    const all = this.#encodeText(prompt);
    const read = all.slice(0, length - 2);
    const ids = [start, ...read, end];
    return {
      ids: [...ids, ...new Array<number>(length - ids.length).fill(padding)],
      count: read.length,
      leftOut: this.decode(all.slice(read.length)),
    };
  }

  /** Text that tokens stand for, in small letters, with a space behind each word. */
  decode(ids: readonly number[]): string {
    const letters = ids.map((id) => this.#tokens.get(id) ?? '').join('');
    return letters.split(WORD_END).map(fromByteLetters).join(' ').trim();
  }

  #encodeText(prompt: string): number[] {
    const { specials } = this.vocabulary;
    const [early, late] = [false, true].map((normalized) =>
      specials.filter((special) => special.normalized === normalized),
    );
    return splitAt(prompt, early).flatMap((part) =>
      typeof part === 'number'
        ? part
        : splitAt(normalize(part), late).flatMap((inner) =>
            typeof inner === 'number'
              ? inner
              : [...inner.matchAll(WORDS)].flatMap(([word]) => this.#encodeWord(word)),
          ),
    );
  }

  #encodeWord(word: string): number[] {
    const known = this.#words.get(word);
    if (known) return known;
    const { ids, unknown } = this.vocabulary;
    const encoded = this.#join(toByteLetters(word)).map((token) => ids.get(token) ?? unknown);
    this.#words.set(word, encoded);
    return encoded;
  }

  /** Joins the pair that was learned first, until no pair is left that was learned. */
  #join(letters: readonly string[]): string[] {
    const { ranks } = this.vocabulary;
    const parts = [...letters.slice(0, -1), letters.at(-1) + WORD_END];
    for (;;) {
      let best = Number.POSITIVE_INFINITY;
      let at = -1;
      for (let i = 0; i + 1 < parts.length; i++) {
        const rank = ranks.get(`${parts[i]} ${parts[i + 1]}`) ?? Number.POSITIVE_INFINITY;
        if (rank < best) [best, at] = [rank, i];
      }
      if (at === -1) return parts;
      parts.splice(at, 2, parts[at] + parts[at + 1]);
    }
  }
}

/**
 * Composed letters, single spaces, small letters; each letter by itself, so that no letter depends on its
 * neighbours as the Greek sigma does.
 */
function normalize(text: string): string {
  const composed = text.normalize('NFC').replace(/\p{White_Space}+/gu, ' ');
  return Array.from(composed, (letter) => letter.toLowerCase()).join('');
}

/** Text between special tokens, and those as their numbers. The longest one counts. */
function splitAt(text: string, specials: readonly SpecialToken[]): (string | number)[] {
  if (specials.length === 0) return [text];
  const ids = new Map(
    specials.map(({ text, id, normalized }) => [normalized ? normalize(text) : text, id] as const),
  );
  const names = [...ids.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(${names.map(literal).join('|')})`, 'u');
  return text
    .split(pattern)
    .map((part, i) => (i % 2 === 1 ? ids.get(part)! : part))
    .filter((part) => part !== '');
}

/** A text as a regular expression that matches nothing else. */
function literal(text: string): string {
  return Array.from(text, (letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`).join('');
}
