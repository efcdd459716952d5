import { type Joint, MOST_OF_A_KIND, UserError } from '@modeseek/core';
import type { Lexicon, PromptKnowledge } from './lexicon.ts';
import { DETERMINERS } from './other-words.ts';
import { nearestConcepts } from './spelling.ts';

/** What is said where a prompt seems to be in another language. */
export const ENGLISH = 'prompts are understood in English';

/** What a phrase of the prompt is about is no object that the model knows. */
export function unknownObject(
  phrase: readonly string[],
  about: string | undefined,
  knowledge: PromptKnowledge,
  isEnglish: boolean,
): UserError {
  const [first, ...rest] = phrase;
  const words = rest.length > 0 && DETERMINERS.has(first) ? rest : phrase;
  const which = about !== undefined && words.length > 1 ? `: "${about}" is none` : '';
  const near = about === undefined ? [] : nearestConcepts([about], knowledge);
  const nearest = near.length > 0 ? `; nearest: ${near.join(', ')}` : '';
  const language = isEnglish ? '' : `; ${ENGLISH}`;
  return new UserError(
    `"${words.join(' ')}" names no object that the model knows${which}${nearest}${language}. ` +
      '`modeseek models` lists all; --model PATH takes another model',
  );
}

/** A phrase names two objects, and nothing says how they stand. */
export function twoObjects(phrase: readonly string[], first: string, second: string): UserError {
  return new UserError(
    `"${phrase.join(' ')}" names two objects, and how they stand is not understood; ` +
      `ask for one of them, or for ${possibleScenes(first, second)}`,
  );
}

/** An object is to have another one as a part: "a cat with a fish". */
export function noSuchPart(concept: string, link: string, part: string): UserError {
  const what = link === 'of' ? part : withArticle(part);
  return new UserError(
    `the model has not learned what ${withArticle(concept)} ${link} ${what} is; ` +
      `ask for "${inProse(concept, 'and', part)}", which makes both, or leave one out`,
  );
}

/** An object is to be made of what nothing is made of. */
export function noMaterial(concept: string, what: string, { knowledge }: Lexicon): UserError {
  const { materials } = knowledge;
  const known = materials ? `; things can be ${materials.join(', ')}` : '';
  return new UserError(`the model cannot make ${withArticle(concept)} of "${what}"${known}`);
}

/** One picture is to show what no picture shows that models learn from; several of a kind are joined by "and". */
export function noPictureOf(first: string, joint: Joint, second: string): UserError {
  const [what, instead] =
    joint === 'and'
      ? [`several of a kind, as of "${first}"`, `"${withArticle(first)}"`]
      : [`"${inProse(first, joint, second)}"`, possibleScenes(first, second)];
  return new UserError(
    `one picture cannot show ${what}: the model has learned from objects "on" and "beside" others; ask for ${instead}`,
  );
}

/** More of a kind are asked for than can be laid out. */
export function tooMany(phrase: readonly string[], concept: string): UserError {
  return new UserError(
    `"${phrase.join(' ')}" cannot be made: of a kind there are ${MOST_OF_A_KIND} at most; ` +
      `ask for fewer, or for "${withArticle(concept)}"`,
  );
}

const possibleScenes = (first: string, second: string) =>
  `"${inProse(first, 'beside', second)}" or "${inProse(first, 'on', second)}"`;

const inProse = (first: string, joint: Joint, second: string) =>
  `${withArticle(first)} ${joint} ${withArticle(second)}`;

const withArticle = (noun: string) => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
