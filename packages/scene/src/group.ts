import { type Placement, placeAgain, type Vec3 } from '@modeseek/core';
import { type Bounds, boundsOf, type Columns, columnsOf, joined, shifted } from './columns.ts';
import type { Shape } from './shape.ts';

/** An object, in its place. */
export interface Thing {
  /** Its words. */
  object: string;
  /** What people call it: its concept. */
  noun: string;
  shape: Shape;
  placement: Placement;
}

/** Things that stand together, and the solid that they are. */
export interface Group {
  /** In the prompt's order. What is put on, in or under a group is so with the first. */
  things: readonly Thing[];
  columns: Columns;
}

/** @param cell edge of a column */
export function groupOf(things: readonly Thing[], cell: number): Group {
  return {
    things,
    columns: joined(things.map(({ shape, placement }) => columnsOf(shape, placement, cell))),
  };
}

/** Two groups as one; where they stand they stay. */
export function together(first: Group, second: Group): Group {
  return {
    things: [...first.things, ...second.things],
    columns: joined([first.columns, second.columns]),
  };
}

/** A group made larger about the origin. */
export function scaled({ things, columns }: Group, scale: number): Group {
  if (scale === 1) return { things, columns };
  return groupOf(moved(things, { scale, offset: [0, 0, 0], turn: 0 }), columns.cell);
}

/** A group elsewhere: so many cells along x and z, and by `dy`. */
export function carried({ things, columns }: Group, dx: number, dy: number, dz: number): Group {
  const offset: Vec3 = [dx * columns.cell, dy, dz * columns.cell];
  return {
    things: moved(things, { scale: 1, offset, turn: 0 }),
    columns: shifted(columns, dx, dy, dz),
  };
}

/** The solid of a group's first thing alone. */
export function firstOf({ things, columns }: Group): Columns {
  return things.length === 1 ? columns : columnsOf(things[0].shape, things[0].placement, columns.cell);
}

export const nounOf = ({ things }: Group) => things[0].noun;

export const boxOf = ({ columns }: Group): Bounds => boundsOf(columns);

function moved(things: readonly Thing[], then: Placement): Thing[] {
  return things.map((thing) => ({ ...thing, placement: placeAgain(thing.placement, then) }));
}
