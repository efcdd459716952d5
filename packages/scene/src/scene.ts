/** How two things of a scene stand. */
export type Relation = 'on' | 'beside';

/** What a prompt asks for: one object, in words, or two scenes in a relation, in the prompt's order: "a cat on a table". */
export type Scene = string | { relation: Relation; first: Scene; second: Scene };

/** Words that say how things stand, the loosest first: "a cat on a table beside a lamp" has the cat on the table, and the lamp beside both. */
const JOINTS: readonly { word: string; relation: Relation }[] = [
  { word: 'beside', relation: 'beside' },
  { word: 'and', relation: 'beside' },
  { word: 'on', relation: 'on' },
];

/** Behind these words, up to the next place, are parts of an object: "a snowman with a hat and a broom" is one object. */
const PARTS = /\b(with|without)\b(?!.*\b(on|in|beside)\b)/;

/**
 * Takes a prompt apart into objects that can be made one by one.
 * @param text words in normal form, as `ParsedPrompt` has them
 * @param namesObject whether words, by themselves, name an object; where those on one side of a joint do not, it joins no objects
 */
export function readScene(text: string, namesObject: (words: string) => boolean): Scene {
  const words = text.split(' ');
  for (const { word, relation } of JOINTS) {
    for (let at = words.indexOf(word); at !== -1; at = words.indexOf(word, at + 1)) {
      const [first, second] = [words.slice(0, at).join(' '), words.slice(at + 1).join(' ')];
      if (word === 'and' && PARTS.test(first)) continue;
      if (!namesObject(first) || !namesObject(second)) continue;
      return { relation, first: readScene(first, namesObject), second: readScene(second, namesObject) };
    }
  }
  return text;
}

/** The objects of a scene, in the prompt's order, each once. */
export function objectsOf(scene: Scene): string[] {
  if (typeof scene === 'string') return [scene];
  return [...new Set([...objectsOf(scene.first), ...objectsOf(scene.second)])];
}
