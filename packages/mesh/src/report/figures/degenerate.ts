import { faultCount } from '../figure.ts';
import { sumOfParts } from '../sum-of-parts.ts';

/** Of the longest edge: a lower height is none, in the accuracy of files' numbers. */
const FLAT = 2 ** -22;

/** Triangles without area: two corners at one place, or all on a line. Those of points that are none are not. */
export const degenerate = faultCount('degenerateTriangles', 'triangles without area', ({ model }) =>
  sumOfParts(model, ({ positions, indices }) => {
    let count = 0;
    for (let t = 0; t < indices.length; t += 3) {
      if (isFlat(positions, indices[t] * 3, indices[t + 1] * 3, indices[t + 2] * 3)) count++;
    }
    return count;
  }),
);

function isFlat(positions: Float32Array, a: number, b: number, c: number): boolean {
  const edge = (from: number, to: number, k: number) => positions[to + k] - positions[from + k];
  const [ux, uy, uz] = [edge(a, b, 0), edge(a, b, 1), edge(a, b, 2)];
  const [vx, vy, vz] = [edge(a, c, 0), edge(a, c, 1), edge(a, c, 2)];
  const area = Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx);
  const longest = Math.max(
    Math.hypot(ux, uy, uz),
    Math.hypot(vx, vy, vz),
    Math.hypot(ux - vx, uy - vy, uz - vz),
  );
  return area <= FLAT * longest * longest && Number.isFinite(longest);
}
