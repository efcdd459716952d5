import type { Shape } from './drawable.ts';

/** What parallel rays along one direction meet first. */
export interface DepthMap {
  /** Pixels along an edge. */
  size: number;
  /** Edge of the picture, world units. */
  width: number;
  /** `[size, size]`, distances along the direction from the frame's centre; infinite where there is nothing. */
  depth: Float32Array;
  /** The same: the triangle that is met, or -1. */
  owner: Int32Array;
  /** Pixel coordinates and depth of a point. */
  project(x: number, y: number, z: number): [number, number, number];
}

/** What a depth map shows. */
export interface Frame {
  centre: readonly [number, number, number];
  /** Edge of the picture, world units. */
  width: number;
}

/** All of the cube [-1, 1]³, where objects are, but its corners. */
export const UNIT_FRAME: Frame = { centre: [0, 0, 0], width: 2.2 };

/** Depth of a shape seen along `direction`, a unit vector, both faces, at `size` by `size` pixels. */
export function depthMap(
  { positions, indices }: Shape,
  [dx, dy, dz]: readonly [number, number, number],
  size: number,
  { centre, width }: Frame = UNIT_FRAME,
): DepthMap {
  // Two axes across the direction.
  const flat = Math.hypot(dx, dz);
  const [ux, uy, uz] = flat > 1e-6 ? [dz / flat, 0, -dx / flat] : [1, 0, 0];
  const [vx, vy, vz] = [dy * uz - dz * uy, dz * ux - dx * uz, dx * uy - dy * ux];
  const scale = size / width;
  const [mx, my, mz] = centre;
  const project = (px: number, py: number, pz: number): [number, number, number] => {
    const [x, y, z] = [px - mx, py - my, pz - mz];
    return [
      size / 2 + scale * (x * ux + y * uy + z * uz),
      size / 2 + scale * (x * vx + y * vy + z * vz),
      x * dx + y * dy + z * dz,
    ];
  };
  const depth = new Float32Array(size * size).fill(Number.POSITIVE_INFINITY);
  const owner = new Int32Array(size * size).fill(-1);
  const [px, py, pz] = [0, 1, 2].map(() => new Float32Array(positions.length / 3));
  for (let v = 0; v < px.length; v++) {
    [px[v], py[v], pz[v]] = project(positions[v * 3], positions[v * 3 + 1], positions[v * 3 + 2]);
  }
  for (let f = 0; f < indices.length; f += 3) {
    const [a, b, c] = [indices[f], indices[f + 1], indices[f + 2]];
    const area = (px[b] - px[a]) * (py[c] - py[a]) - (px[c] - px[a]) * (py[b] - py[a]);
    if (area === 0) continue;
    const x0 = Math.max(0, Math.ceil(Math.min(px[a], px[b], px[c]) - 0.5));
    const x1 = Math.min(size - 1, Math.floor(Math.max(px[a], px[b], px[c]) - 0.5));
    const y0 = Math.max(0, Math.ceil(Math.min(py[a], py[b], py[c]) - 0.5));
    const y1 = Math.min(size - 1, Math.floor(Math.max(py[a], py[b], py[c]) - 0.5));
    // Weights of the second and third corner, and depth, are linear in x and y.
    const bx = (py[c] - py[a]) / area;
    const by = (px[a] - px[c]) / area;
    const cx = (py[a] - py[b]) / area;
    const cy = (px[b] - px[a]) / area;
    const zb = pz[b] - pz[a];
    const zc = pz[c] - pz[a];
    for (let y = y0; y <= y1; y++) {
      const qy = y + 0.5 - py[a];
      for (let x = x0; x <= x1; x++) {
        const qx = x + 0.5 - px[a];
        const wb = bx * qx + by * qy;
        const wc = cx * qx + cy * qy;
        if (wb < 0 || wc < 0 || wb + wc > 1) continue;
        const z = pz[a] + wb * zb + wc * zc;
        const i = y * size + x;
        if (z >= depth[i]) continue;
        depth[i] = z;
        owner[i] = f / 3;
      }
    }
  }
  return { size, width, depth, owner, project };
}
