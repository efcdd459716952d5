const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'] as const;

/** The word for a whole number from 0 to 7. */
export const numberWord = (count: number): string => WORDS[count];
