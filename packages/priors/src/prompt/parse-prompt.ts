import { type Joint, MOST_OF_A_KIND, UserError, type Wanted } from '@modeseek/core';
import { checkPrompt } from './check-prompt.ts';
import { type Description, describeObject } from './describe-object.ts';
import { readSentence, type Sentence, UnknownObject } from './grammar.ts';
import { isForeign, isOtherScript } from './language.ts';
import { Lexicon, type PromptKnowledge } from './lexicon.ts';
import { ENGLISH, noPictureOf, tooMany, unknownObject } from './refusals.ts';
import { isThing } from './related.ts';
import { correction } from './spelling.ts';
import { splitWords } from './split-words.ts';
import { quoted, takenAs, warningsOf } from './warnings.ts';

/** What a prior understands of a prompt. */
export interface ParsedPrompt extends Wanted {
  /** All of it as captions have it: lower case, singular, canonical nouns, nothing unknown. */
  text: string;
  /**
   * The numbers of those words, without padding: at most the prior's `tokenLength`, or of what is composed so many for
   * each object.
   */
  tokens: number[];
  /**
   * What the user must be told of what is not understood, or otherwise than it is written; a sentence each.
   */
  warnings: string[];
}

const MAX_PROMPT_CHARACTERS = 300;

/** How things stand in pictures that models learn from. */
const IN_PICTURES: readonly Joint[] = ['and', 'beside', 'on'];

/**
 * Reads a prompt as the prior's training captions are written: lower case, no articles, singular nouns, one
 * noun an object. "DSLR photos of some red cheeseburgers" reads as "red hamburger".
 * @param compose whether each object is made by itself, and no picture has to show all of them
 * @throws UserError when it is empty, over-long, about what the prior does not know, or asks for what cannot
 *   be made
 */
export function parsePrompt(prompt: string, knowledge: PromptKnowledge, compose = true): ParsedPrompt {
  checkPrompt(prompt, MAX_PROMPT_CHARACTERS);
  const lexicon = new Lexicon(knowledge);
  const written = splitWords(prompt, lexicon);
  const foreign = [...new Set(written)].filter((word) => isForeign(word) && !lexicon.knows(word));
  if (foreign.length > 0)
    throw new UserError(`${ENGLISH}: ${quoted(foreign)} ${foreign.length > 1 ? 'are' : 'is'} not English`);
  const slips = new Map(written.flatMap((word) => [[word, correction(word, lexicon)] as const]));
  const words = written.map((word) => slips.get(word) ?? word);

  const { sentence, objects } = namingSlips(slips, () => {
    const sentence = readWritten(prompt, words, lexicon);
    return { sentence, objects: sentence.objects.map((object) => describeObject(object, lexicon)) };
  });
  refuseNumbers(sentence, objects);
  if (!compose) refusePicture(sentence, objects);

  const text = objects.map(({ words }, i) => [...sentence.joints.slice(i - 1, i), words].join(' ')).join(' ');
  const tokensOf = (words: string) => words.split(' ').flatMap((word) => lexicon.token(word) ?? []);
  const tokens = tokensOf(text);
  const read = compose ? objects.map(({ words }) => tokensOf(words)) : [tokens];
  const { tokenLength } = knowledge;
  for (const { length } of read) {
    if (length <= tokenLength) continue;
    throw new UserError(
      `the prompt has ${length} words that the model reads: at most ${tokenLength} are possible${read.length > 1 ? ' for each object' : ''}`,
    );
  }
  return {
    objects: objects.map(({ concept, words, count }) => ({ concept, words, count })),
    joints: sentence.joints,
    text,
    tokens,
    warnings: warningsOf(slips, sentence, objects),
  };
}

/** What has been taken for a slip is told, too, when it comes to a refusal. */
function namingSlips<T>(slips: ReadonlyMap<string, string | undefined>, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const taken = takenAs(slips);
    if (!(error instanceof UserError) || taken.length === 0) throw error;
    throw new UserError(`${error.message}; ${taken.join(', ')}`);
  }
}

function readWritten(prompt: string, words: readonly string[], lexicon: Lexicon): Sentence {
  try {
    return readSentence(words, lexicon);
  } catch (error) {
    if (!(error instanceof UnknownObject)) throw error;
    const { phrase, about } = error;
    const isEnglish =
      about === undefined ||
      (words.some((word) => lexicon.knows(word) || isThing(word)) && !words.some(isOtherScript));
    const whole = [prompt.trim().replace(/\s+/g, ' ')];
    throw unknownObject(about === undefined ? whole : phrase, about, lexicon.knowledge, isEnglish);
  }
}

/** @throws UserError when there are to be more of a kind than can be laid out */
function refuseNumbers({ objects: phrases }: Sentence, objects: readonly Description[]): void {
  const many = objects.findIndex(({ count }) => count > MOST_OF_A_KIND);
  if (many !== -1) throw tooMany(phrases[many].words, objects[many].concept);
}

/** @throws UserError when one picture is to show objects that stand as they do in none, or several of a kind */
function refusePicture({ joints }: Sentence, objects: readonly Description[]): void {
  const several = objects.find(({ count }) => count > 1);
  if (several) throw noPictureOf(several.concept, 'and', several.concept);
  const at = joints.findIndex((joint) => !IN_PICTURES.includes(joint));
  if (at !== -1) throw noPictureOf(objects[at].concept, joints[at], objects[at + 1].concept);
}
