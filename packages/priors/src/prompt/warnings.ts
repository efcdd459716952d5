import type { Description } from './describe-object.ts';
import type { ObjectPhrase, Sentence } from './grammar.ts';
import { isOtherScript } from './language.ts';
import { ENGLISH } from './refusals.ts';

/**
 * What the user must be told of a prompt, each thing in a line.
 * @param slips words, and those as which they are taken where they are no words
 * @param objects those of the sentence, as the model reads them
 */
export function warningsOf(
  slips: ReadonlyMap<string, string | undefined>,
  sentence: Sentence,
  objects: readonly Description[],
): string[] {
  const leftOut = [...sentence.leftOut, ...objects.flatMap((object) => object.leftOut)];
  const language = leftOut.some(isOtherScript) ? `; ${ENGLISH}` : '';
  const plurals = sentence.objects.flatMap(pluralOf);
  const unusual = objects.filter((object) => object.unusual.length > 0);
  const numbers = objects.flatMap((object) => object.numbers);
  return [
    ...takenAs(slips),
    ...(leftOut.length > 0 ? [`not understood, and left out: ${quoted(leftOut)}${language}`] : []),
    ...(plurals.length > 0 ? [`one of each is made, not several: ${quoted(plurals)}`] : []),
    ...unusual.map(
      ({ concept, unusual }) =>
        `no ${concept} that the model learned from had these words, and they may do nothing: ` +
        quoted(unusual),
    ),
    ...(numbers.length > 0 ? [`the model often gets numbers wrong: ${quoted(numbers)}`] : []),
  ];
}

/** What words are taken as that are none, each in a line. */
export function takenAs(slips: ReadonlyMap<string, string | undefined>): string[] {
  return [...slips].flatMap(([word, meant]) => (meant ? [`"${word}" is taken as "${meant}"`] : []));
}

/** The noun of an object that is in the plural, without a number. */
function pluralOf({ head, number, words }: ObjectPhrase): string[] {
  return head.plural && !number ? [words.slice(head.at, head.at + head.length).join(' ')] : [];
}

export const quoted = (words: readonly string[]) => [...new Set(words)].map((word) => `"${word}"`).join(', ');
