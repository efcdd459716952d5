import { sphereDirections } from '@modeseek/core';
import { depthMap } from '@modeseek/raster';
import { boxOf, middleOf } from '../box.ts';
import type { TriangleMesh } from '../triangle-mesh.ts';

const DIRECTIONS = 96;
/** Without a common divisor: directions that follow each other are far apart. */
const STRIDE = 37;
const SIZE = 256;
/** How far behind what is seen the middle of a triangle that is smaller than a pixel may be, in pixels. */
const TOLERANCE = 1.5;

/**
 * Which triangles cannot be seen from outside: in none of 96 pictures from all around, along parallel rays, does
 * a pixel show one, or is the middle of one that is smaller than a pixel what is seen there.
 * @returns 1 for each that cannot
 */
export function hiddenTriangles(mesh: TriangleMesh): Uint8Array {
  const { positions, indices } = mesh;
  const hidden = new Uint8Array(indices.length / 3).fill(1);
  if (hidden.length === 0) return hidden;
  const centre = middleOf(boxOf(positions));
  const frame = { centre, width: 2.02 * reachOf(positions, centre) };
  const pixel = frame.width / SIZE;
  let left = hidden.length;
  const see = (triangle: number) => {
    left -= hidden[triangle];
    hidden[triangle] = 0;
  };
  const small = smallerThan(mesh, pixel * pixel);
  const directions = sphereDirections(DIRECTIONS);
  for (let i = 0; i < DIRECTIONS && left > 0; i++) {
    const { depth, owner, project } = depthMap(mesh, directions[(i * STRIDE) % DIRECTIONS], SIZE, frame);
    for (const triangle of owner) if (triangle >= 0) see(triangle);
    for (const t of small) {
      if (hidden[t] === 0) continue;
      const [a, b, c] = [indices[t * 3] * 3, indices[t * 3 + 1] * 3, indices[t * 3 + 2] * 3];
      const middle = (axis: number) => (positions[a + axis] + positions[b + axis] + positions[c + axis]) / 3;
      const [x, y, z] = project(middle(0), middle(1), middle(2));
      if (z <= depth[Math.floor(y) * SIZE + Math.floor(x)] + TOLERANCE * pixel) see(t);
    }
  }
  return hidden;
}

/** Distance of the farthest point from a centre. */
function reachOf(positions: Float32Array, [x, y, z]: readonly [number, number, number]): number {
  let most = 0;
  for (let i = 0; i < positions.length; i += 3) {
    most = Math.max(
      most,
      (positions[i] - x) ** 2 + (positions[i + 1] - y) ** 2 + (positions[i + 2] - z) ** 2,
    );
  }
  return Math.sqrt(most);
}

/** Triangles whose area is less than so much. */
function smallerThan({ positions, indices }: TriangleMesh, area: number): number[] {
  const small: number[] = [];
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [indices[t] * 3, indices[t + 1] * 3, indices[t + 2] * 3];
    const edge = (to: number, k: number) => positions[to + k] - positions[a + k];
    const nx = edge(b, 1) * edge(c, 2) - edge(b, 2) * edge(c, 1);
    const ny = edge(b, 2) * edge(c, 0) - edge(b, 0) * edge(c, 2);
    const nz = edge(b, 0) * edge(c, 1) - edge(b, 1) * edge(c, 0);
    if (nx * nx + ny * ny + nz * nz < (2 * area) ** 2) small.push(t / 3);
  }
  return small;
}
