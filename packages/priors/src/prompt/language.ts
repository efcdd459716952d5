/** Words that begin or link phrases in other languages, and are none in English. */
const FOREIGN = new Set(
  [
    'ein eine einen einem einer eines und mit auf dem das der ist neben', // German
    'un une le du et avec sur dans', // French
    'una unos unas sobre uno gli della delle nel', // Spanish, Italian
    'uma em een het naast ett och', // Portuguese, Dutch, Swedish
  ].flatMap((words) => words.split(' ')),
);

/** Whether a word shows that a prompt is in another language than English. */
export const isForeign = (word: string): boolean => FOREIGN.has(word);

/** Whether a word has letters of another script than that of English. */
export const isOtherScript = (word: string): boolean =>
  /\p{Letter}/u.test(word.replace(/\p{Script=Latin}/gu, ''));
