import { type Camera, cameraPose } from '@modeseek/core';
import type { Drawable, SurfacePoint } from './drawable.ts';
import { type Fragments, findFragments } from './fragments.ts';

/**
 * What a camera sees of an object before any light: averaged over the samples of each pixel, so colour, normal
 * and point are premultiplied by alpha.
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
}

/** Samples along an edge of a pixel where nothing else is said: 9 to a pixel. */
export const SUPERSAMPLING = 3;

/** Draws an object, normals facing the camera. */
export function drawGBuffer(
  drawable: Drawable,
  camera: Camera,
  size: number,
  samples = SUPERSAMPLING,
): GBuffer {
  return resolve(drawable, camera, findFragments(drawable, camera, size, samples));
}

/** Looks up colour and normal of every sample and averages the samples of each pixel. */
export function resolve(
  { positions, indices, normals, look }: Drawable,
  camera: Camera,
  { size, samples, owner, weights }: Fragments,
): GBuffer {
  const { eye } = cameraPose(camera);
  const side = size * samples;
  const share = 1 / samples ** 2;
  const out: GBuffer = {
    size,
    albedo: new Float32Array(size * size * 3),
    normal: new Float32Array(size * size * 3),
    point: new Float32Array(size * size * 3),
    alpha: new Float32Array(size * size),
  };
  const at: SurfacePoint = {
    triangle: 0,
    a: 0,
    b: 0,
    position: new Float64Array(3),
    normal: new Float64Array(3),
    colour: new Float64Array(3),
  };
  const { position, normal, colour } = at;
  for (let i = 0; i < owner.length; i++) {
    const t = owner[i];
    if (t < 0) continue;
    const a = weights[2 * i];
    const b = weights[2 * i + 1];
    const c = 1 - a - b;
    const p = indices[t * 3] * 3;
    const q = indices[t * 3 + 1] * 3;
    const r = indices[t * 3 + 2] * 3;
    const nx = a * normals[p] + b * normals[q] + c * normals[r];
    const ny = a * normals[p + 1] + b * normals[q + 1] + c * normals[r + 1];
    const nz = a * normals[p + 2] + b * normals[q + 2] + c * normals[r + 2];
    const norm = 1 / (Math.sqrt(nx * nx + ny * ny + nz * nz) || 1);
    normal[0] = nx * norm;
    normal[1] = ny * norm;
    normal[2] = nz * norm;
    for (let k = 0; k < 3; k++) {
      position[k] = a * positions[p + k] + b * positions[q + k] + c * positions[r + k];
    }
    at.triangle = t;
    at.a = a;
    at.b = b;
    look(at);
    const towards =
      normal[0] * (eye[0] - positions[p]) +
      normal[1] * (eye[1] - positions[p + 1]) +
      normal[2] * (eye[2] - positions[p + 2]);
    const facing = towards < 0 ? -share : share;
    const pixel = Math.trunc(Math.trunc(i / side) / samples) * size + Math.trunc((i % side) / samples);
    out.alpha[pixel] += share;
    for (let k = 0; k < 3; k++) {
      out.albedo[pixel * 3 + k] += share * colour[k];
      out.normal[pixel * 3 + k] += facing * normal[k];
      out.point[pixel * 3 + k] += share * position[k];
    }
  }
  return out;
}
