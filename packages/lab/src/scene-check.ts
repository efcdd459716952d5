import type { Triangles } from '@modeseek/objects';
import { isPair, objectsIn, type Relation, type Scene } from '@modeseek/scene';
import { verticalSpans } from './surface/vertical-spans.ts';

/** Squares of the ground along the longest edge of a scene. */
const SQUARES = 160;

/** What touches, or is level, does so within this share of the scene's longest edge. */
const TOLERANCE = 0.02;

/** Of the smaller of two solids at most so much is in the other: what surfaces are rough by. */
const MOST_SHARED = 0.03;

/** A solid in its place: spans as `verticalSpans` has them, and the box around it. */
interface Solid {
  spans: ReadonlyMap<string, readonly number[]>;
  min: number[];
  max: number[];
  volume: number;
  /** Edge of a square. */
  cell: number;
}

/**
 * Whether the objects of a scene stand as its prompt says, by the meshes that were written and by nothing that
 * laid them out: none reaches into another, and each relation holds.
 * @param meshes of each object, in their places, in the prompt's order, once for each time that it is there
 * @returns what is wrong, a few words each; nothing where all is right
 */
export function sceneFaults(
  scene: Scene,
  meshes: readonly Pick<Triangles, 'count' | 'positions'>[],
): string[] {
  const wanted = objectsIn(scene).reduce((sum, { count }) => sum + count, 0);
  if (meshes.length !== wanted) return [`${meshes.length} objects in place of ${wanted}`];
  if (meshes.some(({ count }) => count === 0)) return ['an object without a mesh'];
  const ends = meshes.map(({ positions }) => boundsOf(positions));
  const edge = Math.max(
    ...[0, 1, 2].map(
      (c) => Math.max(...ends.map(({ max }) => max[c])) - Math.min(...ends.map(({ min }) => min[c])),
    ),
  );
  const cell = edge / SQUARES;
  const solids = meshes.map((mesh, i): Solid => {
    const spans = verticalSpans(mesh, cell);
    let volume = 0;
    for (const heights of spans.values()) volume += lengthOf(heights) * cell * cell;
    return { spans, ...ends[i], volume, cell };
  });
  const faults: string[] = [];
  solids.forEach((solid, i) => {
    for (const other of solids.slice(0, i)) {
      const share = (shared(solid, other) * cell * cell) / Math.min(solid.volume, other.volume);
      if (share > MOST_SHARED) faults.push(`${(100 * share).toFixed(0)} % of an object in another`);
    }
  });
  check(scene, solids, TOLERANCE * edge, faults);
  return faults;
}

/** Checks a scene's relations; returns its solids, those of the object to which others stand first. */
function check(scene: Scene, solids: readonly Solid[], near: number, faults: string[]): void {
  if (!isPair(scene)) {
    const lowest = solids.map(({ min }) => min[1]);
    // On a table they may stand at different heights, which their relation to that tells.
    if (Math.max(...lowest) - Math.min(...lowest) > near) faults.push('several of a kind not on one level');
    return;
  }
  const { relation, first, second } = scene;
  const count = objectsIn(first).reduce((sum, object) => sum + object.count, 0);
  const [own, other] = [solids.slice(0, count), solids.slice(count)];
  if (relation !== 'in') check(first, own, near, faults);
  check(second, other, near, faults);
  if (!HOLDS[relation](own, other, near)) faults.push(`not "${relation}"`);
}

type Holds = (own: readonly Solid[], other: readonly Solid[], near: number) => boolean;

/** How it is known that each relation holds. What is on, in, under or above a group is so with its first. */
const HOLDS: Record<Relation, Holds> = {
  on: (own, [support], near) =>
    own.every(
      (solid) =>
        Math.abs(clearance(solid, support)) <= near &&
        isOver(solid, support) &&
        solid.min[1] > support.min[1] + 0.2 * (support.max[1] - support.min[1]),
    ),
  // Of several those may reach above the rim that lie on others.
  in: (own, [holder], near) =>
    own.some((solid) => isWalledIn(solid, holder, near)) &&
    own.every(
      (solid) =>
        isOver(solid, holder) &&
        (isWalledIn(solid, holder, near) ||
          own.some((other) => other !== solid && clearance(solid, other) <= near)),
    ),
  under: (own, [cover]) =>
    own.every((solid) => coveredShare(solid, cover) >= 0.5 && middleOf(solid, 1) < middleOf(cover, 1)),
  above: (own, [lower], near) =>
    own.every((solid) => coveredShare(lower, solid) > 0 && clearance(solid, lower) > near),
  beside: (own, other, near) => isApart(own, other, 0, -1, near) && isLevel(own, other, near),
  'left of': (own, other, near) => isApart(own, other, 0, -1, near) && isLevel(own, other, near),
  'right of': (own, other, near) => isApart(own, other, 0, 1, near) && isLevel(own, other, near),
  behind: (own, other, near) => isApart(own, other, 2, -1, near) && isLevel(own, other, near),
  'in front of': (own, other, near) => isApart(own, other, 2, 1, near) && isLevel(own, other, near),
};

function boundsOf(positions: Float32Array): { min: number[]; max: number[] } {
  const [min, max] = [
    [Infinity, Infinity, Infinity],
    [-Infinity, -Infinity, -Infinity],
  ];
  positions.forEach((value, i) => {
    min[i % 3] = Math.min(min[i % 3], value);
    max[i % 3] = Math.max(max[i % 3], value);
  });
  return { min, max };
}

function lengthOf(heights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < heights.length; i += 2) sum += heights[i + 1] - heights[i];
  return sum;
}

/** Height that two solids have in common, over all squares. */
function shared(a: Solid, b: Solid): number {
  let sum = 0;
  for (const [key, own] of a.spans) {
    const other = b.spans.get(key) ?? [];
    for (let i = 0; i < own.length; i += 2) {
      for (let j = 0; j < other.length; j += 2) {
        sum += Math.max(0, Math.min(own[i + 1], other[j + 1]) - Math.max(own[i], other[j]));
      }
    }
  }
  return sum;
}

const middleOf = ({ min, max }: Solid, axis: number) => (min[axis] + max[axis]) / 2;

/** Whether a solid's middle is over or under the box of another. */
function isOver(solid: Solid, other: Solid): boolean {
  return [0, 2].every((axis) => {
    const middle = middleOf(solid, axis);
    return middle > other.min[axis] && middle < other.max[axis];
  });
}

/** How far a solid is above what of another it would come down on; infinite where there is nothing. */
function clearance(upper: Solid, lower: Solid): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [key, own] of upper.spans) {
    // What reaches over it, as the back of a chair does, does not carry it.
    const tops = (lower.spans.get(key) ?? []).filter(
      (y, i) => i % 2 === 1 && y < (own[0] + own[own.length - 1]) / 2,
    );
    if (tops.length > 0) least = Math.min(least, own[0] - Math.max(...tops));
  }
  return least;
}

/** The share of a solid's squares over which there is some of another that is higher. */
function coveredShare(solid: Solid, cover: Solid): number {
  let covered = 0;
  for (const [key, own] of solid.spans) {
    const over = cover.spans.get(key);
    if (over && over[over.length - 1] > own[own.length - 1]) covered++;
  }
  return covered / solid.spans.size;
}

/** Directions in which walls are looked for, and in how many of them there must be some. */
const DIRECTIONS = 24;
const WALLED = 22;

/** Whether walls of a holder are all around the lowest part of a solid: it reaches below the rim. */
function isWalledIn(solid: Solid, holder: Solid, near: number): boolean {
  const y = solid.min[1] + near / 2;
  const cell = Math.max(holder.max[0] - holder.min[0], holder.max[2] - holder.min[2]) / SQUARES;
  let walled = 0;
  for (let d = 0; d < DIRECTIONS; d++) {
    const angle = (2 * Math.PI * d) / DIRECTIONS;
    for (let r = 0; r <= 2 * SQUARES; r++) {
      const [x, z] = [
        middleOf(solid, 0) + r * cell * Math.sin(angle),
        middleOf(solid, 2) + r * cell * Math.cos(angle),
      ];
      if (!isSolidAt(holder, x, y, z)) continue;
      walled++;
      break;
    }
  }
  return walled >= WALLED;
}

function isSolidAt({ spans, cell }: Solid, x: number, y: number, z: number): boolean {
  const heights = spans.get(`${Math.floor(x / cell)},${Math.floor(z / cell)}`) ?? [];
  return heights.some((bottom, i) => i % 2 === 0 && bottom <= y && y <= heights[i + 1]);
}

/** Whether some solids are all on one side of others along an axis. */
function isApart(
  own: readonly Solid[],
  other: readonly Solid[],
  axis: number,
  sign: 1 | -1,
  near: number,
): boolean {
  return sign > 0
    ? Math.min(...own.map(({ min }) => min[axis])) >= Math.max(...other.map(({ max }) => max[axis])) - near
    : Math.max(...own.map(({ max }) => max[axis])) <= Math.min(...other.map(({ min }) => min[axis])) + near;
}

const isLevel: Holds = (own, other, near) => {
  const [a, b] = [own, other].map((solids) => Math.min(...solids.map(({ min }) => min[1])));
  return Math.abs(a - b) <= near;
};
