/** How an object of a prompt stands to the next one; `and` leaves it open. */
export const JOINTS = [
  'and',
  'beside',
  'on',
  'in',
  'under',
  'above',
  'behind',
  'in front of',
  'left of',
  'right of',
] as const;
export type Joint = (typeof JOINTS)[number];

/** Most of one kind that a prompt may ask for. */
export const MOST_OF_A_KIND = 6;

/** One object that a prompt asks for. */
export interface WantedObject {
  /** What it is, by the model's name for it: "hamburger". */
  concept: string;
  /** All that is said of it, as the model reads it: "red hamburger with cheese". */
  words: string;
  /** How many of them, at most `MOST_OF_A_KIND`. */
  count: number;
}

/** What a prompt asks for. */
export interface Wanted {
  /** In the prompt's order; at least one. */
  objects: readonly WantedObject[];
  /** How each object stands to the one behind it: one fewer than there are objects. */
  joints: readonly Joint[];
}
