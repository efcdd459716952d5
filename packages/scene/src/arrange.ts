import { type Placement, placeAgain, UserError, type WantedObject } from '@modeseek/core';
import { putBeside } from './beside.ts';
import { ballAround } from './columns.ts';
import { type Group, type Thing, together } from './group.ts';
import { putIn } from './in.ts';
import { onTop, putOn } from './on.ts';
import type { Layout } from './layout.ts';
import { isPair, type Scene } from './scene.ts';
import { several } from './several.ts';
import { longestEdge, type Shape } from './shape.ts';
import { type Sizes, sizesIn } from './sizes.ts';
import { putUnder } from './under.ts';

/** A layout, and what the user is to be told of it, a line each. */
export interface Arrangement extends Layout {
  notes: readonly string[];
}

/** How far from the centre the farthest point of a scene is: as far as the library's objects reach. */
const RADIUS = 0.95;

/** Columns along the longest edge of the largest object. */
const COLUMNS = 64;

/** What is above a thing is so far above it, as a share of the larger one's size. */
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
  const { things, columns } = layOut(scene, { shapes, sizes, cell: 1 / COLUMNS, note });
  const { centre, radius } = ballAround(columns);
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
  cell: number;
  note: (text: string) => void;
}

function layOut(scene: Scene, materials: Materials): Group {
  if (!isPair(scene)) return several(thingOf(scene, materials), scene.count, materials.cell);
  const { relation } = scene;
  const [first, second] = [layOut(scene.first, materials), layOut(scene.second, materials)];
  switch (relation) {
    case 'on':
      return putOn(first, second);
    case 'in':
      return putIn(first, second, materials.note);
    case 'under':
      return putUnder(first, second, materials.note);
    case 'above':
      return together(onTop(first, second, ABOVE), second);
    default:
      return putBeside(first, second, relation);
  }
}

function thingOf(object: WantedObject, { shapes, sizes }: Materials): Thing {
  const shape = shapes.get(object.words);
  const edge = shape ? longestEdge(shape) : 0;
  if (!shape || !(edge > 0)) throw nothingCameOut(object.words);
  const scale = sizes.of.get(object)! / edge;
  return {
    object: object.words,
    noun: object.concept,
    shape,
    placement: { scale, offset: [0, 0, 0], turn: 0 },
  };
}
