import type { Camera } from '@modeseek/core';
import {
  type Drawable,
  type Fragments,
  findFragments,
  type GBuffer,
  resolve,
  SUPERSAMPLING,
  soupShape,
} from '@modeseek/raster';
import type { Triangles } from './triangles.ts';

/** What a camera sees of objects of the library. */
export interface ObjectBuffer extends GBuffer {
  /**
   * `[size, size]`: whose body most of the pixel shows: 1 the first object's, 2 the second's, 0 details or
   * nothing
   */
  body: Uint8Array;
}

/** Draws triangles with their paints, both faces, normals facing the camera, nine samples a pixel. */
export function rasterise(triangles: Triangles, camera: Camera, size: number): ObjectBuffer {
  const drawable = painted(triangles);
  const fragments = findFragments(drawable, camera, size, SUPERSAMPLING);
  return { ...resolve(drawable, camera, fragments), body: bodiesSeen(triangles.bodies, fragments) };
}

/** Triangles as the rasteriser takes them, flat colours with paints over them. */
export function painted({ positions, normals, colours, paint, paints }: Triangles): Drawable {
  const rgb = new Float32Array(3);
  return {
    ...soupShape(positions),
    normals,
    look({ triangle, position: p, normal: n, colour }) {
      for (let k = 0; k < 3; k++) rgb[k] = colours[triangle * 3 + k];
      if (paint[triangle] > 0) paints[paint[triangle] - 1](p[0], p[1], p[2], n[0], n[1], n[2], rgb);
      for (let k = 0; k < 3; k++) colour[k] = rgb[k];
    },
  };
}

/** Whose body most samples of each pixel show. */
function bodiesSeen(bodies: Uint8Array, { size, samples, owner }: Fragments): Uint8Array {
  const side = size * samples;
  const counts = [new Uint8Array(size * size), new Uint8Array(size * size)];
  for (let i = 0; i < owner.length; i++) {
    const body = owner[i] < 0 ? 0 : bodies[owner[i]];
    if (body === 0 || body > 2) continue;
    counts[body - 1][Math.floor(Math.floor(i / side) / samples) * size + Math.floor((i % side) / samples)]++;
  }
  const half = samples ** 2 / 2;
  return Uint8Array.from(counts[0], (count, i) => (count > half ? 1 : counts[1][i] > half ? 2 : 0));
}
