import { UserError } from '@modeseek/core';
import { type Bounds, boundsOf, columnsOf, transformed } from './points.ts';
import type { Scene } from './scene.ts';

/**
 * Where an object of a scene is: a point p of its own cube [-1, 1]^3 is at `scale` p + `offset` in the
 * scene's.
 */
export interface Placement {
  object: string;
  scale: number;
  offset: readonly [number, number, number];
}

/** How far from the centre the farthest point of a scene is: as far as the library's objects reach. */
const RADIUS = 0.95;

/**
 * Between two things side by side that are 1 high: little enough that they are one picture, enough that they
 * are two things.
 */
const GAP = 0.13;

/** A thing is this much wider than the flat on which it stands, */
const OVERHANG = 1.6;
/** but by its diagonal neither a dwarf nor a giant for its support. */
const LEAST_SHARE = 0.55;
const MOST_SHARE = 0.95;

/** Points all over a surface. */
export interface Surface {
  /** `[count, 3]` */
  points: Float32Array;
  /** Neighbours are at most this far apart along each axis. */
  spacing: number;
}

/** Things that stand together, and the surface of all of them. */
interface Group extends Surface {
  placements: Placement[];
}

/**
 * Lays out a scene, as the pictures of the library are: what is on another thing stands in the middle of its
 * flat top, a bit wider than that; things beside each other, the first on the left seen from the front, stand
 * on one level and are of like size. The whole is centred, and fills the cube.
 * @param surfaces of each object, in its own cube
 * @returns one for each mention of an object, in the prompt's order
 */
export function arrange(scene: Scene, surfaces: ReadonlyMap<string, Surface>): Placement[] {
  const group = layOut(scene, surfaces);
  const { min, max } = boundsOf(group.points);
  const centre = min.map((low, axis) => (low + max[axis]) / 2);
  let farthest = 0;
  for (let i = 0; i < group.points.length; i += 3) {
    const distance = Math.hypot(...centre.map((c, axis) => group.points[i + axis] - c));
    farthest = Math.max(farthest, distance);
  }
  const scale = RADIUS / farthest;
  return moved(
    group,
    scale,
    centre.map((c) => -scale * c),
  ).placements;
}

/** What to say of an object that cannot be seen. */
export function nothingCameOut(object: string): UserError {
  return new UserError(
    `nothing came out for "${object}", so that there is no scene; try another --seed, or --no-compose`,
  );
}

function layOut(scene: Scene, surfaces: ReadonlyMap<string, Surface>): Group {
  if (typeof scene === 'string') {
    const surface = surfaces.get(scene);
    if (!surface || sizeOf(boundsOf(surface.points)).some((edge) => !(edge > 0))) {
      throw nothingCameOut(scene);
    }
    return { ...surface, placements: [{ object: scene, scale: 1, offset: [0, 0, 0] }] };
  }
  const [first, second] = [layOut(scene.first, surfaces), layOut(scene.second, surfaces)];
  return scene.relation === 'on' ? joined(putOn(first, second), second) : besideEachOther(first, second);
}

function besideEachOther(first: Group, second: Group): Group {
  const [left, right] = [first, second].map((group, i) => {
    const { min, max } = boundsOf(group.points);
    const [width, height, depth] = sizeOf({ min, max });
    const scale = 1 / Math.max(height, 0.75 * Math.max(width, depth));
    const x = i === 0 ? -GAP / 2 - max[0] * scale : GAP / 2 - min[0] * scale;
    return moved(group, scale, [x, -min[1] * scale, (-(min[2] + max[2]) / 2) * scale]);
  });
  return joined(left, right);
}

/** The upper thing, scaled and moved so that it stands on the lower one. */
function putOn(upper: Group, lower: Group): Group {
  const up = boundsOf(upper.points);
  const size = sizeOf(up);
  const under = boundsOf(lower.points);
  const flat = flatTop(lower, under);
  const share = Math.hypot(...sizeOf(under)) / Math.hypot(...size);
  const across = Math.max(size[0], size[2]) / 2;
  const scale = Math.min(Math.max((OVERHANG * flat.reach) / across, LEAST_SHARE * share), MOST_SHARE * share);
  const [x, z] = [0, 2].map((axis, i) => flat.centre[i] - (scale * (up.min[axis] + up.max[axis])) / 2);
  const above = moved(upper, scale, [x, under.max[1] - scale * up.min[1], z]);
  const gap = gapBetween(above, lower);
  return moved(above, 1, [0, -gap, 0]);
}

/** A column's edge by the distance of points: whatever a column is over has points in it. */
const CELL = 1.5;
/** Tops within this share of a thing's height are one flat. */
const LEVEL = 0.1;

/**
 * The widest level part of a thing's upper side: its middle (x, z), and half the edge of a square as large.
 */
function flatTop({ points, spacing }: Surface, bounds: Bounds): { centre: number[]; reach: number } {
  const cell = CELL * spacing;
  const tops = [...columnsOf(points, cell).values()];
  const height = sizeOf(bounds)[1];
  let widest: typeof tops = [];
  for (
    let low = bounds.max[1] - LEVEL * height;
    low > bounds.min[1] - LEVEL * height;
    low -= (LEVEL / 2) * height
  ) {
    const level = tops.filter(({ top }) => top >= low && top <= low + LEVEL * height);
    if (level.length > widest.length) widest = level;
  }
  const [x0, x1, z0, z1] = [
    Math.min(...widest.map(({ x }) => x)),
    Math.max(...widest.map(({ x }) => x)),
    Math.min(...widest.map(({ z }) => z)),
    Math.max(...widest.map(({ z }) => z)),
  ];
  return { centre: [(x0 + x1) / 2, (z0 + z1) / 2], reach: (cell * Math.sqrt(widest.length)) / 2 };
}

/**
 * Where things touch need not be the highest point alone: a thing sinks in until this share of its foot
 * stands.
 */
const STANDING = 0.25;

/** How far a thing may come down until it stands on another. */
function gapBetween(upper: Surface, lower: Surface): number {
  const cell = CELL * Math.max(upper.spacing, lower.spacing);
  const tops = columnsOf(lower.points, cell);
  const { min, max } = boundsOf(upper.points);
  const foot = min[1] + LEVEL * (max[1] - min[1]);
  const gaps: number[] = [];
  for (const [key, { bottom }] of columnsOf(upper.points, cell)) {
    const under = tops.get(key);
    if (under && bottom <= foot) gaps.push(bottom - under.top);
  }
  if (gaps.length === 0) return min[1] - boundsOf(lower.points).max[1];
  return gaps.sort((a, b) => a - b)[Math.floor(STANDING * gaps.length)];
}

const sizeOf = ({ min, max }: Bounds) => max.map((high, axis) => high - min[axis]);

function joined(first: Group, second: Group): Group {
  const points = new Float32Array(first.points.length + second.points.length);
  points.set(first.points);
  points.set(second.points, first.points.length);
  return {
    placements: [...first.placements, ...second.placements],
    points,
    spacing: Math.max(first.spacing, second.spacing),
  };
}

function moved({ placements, points, spacing }: Group, scale: number, by: readonly number[]): Group {
  return {
    placements: placements.map(({ object, ...before }) => {
      const [x, y, z] = before.offset.map((o, axis) => scale * o + by[axis]);
      return { object, scale: scale * before.scale, offset: [x, y, z] };
    }),
    points: transformed(points, scale, by),
    spacing: scale * spacing,
  };
}
