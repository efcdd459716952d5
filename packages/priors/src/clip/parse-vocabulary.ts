import {
  type Check,
  isList,
  isObject,
  isOptional,
  isTable,
  isText,
  isWhole,
  UserError,
} from '@modeseek/core';
import { parseModelJson } from '../model-json.ts';
import type { ClipVocabulary, SpecialToken } from './clip-tokenizer.ts';

/** A file that a vocabulary is read from. */
export interface NamedText {
  /** Its path, for messages. */
  source: string;
  text: string;
}

/** Files of a tokenizer's folder, those that there are. */
export interface TokenizerFiles {
  /** vocab.json and merges.txt, which count first. */
  vocab?: NamedText;
  merges?: NamedText;
  /** tokenizer.json, which has both. */
  tokenizer?: NamedText;
  /** tokenizer_config.json and special_tokens_map.json: which tokens are the special ones. */
  config?: NamedText;
  specials?: NamedText;
  /** added_tokens.json: tokens that vocab.json does not have, as the configuration may have them, too. */
  added?: NamedText;
}

/** Twice those of CLIP. */
const MOST_TOKENS = 100_000;
const LONGEST = 1000;
const MOST_ADDED = 1000;
/** What CLIP reads where the configuration does not say. */
const LENGTH = 77;
const START = '<|startoftext|>';
const END = '<|endoftext|>';

const isToken = isText(LONGEST);
const isVocab = isTable(/^/, isWhole(0, 2 ** 24), MOST_TOKENS);
const isMerges = (value: unknown) =>
  isList(isText(LONGEST, /^\S+ \S+$/), 0, MOST_TOKENS)(value) ||
  isList(isList(isToken, 2, 2), 0, MOST_TOKENS)(value);
const isAdded = isObject({ content: isToken, normalized: isOptional(isSwitch) });
const isTokenizer = isObject({
  model: isObject({ vocab: isVocab, merges: isMerges, end_of_word_suffix: isText(9, /^<\/w>$/) }),
  added_tokens: isOptional(
    isList((entry) => isAdded(entry) && isObject({ id: isWhole(0, 2 ** 24) })(entry), 0, MOST_ADDED),
  ),
});
/** A token, or what is said of it. */
const isNamed: Check = (value) => value == null || isToken(value) || isAdded(value);
const NAMES = ['bos_token', 'eos_token', 'unk_token', 'pad_token'] as const;
const isConfig = isObject({
  ...Object.fromEntries(NAMES.map((name) => [name, isNamed])),
  added_tokens_decoder: isOptional(isTable(/^\d{1,8}$/, isAdded, MOST_ADDED)),
});

function isSwitch(value: unknown): boolean {
  return typeof value === 'boolean';
}

/**
 * Reads the vocabulary of a tokenizer of CLIP's kind.
 * @param folder its path, for messages
 * @throws UserError naming the file that is missing or wrong, or the token that there is not
 */
export function parseClipVocabulary(files: TokenizerFiles, folder: string): ClipVocabulary {
  const { ids, ranks, added } = parsePairs(files, folder);
  const config = { ...parseIf(files.config, isConfig), ...parseIf(files.specials, isConfig) };
  const specials = new Map(added.map((special) => [special.text, special]));
  const idOf = (name: (typeof NAMES)[number], otherwise: string): number => {
    const given = config[name] as null | undefined | string | { content: string; normalized?: boolean };
    const text = typeof given === 'string' ? given : (given?.content ?? otherwise);
    const id = ids.get(text);
    if (id === undefined) {
      throw new UserError(
        `${folder} has no token ${JSON.stringify(text)}, which is its ${name}; it is no tokenizer of CLIP`,
      );
    }
    const normalized = typeof given === 'object' ? (given?.normalized ?? false) : false;
    // As in transformers the last one counts: a bare name is looked for as it is written.
    if (given != null) specials.set(text, { text, id, normalized });
    return id;
  };
  const [start, end] = [idOf('bos_token', START), idOf('eos_token', END)];
  const [unknown, padding] = [idOf('unk_token', END), idOf('pad_token', END)];
  const length = config.model_max_length;
  return {
    ...{ ids, ranks, start, end, padding, unknown },
    specials: [...specials.values()],
    // Configurations without one have a number beyond all sense here.
    length: isWhole(3, 1000)(length) ? (length as number) : LENGTH,
  };
}

function parsePairs({ vocab, merges, tokenizer, config, added: more }: TokenizerFiles, folder: string) {
  const ids = new Map<string, number>();
  const added: SpecialToken[] = [];
  let pairs: string[];
  if (vocab && merges) {
    for (const [token, id] of Object.entries(parse(vocab, isVocab))) ids.set(token, id as number);
    for (const token of addedTokens(config, more)) {
      if (ids.has(token.text)) continue;
      ids.set(token.text, token.id);
      added.push(token);
    }
    pairs = parseMerges(merges);
  } else if (tokenizer) {
    const { model, added_tokens = [] } = parse(tokenizer, isTokenizer) as {
      model: { vocab: Record<string, number>; merges: (string | string[])[] };
      added_tokens?: { content: string; id: number; normalized?: boolean }[];
    };
    for (const [token, id] of Object.entries(model.vocab)) ids.set(token, id);
    for (const { content: text, id, normalized = false } of added_tokens) {
      ids.set(text, id);
      added.push({ text, id, normalized });
    }
    pairs = model.merges.map((pair) => (typeof pair === 'string' ? pair : pair.join(' ')));
  } else {
    const missing = vocab ? 'merges.txt' : 'vocab.json';
    throw new UserError(
      `${folder} has no ${missing}, and no tokenizer.json in its place; fetch the model again`,
    );
  }
  return { ids, ranks: new Map(pairs.map((pair, rank) => [pair, rank])), added };
}

/** What was taught to a model after its vocabulary was made, such as by textual inversion. */
function addedTokens(config: NamedText | undefined, more: NamedText | undefined): SpecialToken[] {
  const { added_tokens_decoder: decoder = {} } = parseIf(config, isConfig) as {
    added_tokens_decoder?: Record<string, { content: string; normalized?: boolean }>;
  };
  const told = Object.entries(parseIf(more, isVocab)) as [string, number][];
  return [
    ...Object.entries(decoder).map(([id, { content: text, normalized = false }]) => ({
      ...{ text, id: Number(id), normalized },
    })),
    ...told.map(([text, id]) => ({ text, id, normalized: false })),
  ];
}

/** A pair a line, behind one that tells the version. */
function parseMerges({ source, text }: NamedText): string[] {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  if (lines[0].startsWith('#version')) lines.shift();
  const pairs = lines.filter((line) => line !== '');
  if (isList(isText(LONGEST, /^\S+ \S+$/), 0, MOST_TOKENS)(pairs)) return pairs;
  throw new UserError(`${source} is damaged: a line of it is no pair of tokens; fetch the model again`);
}

function parseIf(file: NamedText | undefined, check: Check): Record<string, unknown> {
  return file ? parse(file, check) : {};
}

function parse({ source, text }: NamedText, check: Check): Record<string, unknown> {
  const value = parseModelJson(text, source);
  if (check(value)) return value;
  throw new UserError(`${source} is not of a tokenizer of CLIP's kind, or damaged; fetch the model again`);
}
