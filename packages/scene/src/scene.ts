import { type Joint, UserError, type Wanted } from '@modeseek/core';

/** How two things of a scene stand. */
export type Relation = 'on' | 'beside';

/**
 * What is to be made: one object, in words, or two scenes in a relation, in the prompt's order: "a cat on a
 * table".
 */
export type Scene = string | { relation: Relation; first: Scene; second: Scene };

/**
 * Which joints hold how, the loosest first: "a cat on a table beside a lamp" has the cat on the table, and
 * the lamp beside both.
 */
const RELATIONS: readonly (readonly [Joint, Relation])[] = [
  ['beside', 'beside'],
  ['and', 'beside'],
  ['on', 'on'],
];

/**
 * Puts the objects that a prompt asks for in order, as they are to be laid out.
 * @throws UserError for a joint that no scene can be made of
 */
export function readScene({ objects, joints }: Wanted): Scene {
  if (joints.length === 0) return objects[0].words;
  for (const [joint, relation] of RELATIONS) {
    const at = joints.indexOf(joint);
    if (at === -1) continue;
    const [first, second] = [
      { objects: objects.slice(0, at + 1), joints: joints.slice(0, at) },
      { objects: objects.slice(at + 1), joints: joints.slice(at + 1) },
    ];
    return { relation, first: readScene(first), second: readScene(second) };
  }
  throw new UserError(`no scene can be made with "${joints[0]}"`);
}

/** The objects of a scene, in the prompt's order, each once. */
export function objectsOf(scene: Scene): string[] {
  if (typeof scene === 'string') return [scene];
  return [...new Set([...objectsOf(scene.first), ...objectsOf(scene.second)])];
}
