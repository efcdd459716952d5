import { type Camera, cameraPose } from '@modeseek/core';
import type { Shape } from './drawable.ts';

/** Which triangle each sample of a picture shows, and where on it. */
export interface Fragments {
  /** Pixels along an edge of the picture. */
  size: number;
  /** Samples along an edge of a pixel. */
  samples: number;
  /** `[size * samples, size * samples]`: the triangle, or -1 for none. */
  owner: Int32Array;
  /** The same and 2: weights of the triangle's first and second corner, in world space. */
  weights: Float32Array;
}

/** Of the camera's distance: what is nearer is not drawn. */
const NEAR = 1 / 64;

/**
 * Rasterises triangles with a z-buffer, both faces, with perspective-correct weights. No clipping: what
 * reaches behind the near plane is left out, which never happens to objects in the unit ball seen from outside
 * it.
 * @param samples along an edge of a pixel: 3 gives 9 to a pixel
 */
export function findFragments(
  { positions, indices }: Shape,
  camera: Camera,
  size: number,
  samples: number,
): Fragments {
  const side = size * samples;
  const { eye, right, up, forward } = cameraPose(camera);
  const focal = side / 2 / Math.tan(camera.fieldOfView / 2);
  const near = NEAR * camera.distance;
  const inverseDepth = new Float32Array(side * side);
  const owner = new Int32Array(side * side).fill(-1);
  const weights = new Float32Array(side * side * 2);
  const sx = [0, 0, 0];
  const sy = [0, 0, 0];
  const sw = [0, 0, 0];
  for (let t = 0; t < indices.length / 3; t++) {
    let visible = true;
    for (let k = 0; k < 3; k++) {
      const p = indices[t * 3 + k] * 3;
      const dx = positions[p] - eye[0];
      const dy = positions[p + 1] - eye[1];
      const dz = positions[p + 2] - eye[2];
      const depth = dx * forward[0] + dy * forward[1] + dz * forward[2];
      if (depth < near) visible = false;
      sw[k] = 1 / depth;
      sx[k] = side / 2 + focal * sw[k] * (dx * right[0] + dy * right[1] + dz * right[2]);
      sy[k] = side / 2 - focal * sw[k] * (dx * up[0] + dy * up[1] + dz * up[2]);
    }
    const area = (sx[1] - sx[0]) * (sy[2] - sy[0]) - (sx[2] - sx[0]) * (sy[1] - sy[0]);
    if (!visible || area === 0) continue;
    const left = Math.max(0, Math.ceil(Math.min(sx[0], sx[1], sx[2]) - 0.5));
    const last = Math.min(side - 1, Math.floor(Math.max(sx[0], sx[1], sx[2]) - 0.5));
    const top = Math.max(0, Math.ceil(Math.min(sy[0], sy[1], sy[2]) - 0.5));
    const bottom = Math.min(side - 1, Math.floor(Math.max(sy[0], sy[1], sy[2]) - 0.5));
    const scale = 1 / area;
    const ax = (sy[1] - sy[2]) * scale;
    const ay = (sx[2] - sx[1]) * scale;
    const bx = (sy[2] - sy[0]) * scale;
    const by = (sx[0] - sx[2]) * scale;
    for (let y = top; y <= bottom; y++) {
      const py = y + 0.5 - sy[2];
      for (let x = left; x <= last; x++) {
        const px = x + 0.5 - sx[2];
        const a = ax * px + ay * py;
        const b = bx * px + by * py;
        const c = 1 - a - b;
        if (a < 0 || b < 0 || c < 0) continue;
        const w = a * sw[0] + b * sw[1] + c * sw[2];
        const i = y * side + x;
        if (w <= inverseDepth[i]) continue;
        inverseDepth[i] = w;
        owner[i] = t;
        weights[2 * i] = (a * sw[0]) / w;
        weights[2 * i + 1] = (b * sw[1]) / w;
      }
    }
  }
  return { size, samples, owner, weights };
}
