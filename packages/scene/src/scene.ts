import type { Joint, Wanted, WantedObject } from '@modeseek/core';

/** How one thing of a scene stands to another; "and" is beside. */
export type Relation = Exclude<Joint, 'and'>;

/**
 * What is to be made: an object, as often as its count says, or two scenes in a relation, in the prompt's
 * order: "a cat on a table".
 */
export type Scene = WantedObject | ScenePair;
export interface ScenePair {
  relation: Relation;
  first: Scene;
  second: Scene;
}

/**
 * Which joints hold how, the loosest first: "a cat on a table beside a lamp" has the cat on the table, and
 * the lamp beside both.
 */
const BINDING: readonly (readonly Joint[])[] = [
  ['beside', 'behind', 'in front of', 'left of', 'right of'],
  ['and'],
  ['on', 'in', 'under', 'above'],
];

/** Puts the objects that a prompt asks for in order, as they are to be laid out. */
export function readScene({ objects, joints }: Wanted): Scene {
  const loosest = BINDING.find((level) => joints.some((joint) => level.includes(joint)));
  if (!loosest) return objects[0];
  const at = joints.findIndex((joint) => loosest.includes(joint));
  const joint = joints[at];
  return {
    relation: joint === 'and' ? 'beside' : joint,
    first: readScene({ objects: objects.slice(0, at + 1), joints: joints.slice(0, at) }),
    second: readScene({ objects: objects.slice(at + 1), joints: joints.slice(at + 1) }),
  };
}

/** Whether a scene is two scenes, and no object. */
export function isPair(scene: Scene): scene is ScenePair {
  return 'relation' in scene;
}

/** Whether a scene is one object alone, of which there is one. */
export function isOneObject(scene: Scene): scene is WantedObject {
  return !isPair(scene) && scene.count === 1;
}

/** The objects of a scene, in the prompt's order. */
export function objectsIn(scene: Scene): WantedObject[] {
  return isPair(scene) ? [...objectsIn(scene.first), ...objectsIn(scene.second)] : [scene];
}

/** The words of a scene's objects, in the prompt's order, each once: what has to be made. */
export function objectsOf(scene: Scene): string[] {
  return [...new Set(objectsIn(scene).map(({ words }) => words))];
}
