import { isList, isNumber, isObject, isText, isTriple, MOST_OF_A_KIND, type Placement } from '@modeseek/core';

/** How the objects of a scene stand, all within the cube [-1, 1]^3. */
export interface Layout {
  /** In the prompt's order, an object once for each time that it is there. */
  objects: readonly PlacedWords[];
  /** How long the unit of that cube is, by the usual size of the largest object; null where that is not known. */
  metresPerUnit: number | null;
}

export interface PlacedWords extends Placement {
  /** Of the object. */
  words: string;
}

/** Most objects of a scene, whatever its prompt: a prompt has few words. */
const MOST_OBJECTS = 64 * MOST_OF_A_KIND;
const LONGEST_WORDS = 300;

const isMetres = isNumber(1e-6, 1e6);
const isLayout = isObject({
  objects: isList(
    isObject({
      words: isText(LONGEST_WORDS, /\S/),
      scale: isNumber(1e-3, 10),
      offset: isTriple(isNumber(-10, 10)),
      turn: isNumber(-2 * Math.PI, 2 * Math.PI),
    }),
    1,
    MOST_OBJECTS,
  ),
  metresPerUnit: (value) => value === null || isMetres(value),
});

/** The layout that a text holds; null when it is no such thing. */
export function parseLayout(text: string): Layout | null {
  try {
    const layout = JSON.parse(text);
    return isLayout(layout) ? layout : null;
  } catch {
    return null;
  }
}

export function encodeLayout({ objects, metresPerUnit }: Layout): string {
  return `${JSON.stringify({ objects, metresPerUnit }, null, 2)}\n`;
}
