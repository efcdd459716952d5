import { type Placement, placeAgain, UNMOVED, UserError, type WantedObject } from '@modeseek/core';
import { putBeside, WAYS } from './beside.ts';
import { ballAround, edgesOf } from './columns.ts';
import { boxOf, type Group, groupOf, type Thing, together } from './group.ts';
import { putIn } from './in.ts';
import type { Layout } from './layout.ts';
import { onTop, putOn } from './on.ts';
import { isPair, type Relation, type Scene } from './scene.ts';
import { several } from './several.ts';
import { longestEdge, type Shape } from './shape.ts';
import { LARGEST, type Sizes, sizesIn } from './sizes.ts';
import { putUnder } from './under.ts';

/** A layout, and what the user is to be told of it, a line each. */
export interface Arrangement extends Layout {
  notes: readonly string[];
}

/** How far from the centre the farthest point of a scene is: as far as the library's objects reach. */
const RADIUS = 0.95;

/** Columns along the longest edge of what others are put on, in, under or next to. */
const COLUMNS = 64;

/** What is above a thing is so far above it, as a share of that one's size. */
const ABOVE = 0.25;

/**
 * Lays out a scene: each object is of its usual size, as far as all can be seen, and stands as the prompt says,
 * without going through another. The whole is centred, and fills the cube.
 * @param shapes of each object, by its words
 * @throws UserError when nothing came out for an object
 */
export function arrange(scene: Scene, shapes: ReadonlyMap<string, Shape>): Arrangement {
  const sizes = sizesIn(scene);
  const notes = [...sizes.notes];
  const note = (text: string) => notes.push(text);
  const things = layOut(scene, { shapes, sizes, note });
  const { centre, radius } = ballAround(groupOf(things, LARGEST / COLUMNS).columns);
  const scale = RADIUS / radius;
  const [x, y, z] = centre.map((c) => -scale * c);
  const whole: Placement = { scale, offset: [x, y, z], turn: 0 };
  return {
    objects: things.map(({ object, placement }) => ({ words: object, ...placeAgain(placement, whole) })),
    metresPerUnit: sizes.metres === null ? null : sizes.metres / scale,
    notes,
  };
}

/** What to say of an object that cannot be seen. */
export function nothingCameOut(object: string): UserError {
  return new UserError(
    `nothing came out for "${object}", so that there is no scene; try another --seed, or --no-compose`,
  );
}

interface Materials {
  shapes: ReadonlyMap<string, Shape>;
  sizes: Sizes;
  note: (text: string) => void;
}

function layOut(scene: Scene, materials: Materials): readonly Thing[] {
  if (!isPair(scene)) {
    const thing = thingOf(scene, materials);
    return several(thing, scene.count, sizeOf(thing) / COLUMNS).things;
  }
  const { relation } = scene;
  const things = [scene.first, scene.second].map((each) => layOut(each, materials));
  const isNextTo = relation in WAYS;
  const cell = (isNextTo ? LARGEST : sizeOf(things[1][0])) / COLUMNS;
  const [first, second] = things.map((each) => groupOf(each, cell));
  return put(first, relation, second, materials.note).things;
}

function put(first: Group, relation: Relation, second: Group, note: Materials['note']): Group {
  switch (relation) {
    case 'on':
      return putOn(first, second);
    case 'in':
      return putIn(first, second, note);
    case 'under':
      return putUnder(first, second, note);
    case 'above':
      return together(onTop(first, second, ABOVE * Math.max(...edgesOf(boxOf(second)))), second);
    default:
      return putBeside(first, second, relation);
  }
}

function thingOf(object: WantedObject, { shapes, sizes }: Materials): Thing {
  const shape = shapes.get(object.words);
  const edge = shape ? longestEdge(shape) : 0;
  if (!shape || !(edge > 0)) throw nothingCameOut(object.words);
  const scale = sizes.of.get(object)! / edge;
  return { object: object.words, noun: object.concept, shape, placement: { ...UNMOVED, scale } };
}

const sizeOf = ({ shape, placement }: Thing) => placement.scale * longestEdge(shape);
