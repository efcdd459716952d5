import { sphereDirections } from '@modeseek/core';
import type { TriangleMesh } from '@modeseek/mesh';
import { depthMap } from '@modeseek/raster';

const VIEWS = 12;
const SIZE = 160;
/** Of the mesh's extent: pits are narrower than this, */
const WIDTH = 0.12;
/** and deeper than this. */
const DEPTH = 0.06;

/**
 * Share of visible pixels, of 12 views all around, that lie in pits: deeper than a grey opening of the depth
 * (Serra 1982), which fills whatever is narrower than its window. Gaps between legs count as well.
 */
export function pitShare(mesh: TriangleMesh): number {
  const extent = extentOf(mesh);
  let [seen, inPits] = [0, 0];
  for (const direction of sphereDirections(VIEWS)) {
    const { depth, size, width } = depthMap(mesh, direction, SIZE);
    const radius = Math.round((WIDTH * extent * size) / width / 2);
    const opened = dilate(erode(depth, size, radius), size, radius);
    for (let i = 0; i < depth.length; i++) {
      if (!Number.isFinite(depth[i])) continue;
      seen++;
      if (depth[i] - opened[i] > DEPTH * extent) inPits++;
    }
  }
  return seen === 0 ? 0 : inPits / seen;
}

/** The longest edge of a mesh's box. */
export function extentOf({ positions }: Pick<TriangleMesh, 'positions'>): number {
  const edges = [0, 1, 2].map((axis) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = axis; i < positions.length; i += 3) {
      low = Math.min(low, positions[i]);
      high = Math.max(high, positions[i]);
    }
    return high - low;
  });
  return Math.max(...edges);
}

const erode = (values: Float32Array, size: number, radius: number) =>
  overWindow(values, size, radius, Math.min);
const dilate = (values: Float32Array, size: number, radius: number) =>
  overWindow(values, size, radius, Math.max);

/** The least or greatest value in the square window around each pixel, one axis after the other. */
function overWindow(
  values: Float32Array,
  size: number,
  radius: number,
  pick: (a: number, b: number) => number,
): Float32Array {
  let current = values;
  for (const stride of [1, size]) {
    const out = new Float32Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const place = Math.floor(i / stride) % size;
      let best = current[i];
      for (let d = Math.max(-radius, -place); d <= Math.min(radius, size - 1 - place); d++) {
        best = pick(best, current[i + d * stride]);
      }
      out[i] = best;
    }
    current = out;
  }
  return current;
}
