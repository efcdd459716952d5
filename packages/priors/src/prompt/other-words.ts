const list = (words: string) => new Set(words.split(' '));

/** Words with which a noun phrase begins. */
export const DETERMINERS = list('a an the this that these those some any each every my your his her its our');

/**
 * Words without content for a model of single objects that fill the picture, such as those of "a highly
 * detailed DSLR photo of a big".
 */
export const FILLER = list(
  'a an the of some my this that photo photograph picture image render rendering rendered model asset ' +
    'dslr 3d hd 4k 8k highly quality resolution detail detailed realistic photorealistic beautiful nice ' +
    'cute isolated object single big large huge giant all both just only please make create generate draw ' +
    'show showing depicting give me i want us',
);

/**
 * Kinds of pictures and likenesses: "a statue of a cat" asks for a cat, and the model does not know how it is
 * to be a statue.
 */
export const LIKENESSES = list(
  'statue statuette sculpture figurine replica drawing painting sketch illustration cartoon portrait icon ' +
    'sticker clipart artwork art design version style scene view',
);

/** Other words for the library's colours, materials, patterns and sizes. */
export const OTHER_WORDS: Readonly<Record<string, string>> = {
  gray: 'grey',
  gold: 'golden',
  violet: 'purple',
  lilac: 'purple',
  crimson: 'red',
  scarlet: 'red',
  maroon: 'red',
  magenta: 'pink',
  navy: 'blue',
  aqua: 'turquoise',
  olive: 'green',
  lime: 'green',
  ivory: 'beige',
  khaki: 'beige',
  bronze: 'brown',
  silver: 'grey',
  cyan: 'turquoise',
  teal: 'turquoise',
  tan: 'beige',
  wood: 'wooden',
  timber: 'wooden',
  metallic: 'metal',
  steel: 'metal',
  iron: 'metal',
  marble: 'stone',
  granite: 'stone',
  fluffy: 'plush',
  stuffed: 'plush',
  small: 'tiny',
  little: 'tiny',
  miniature: 'tiny',
  mini: 'tiny',
  slim: 'thin',
  narrow: 'thin',
  broad: 'wide',
  high: 'tall',
  stripy: 'striped',
  stripey: 'striped',
  spotted: 'dotted',
  chequered: 'checkered',
};

/** How many a word says; "three-storey" has no place here. */
export const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  pair: 2,
  couple: 2,
  dozen: 12,
};

/** Whether a number is one of which one says "a". */
export const isGroup = (number: string): boolean => ['pair', 'couple', 'dozen'].includes(number);

/**
 * Words behind a noun with which something begins that says more of it: "a cat that sleeps", "a mug for tea".
 */
const BEHIND_NOUNS = list(
  'that which who whose is are was has have having where when while from by for at to as like than through ' +
    'across against around between during after before off onto',
);

/**
 * Whether a word behind a noun is no noun with which it would be one: "a cat sleeping" is a cat, "a cat bowl"
 * is none.
 */
export const saysMore = (word: string): boolean => BEHIND_NOUNS.has(word) || /(ing|ed|ly)$/.test(word);

/** What a word may be the plural of. */
export function singulars(word: string): string[] {
  const forms: string[] = [];
  if (word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('ves')) forms.push(`${word.slice(0, -3)}f`, `${word.slice(0, -3)}fe`);
  if (word.endsWith('men')) forms.push(`${word.slice(0, -3)}man`);
  if (word.endsWith('i')) forms.push(`${word.slice(0, -1)}us`);
  if (word.endsWith('s')) forms.push(word.slice(0, -1));
  if (word.endsWith('es')) forms.push(word.slice(0, -2));
  return forms;
}

export const isFiller = (word: string): boolean =>
  [word, ...singulars(word)].some((form) => FILLER.has(form));
export const isLikeness = (word: string): boolean =>
  [word, ...singulars(word)].some((form) => LIKENESSES.has(form));

/** Whether a word may be what a phrase is about: no filler, no likeness, no pictogram. */
export const isContent = (word: string): boolean =>
  !DETERMINERS.has(word) && !isFiller(word) && !isLikeness(word) && word !== 'and' && !isPictogram(word);

export const isPictogram = (word: string): boolean => /^\p{Extended_Pictographic}$/u.test(word);
