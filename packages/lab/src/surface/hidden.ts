import { sphereDirections } from '@modeseek/core';
import { depthMap } from './depth-map.ts';
import type { Welded } from './welded.ts';

const DIRECTIONS = 96;
const SIZE = 512;
/** How far behind what is seen a face's middle may be: pixels are not points. */
const TOLERANCE = 0.012;

/** Share of the faces that no ray of 96 directions reaches from outside. */
export function hiddenShare(mesh: Welded): number {
  const { positions, faces } = mesh;
  const count = faces.length / 3;
  const reached = new Uint8Array(count);
  for (const direction of sphereDirections(DIRECTIONS)) {
    const { depth, size, project } = depthMap(mesh, direction, SIZE);
    for (let f = 0; f < count; f++) {
      if (reached[f]) continue;
      const [a, b, c] = [faces[f * 3] * 3, faces[f * 3 + 1] * 3, faces[f * 3 + 2] * 3];
      const middle = (axis: number) => (positions[a + axis] + positions[b + axis] + positions[c + axis]) / 3;
      const [x, y, z] = project(middle(0), middle(1), middle(2));
      const [column, row] = [Math.floor(x), Math.floor(y)];
      if (column < 0 || row < 0 || column >= size || row >= size) continue;
      if (z <= depth[row * size + column] + TOLERANCE) reached[f] = 1;
    }
  }
  return count === 0 ? 0 : 1 - reached.reduce((sum, r) => sum + r, 0) / count;
}
