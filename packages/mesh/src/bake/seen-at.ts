import type { SurfaceView } from './surface-views.ts';

/** What views show of points of a surface. */
export interface Seen {
  /** `[count, 3]` */
  colours: Float32Array;
  /** `[count, 3]`, outward, not of unit length; null where the views have none. */
  normals: Float32Array | null;
  /** `[count]`: 0 where no view shows the point. */
  weights: Float32Array;
}

/** Views from so far aside (the cosine of the angle at the surface) show a point badly. */
const LEAST_FACING = 0.2;
/** What is seen may lie this far from the point, as seen from the front: what simplification moves. World units. */
const TOLERANCE = 0.02;
/** Of the four pixels around a point, at least this much must show it. */
const LEAST_SHOWN = 0.5;

/**
 * What views show at points of a surface, the mean over all that see them, by the square of how much from the front
 * they do: a texture that agrees with renders from anywhere.
 * @param positions `[count, 3]`
 * @param normals unit, outward `[count, 3]`
 */
export function seenAt(
  views: readonly SurfaceView[],
  positions: Float32Array,
  normals: Float32Array,
  onProgress: (progress: number) => void = () => {},
): Seen {
  const count = positions.length / 3;
  const weights = new Float32Array(count);
  const colours = new Float32Array(count * 3);
  const seenNormals = views[0].normals ? new Float32Array(count * 3) : null;
  const shares = new Float64Array(4);
  for (const [number, view] of views.entries()) {
    onProgress(number / views.length);
    const { size, depth, focal } = view;
    const [ex, ey, ez] = view.pose.eye;
    const [rx, ry, rz] = view.pose.right;
    const [ux, uy, uz] = view.pose.up;
    const [wx, wy, wz] = view.pose.forward;
    for (let i = 0; i < count; i++) {
      const x = positions[i * 3] - ex;
      const y = positions[i * 3 + 1] - ey;
      const z = positions[i * 3 + 2] - ez;
      const along = x * normals[i * 3] + y * normals[i * 3 + 1] + z * normals[i * 3 + 2];
      const facing = -along / Math.sqrt(x * x + y * y + z * z);
      if (facing < LEAST_FACING) continue;
      const distance = x * wx + y * wy + z * wz;
      const px = size / 2 + (focal * (x * rx + y * ry + z * rz)) / distance - 0.5;
      const py = size / 2 - (focal * (x * ux + y * uy + z * uz)) / distance - 0.5;
      const left = Math.floor(px);
      const top = Math.floor(py);
      if (left < 0 || top < 0 || left >= size - 1 || top >= size - 1) continue;
      const first = top * size + left;
      let shown = 0;
      for (let k = 0; k < 4; k++) {
        const pixel = first + (k >> 1) * size + (k & 1);
        const near = Math.abs(depth[pixel] - distance) < TOLERANCE / facing;
        shares[k] = near ? Math.abs(left + 1 - (k & 1) - px) * Math.abs(top + 1 - (k >> 1) - py) : 0;
        shown += shares[k];
      }
      if (shown < LEAST_SHOWN) continue;
      const weight = facing * facing;
      weights[i] += weight;
      for (let k = 0; k < 4; k++) {
        const share = (weight * shares[k]) / shown;
        const pixel = first + (k >> 1) * size + (k & 1);
        for (let c = 0; c < 3; c++) {
          colours[i * 3 + c] += share * view.colours[pixel * 3 + c];
          if (seenNormals && view.normals) seenNormals[i * 3 + c] += share * view.normals[pixel * 3 + c];
        }
      }
    }
  }
  for (let i = 0; i < count * 3; i++) colours[i] /= weights[Math.floor(i / 3)] || 1;
  return { colours, normals: seenNormals, weights };
}
