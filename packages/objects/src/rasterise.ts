import { type Camera, cameraPose, type Images, shade, type View } from '@modeseek/core';
import type { Triangles } from './triangles.ts';

/**
 * What a camera sees of an object before any light: averaged over the samples of each pixel, so colour,
 * normal and point are premultiplied by alpha.
 */
export interface GBuffer {
  size: number;
  /** `[size, size, 3]` */
  albedo: Float32Array;
  /** `[size, size, 3]`, world space, towards the camera */
  normal: Float32Array;
  /** `[size, size, 3]`, world space: which point of the object is seen */
  point: Float32Array;
  /** `[size, size]`, in [0, 1] */
  alpha: Float32Array;
  /**
   * `[size, size]`: whose body most of the pixel shows: 1 the first object's, 2 the second's, 0 details or
   * nothing
   */
  body: Uint8Array;
}

/** Samples a pixel's side: 3 gives 9 samples a pixel. */
const SUPERSAMPLING = 3;
const NEAR = 0.05;

/**
 * Rasterises triangles with a z-buffer, both faces, perspective-correct depth, normals facing the camera. No
 * clipping: what reaches behind the near plane is left out, which never happens to objects in the unit ball
 * seen from outside it.
 */
export function rasterise(triangles: Triangles, camera: Camera, size: number): GBuffer {
  const side = size * SUPERSAMPLING;
  const { eye, right, up, forward } = cameraPose(camera);
  const focal = side / 2 / Math.tan(camera.fieldOfView / 2);
  const inverseDepth = new Float32Array(side * side);
  const owner = new Int32Array(side * side).fill(-1);
  const weights = new Float32Array(side * side * 2);
  const { positions } = triangles;
  const sx = [0, 0, 0];
  const sy = [0, 0, 0];
  const sw = [0, 0, 0];
  for (let t = 0; t < triangles.count; t++) {
    let visible = true;
    for (let k = 0; k < 3; k++) {
      const p = (t * 3 + k) * 3;
      const dx = positions[p] - eye[0];
      const dy = positions[p + 1] - eye[1];
      const dz = positions[p + 2] - eye[2];
      const depth = dx * forward[0] + dy * forward[1] + dz * forward[2];
      if (depth < NEAR) visible = false;
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
  return resolve(triangles, eye as Float32Array, size, owner, weights);
}

/** Looks up colour and normal of every sample and averages the samples of each pixel. */
function resolve(
  { positions, normals, colours, bodies, paint, paints }: Triangles,
  eye: Float32Array,
  size: number,
  owner: Int32Array,
  weights: Float32Array,
): GBuffer {
  const side = size * SUPERSAMPLING;
  const share = 1 / SUPERSAMPLING ** 2;
  const out: GBuffer = {
    size,
    albedo: new Float32Array(size * size * 3),
    normal: new Float32Array(size * size * 3),
    point: new Float32Array(size * size * 3),
    alpha: new Float32Array(size * size),
    body: new Uint8Array(size * size),
  };
  const shares = [new Uint8Array(size * size), new Uint8Array(size * size)];
  const colour = new Float32Array(3);
  for (let i = 0; i < owner.length; i++) {
    const t = owner[i];
    if (t < 0) continue;
    const a = weights[2 * i];
    const b = weights[2 * i + 1];
    const c = 1 - a - b;
    const p = t * 9;
    let nx = a * normals[p] + b * normals[p + 3] + c * normals[p + 6];
    let ny = a * normals[p + 1] + b * normals[p + 4] + c * normals[p + 7];
    let nz = a * normals[p + 2] + b * normals[p + 5] + c * normals[p + 8];
    const norm = 1 / (Math.sqrt(nx * nx + ny * ny + nz * nz) || 1);
    nx *= norm;
    ny *= norm;
    nz *= norm;
    const x = a * positions[p] + b * positions[p + 3] + c * positions[p + 6];
    const y = a * positions[p + 1] + b * positions[p + 4] + c * positions[p + 7];
    const z = a * positions[p + 2] + b * positions[p + 5] + c * positions[p + 8];
    for (let k = 0; k < 3; k++) colour[k] = colours[t * 3 + k];
    if (paint[t] > 0) paints[paint[t] - 1](x, y, z, nx, ny, nz, colour);
    const towards =
      nx * (eye[0] - positions[p]) + ny * (eye[1] - positions[p + 1]) + nz * (eye[2] - positions[p + 2]);
    const facing = towards < 0 ? -share : share;
    const pixel =
      Math.floor(Math.floor(i / side) / SUPERSAMPLING) * size + Math.floor((i % side) / SUPERSAMPLING);
    out.alpha[pixel] += share;
    for (let k = 0; k < 3; k++) out.albedo[pixel * 3 + k] += share * colour[k];
    out.normal[pixel * 3] += facing * nx;
    out.normal[pixel * 3 + 1] += facing * ny;
    out.normal[pixel * 3 + 2] += facing * nz;
    out.point[pixel * 3] += share * x;
    out.point[pixel * 3 + 1] += share * y;
    out.point[pixel * 3 + 2] += share * z;
    if (bodies[t] > 0 && bodies[t] <= 2) shares[bodies[t] - 1][pixel]++;
  }
  const half = SUPERSAMPLING ** 2 / 2;
  for (let i = 0; i < size * size; i++) out.body[i] = shares[0][i] > half ? 1 : shares[1][i] > half ? 2 : 0;
  return out;
}

/** Lights a G-buffer and lays it over the view's background: one picture `[1, size, size, 3]` in [0, 1]. */
export function shadePicture(buffer: GBuffer, view: View): Images {
  const { size, albedo, normal, alpha } = buffer;
  const data = new Float32Array(size * size * 3);
  for (let i = 0; i < size * size; i++) {
    const nx = normal[i * 3];
    const ny = normal[i * 3 + 1];
    const nz = normal[i * 3 + 2];
    const norm = 1 / (Math.hypot(nx, ny, nz) || 1);
    const brightness = shade(view, nx * norm, ny * norm, nz * norm);
    for (let k = 0; k < 3; k++) {
      const colour = view.shading === 'textureless' ? alpha[i] : albedo[i * 3 + k];
      data[i * 3 + k] = brightness * colour + (1 - alpha[i]) * view.background[k];
    }
  }
  return { data, batch: 1, height: size, width: size };
}
