import { sphereDirections } from '@modeseek/core';
import { ConvexSolid, type HalfSpace } from './convex-solid.ts';
import { extentOf } from './intersections.ts';
import type { TriangleMesh } from './triangle-mesh.ts';

/** Physics engines take so many vertices of a hull, or more. */
const MOST_VERTICES = 64;
/** Ways to look for a corner that much can be cut off. */
const DIRECTIONS = 200;
/** What is cut off must be deeper than this share of the extent. */
const LEAST_DEPTH = 0.002;
/** How far planes stay off the mesh, as a share of its extent: more than rounding takes. */
const CLEARANCE = 1e-5;
/** How far planes stay off corners, as a share of the extent: edges are not shorter than about that. */
const CORNER_GAP = 2e-4;
/** Steps towards the point of a mesh that is nearest to a corner. */
const STEPS = 40;

type Vec3 = readonly [number, number, number];

/**
 * A convex solid around a mesh, for physics: the box around it, from which planes that touch the mesh cut the
 * corner that is farthest from it, until nothing much is left to cut or there would be more than 64 vertices.
 * It contains the mesh.
 */
export function collider({ positions }: TriangleMesh): TriangleMesh {
  const extent = extentOf(positions);
  const clearance = CLEARANCE * extent;
  const reachOf = (direction: Vec3) => product(direction, positions, farthest(positions, direction));
  const directions = sphereDirections(DIRECTIONS) as readonly Vec3[];
  const reaches = directions.map(reachOf);
  let solid = ConvexSolid.box(
    [0, 1, 2].map((axis) => -reachOf(axisOf(axis, -1)) - clearance),
    [0, 1, 2].map((axis) => reachOf(axisOf(axis, 1)) + clearance),
  );
  for (;;) {
    let [corner, least] = [0, LEAST_DEPTH * extent];
    let plane: HalfSpace | undefined;
    const consider = (at: number, [x, y, z]: Vec3, reach: number) => {
      const depth = product([x, y, z], solid.corners, at) - reach;
      if (depth > least) [corner, least, plane] = [at, depth, { x, y, z, offset: reach + clearance }];
    };
    directions.forEach((direction, i) => {
      consider(farthest(solid.corners, direction), direction, reaches[i]);
    });
    if (!plane) break;
    const best = towards(positions, solid.corners.slice(corner, corner + 3));
    consider(corner, best, reachOf(best));
    const cut = solid.cut(offCorners(plane, solid.corners, CORNER_GAP * extent));
    if (cut === solid || cut.corners.length / 3 > MOST_VERTICES) break;
    solid = cut;
  }
  return solid.mesh();
}

/** From the point nearest to a corner, of the convex hull of points, to the corner: of length 1 (Gilbert 1966). */
function towards(points: ArrayLike<number>, corner: readonly number[]): Vec3 {
  let near = [points[0], points[1], points[2]];
  for (let step = 0; ; step++) {
    const [x, y, z] = corner.map((value, c) => value - near[c]);
    const best = farthest(points, [x, y, z]);
    const way = near.map((value, c) => points[best + c] - value);
    const gain = way[0] * x + way[1] * y + way[2] * z;
    const square = way[0] ** 2 + way[1] ** 2 + way[2] ** 2;
    if (step === STEPS || gain <= 0 || square === 0) {
      const length = Math.hypot(x, y, z);
      return [x / length, y / length, z / length];
    }
    const share = Math.min(1, gain / square);
    near = near.map((value, c) => value + share * way[c]);
  }
}

/** The plane, or the next one farther out that stays off all corners. */
function offCorners(
  { x, y, z, offset: wanted }: HalfSpace,
  corners: readonly number[],
  gap: number,
): HalfSpace {
  const reaches = Array.from({ length: corners.length / 3 }, (_, c) => product([x, y, z], corners, c * 3));
  const offset = reaches
    .sort((a, b) => a - b)
    .reduce((at, reach) => (Math.abs(reach - at) < gap ? reach + gap : at), wanted);
  return { x, y, z, offset };
}

/** Where in a list of points the one is that is farthest along a direction. */
function farthest(points: ArrayLike<number>, [x, y, z]: Vec3): number {
  let [at, most] = [0, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < points.length; i += 3) {
    const reach = x * points[i] + y * points[i + 1] + z * points[i + 2];
    if (reach > most) {
      most = reach;
      at = i;
    }
  }
  return at;
}

function product([x, y, z]: Vec3, points: ArrayLike<number>, at: number): number {
  return x * points[at] + y * points[at + 1] + z * points[at + 2];
}

function axisOf(axis: number, sign: number): Vec3 {
  return [axis === 0 ? sign : 0, axis === 1 ? sign : 0, axis === 2 ? sign : 0];
}
