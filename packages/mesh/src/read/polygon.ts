import { UserError } from '@modeseek/core';

type Point = readonly [number, number, number];

/** Most corners of a polygon. */
const MOST = 65_536;
const TRIANGLE = [0, 1, 2];
/** A corner that turns less, as a share of the area, is on a straight edge: a fan might have a triangle without area. */
const LEAST_TURN = 1e-6;

/**
 * Cuts a polygon into triangles: a fan where it is convex at each corner, else ears (Meisters 1975; earcut, through three.js).
 * @param at the place of corner `i`
 * @returns numbers of corners, `[count - 2, 3]`, or fewer where it crosses itself
 * @throws UserError for one of too many corners
 */
export async function polygonTriangles(count: number, at: (i: number) => Point): Promise<readonly number[]> {
  if (count === 3) return TRIANGLE;
  if (count > MOST) throw new UserError(`it has a polygon of more than ${MOST} corners`);
  const fan = Array.from({ length: Math.max(0, count - 2) }, (_, i) => [0, i + 1, i + 2]).flat();
  const points = Array.from({ length: count }, (_, i) => at(i));
  const normal = normalOf(points);
  if (!Number.isFinite(Math.hypot(...normal)) || isConvex(points, normal)) return fan;
  const { ShapeUtils, Vector2 } = await import('three');
  // Seen along the axis that its normal is nearest to, from the side that it faces.
  const axis = normal.map(Math.abs).indexOf(Math.max(...normal.map(Math.abs)));
  const [across, up] = [(axis + 1) % 3, (axis + 2) % 3];
  const flat = points.map((point) => new Vector2(point[across], point[up]));
  const triangles = ShapeUtils.triangulateShape(flat, []).flat();
  return turnedAsNeeded(triangles, flat, normal[axis]);
}

/** By Newell's method: the sum over its edges. */
function normalOf(points: readonly Point[]): [number, number, number] {
  const normal: [number, number, number] = [0, 0, 0];
  points.forEach((p, i) => {
    const q = points[(i + 1) % points.length];
    for (let k = 0; k < 3; k++) {
      const [u, v] = [(k + 1) % 3, (k + 2) % 3];
      normal[k] += (p[u] - q[u]) * (p[v] + q[v]);
    }
  });
  return normal;
}

function isConvex(points: readonly Point[], normal: readonly number[]): boolean {
  const least = LEAST_TURN * normal.reduce((sum, n) => sum + n * n, 0);
  return points.every((p, i) => {
    const [q, r] = [points[(i + 1) % points.length], points[(i + 2) % points.length]];
    let turn = 0;
    for (let k = 0; k < 3; k++) {
      const [u, v] = [(k + 1) % 3, (k + 2) % 3];
      turn += normal[k] * ((q[u] - p[u]) * (r[v] - q[v]) - (q[v] - p[v]) * (r[u] - q[u]));
    }
    return turn > least;
  });
}

/** Triangles that all turn the same way round. */
function turnedAsNeeded(
  triangles: readonly number[],
  flat: readonly { x: number; y: number }[],
  sign: number,
): number[] {
  const out: number[] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t], triangles[t + 1], triangles[t + 2]];
    const area =
      (flat[b].x - flat[a].x) * (flat[c].y - flat[a].y) - (flat[b].y - flat[a].y) * (flat[c].x - flat[a].x);
    if (sign * area >= 0) out.push(a, b, c);
    else out.push(a, c, b);
  }
  return out;
}
