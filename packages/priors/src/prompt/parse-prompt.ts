import { type Joint, UserError, type Wanted } from '@modeseek/core';
import { checkPrompt } from './check-prompt.ts';
import { type Description, describeObject } from './describe-object.ts';
import { readSentence, type Sentence, UnknownObject } from './grammar.ts';
import { isForeign, isOtherScript } from './language.ts';
import { Lexicon, type PromptKnowledge } from './lexicon.ts';
import { ENGLISH, noSuchNumber, noSuchScene, unknownObject } from './refusals.ts';
import { isThing } from './related.ts';
import { correction } from './spelling.ts';
import { splitWords } from './split-words.ts';
import { quoted, warningsOf } from './warnings.ts';

/** What a prior understands of a prompt. */
export interface ParsedPrompt extends Wanted {
  /** All of it as captions have it: lower case, singular, canonical nouns, nothing unknown. */
  text: string;
  /** The numbers of those words, at most the prior's `tokenLength`, without padding. */
  tokens: number[];
  /**
   * What the user must be told of what is not understood, or otherwise than it is written; a sentence each.
   */
  warnings: string[];
}

const MAX_PROMPT_CHARACTERS = 300;

/** How things can stand so far. */
const POSSIBLE: readonly Joint[] = ['and', 'beside', 'on'];

/**
 * Reads a prompt as the prior's training captions are written: lower case, no articles, singular nouns, one
 * noun an object. "DSLR photos of some red cheeseburgers" reads as "red hamburger".
 * @throws UserError when it is empty, over-long, about what the prior does not know, or asks for what cannot
 *   be made
 */
export function parsePrompt(prompt: string, knowledge: PromptKnowledge): ParsedPrompt {
  checkPrompt(prompt, MAX_PROMPT_CHARACTERS);
  const lexicon = new Lexicon(knowledge);
  const written = splitWords(prompt, lexicon);
  const foreign = [...new Set(written)].filter((word) => isForeign(word) && !lexicon.knows(word));
  if (foreign.length > 0)
    throw new UserError(`${ENGLISH}: ${quoted(foreign)} ${foreign.length > 1 ? 'are' : 'is'} not English`);
  const slips = new Map(written.flatMap((word) => [[word, correction(word, lexicon)] as const]));
  const words = written.map((word) => slips.get(word) ?? word);

  const sentence = read(prompt, words, lexicon);
  const objects = sentence.objects.map((object) => describeObject(object, lexicon));
  refuseImpossible(sentence, objects);

  const text = objects.map(({ words }, i) => [...sentence.joints.slice(i - 1, i), words].join(' ')).join(' ');
  const tokens = text.split(' ').flatMap((word) => lexicon.token(word) ?? []);
  const { tokenLength } = knowledge;
  if (tokens.length > tokenLength) {
    throw new UserError(
      `the prompt has ${tokens.length} words that the model reads: at most ${tokenLength} are possible`,
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

function read(prompt: string, words: readonly string[], lexicon: Lexicon): Sentence {
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

/** @throws UserError when objects are to stand as they cannot, or to be several */
function refuseImpossible({ joints, objects: phrases }: Sentence, objects: readonly Description[]): void {
  const several = objects.findIndex(({ count }) => count > 1);
  if (several !== -1) throw noSuchNumber(phrases[several].words, objects[several].concept);
  const at = joints.findIndex((joint) => !POSSIBLE.includes(joint));
  if (at !== -1) throw noSuchScene(objects[at].concept, joints[at], objects[at + 1].concept);
}
