import { usualSize, type WantedObject } from '@modeseek/core';
import { isPair, objectsIn, type Relation, type Scene } from './scene.ts';

/** How many times as large as the smallest object of a scene the largest is shown at most: both are to be seen. */
const MOST_APART = 4;

/** Sizes that are hardly changed, by at most this power, are not worth a word. */
const TOLD = 0.9;

/** A tiny thing is so much of the usual size. */
const TINY = 0.6;

/**
 * How large, by their longest edges, what is put on, in or under a thing is at most for that: an elephant on a
 * drum is a small one, or the drum is a large one.
 */
const MOST: Partial<Record<Relation, number>> = { on: 0.95, in: 0.8, under: 0.95 };

/** The longest edge of a scene's largest object, while it is laid out. */
export const LARGEST = 1;

/** How large the objects of a scene are to each other. */
export interface Sizes {
  /** Longest edge of each object; of the largest it is `LARGEST`. */
  of: ReadonlyMap<WantedObject, number>;
  /** Of that largest one, in metres; null where no usual size is known. */
  metres: number | null;
  /** What the user is to be told. */
  notes: string[];
}

/**
 * Sizes of a scene's objects by those that they usually have. What is put on, in or under a thing is not much
 * larger than that; and all are brought closer together where the smallest would hardly be seen beside the
 * largest: by the same power of their ratio, so that none becomes larger than another that was larger.
 */
export function sizesIn(scene: Scene): Sizes {
  const notes: string[] = [];
  const metres = new Map<WantedObject, number>();
  const known = objectsIn(scene).flatMap((object) => usualSize(object.concept) ?? []);
  const other = known.length > 0 ? Math.max(...known) : 1;
  fit(scene, other, metres, notes);
  const all = [...metres.values()];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const power = most / least > MOST_APART ? Math.log(MOST_APART) / Math.log(most / least) : 1;
  const of = new Map([...metres].map(([object, size]) => [object, LARGEST * (size / most) ** power]));
  if (power < TOLD) {
    const [small, large] = [least, most].map((size) =>
      withArticle([...metres].find(([, own]) => own === size)![0].concept),
    );
    notes.push(
      `sizes are brought closer together than they are: ${small} would hardly be seen beside ${large}`,
    );
  }
  return { of, metres: known.length > 0 ? most : null, notes };
}

/**
 * Notes the size of each object, in metres.
 * @param other of what is in no table
 * @returns that of the object to which others stand
 */
function fit(scene: Scene, other: number, metres: Map<WantedObject, number>, notes: string[]): number {
  if (!isPair(scene)) {
    const size = (usualSize(scene.concept) ?? other) * (isTiny(scene) ? TINY : 1);
    metres.set(scene, size);
    return size;
  }
  const { relation, first, second } = scene;
  const under = fit(second, other, metres, notes);
  const size = fit(first, other, metres, notes);
  const share = MOST[relation];
  const [object] = objectsIn(first);
  const most = share === undefined ? Number.POSITIVE_INFINITY : (share * under) / alongside(object.count);
  if (size <= most) return size;
  metres.set(object, most);
  const [support] = objectsIn(second);
  notes.push(`the ${object.concept} is made smaller than it is, to be ${relation} the ${support.concept}`);
  return most;
}

/** How many of so many things stand in a row. */
const alongside = (count: number) => (count === 1 ? 1 : count < 5 ? 2 : 3);

const withArticle = (noun: string) => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

const isTiny = ({ words }: WantedObject) =>
  words
    .split(/ with(?:out)? /)[0]
    .split(' ')
    .includes('tiny');
