import { ALL_PIXELS, cameraRays, type Lattice, latticeSize, type View } from '@modeseek/core';

/** Rays to render, and the view that lights each and lies behind it. */
export interface RayBundle {
  count: number;
  /** `[count, 3]`, world units. */
  origins: Float32Array;
  /** `[count, 3]`, unit length. */
  directions: Float32Array;
  views: readonly View[];
  /** `[count]`, index into `views`. */
  viewOfRay: Uint16Array;
}

/**
 * The rays of all views, `[views, height, width]` in row-major order, or those of a lattice of the pixels.
 */
export function viewRays(
  views: readonly View[],
  height: number,
  width: number,
  lattice: Lattice = ALL_PIXELS,
): RayBundle {
  const rows = latticeSize(lattice, height, width);
  const size = rows.height * rows.width;
  const count = views.length * size;
  const origins = new Float32Array(count * 3);
  const directions = new Float32Array(count * 3);
  const viewOfRay = new Uint16Array(count);
  views.forEach(({ camera }, index) => {
    const rays = cameraRays(camera, height, width, lattice);
    origins.set(rays.origins, index * size * 3);
    directions.set(rays.directions, index * size * 3);
    viewOfRay.fill(index, index * size, (index + 1) * size);
  });
  return { count, origins, directions, views, viewOfRay };
}

/** The rays from `begin` up to `end`, sharing memory. */
export function rayRange(rays: RayBundle, begin: number, end: number): RayBundle {
  return {
    count: end - begin,
    origins: rays.origins.subarray(begin * 3, end * 3),
    directions: rays.directions.subarray(begin * 3, end * 3),
    views: rays.views,
    viewOfRay: rays.viewOfRay.subarray(begin, end),
  };
}

/**
 * Where a ray from `(ox, oy, oz)` along `(dx, dy, dz)` is inside the cube [-1, 1]^3 (the slab method, Kay and
 * Kajiya 1986): writes the distances of entry, at least 0, and exit to `out`, and says whether it meets the
 * cube at all.
 */
export function intersectCube(
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
  out: [number, number],
): boolean {
  let near = 0;
  let far = Number.POSITIVE_INFINITY;
  const slab = (o: number, d: number) => {
    if (d === 0) {
      if (Math.abs(o) > 1) far = -1;
      return;
    }
    const a = (-1 - o) / d;
    const b = (1 - o) / d;
    near = Math.max(near, Math.min(a, b));
    far = Math.min(far, Math.max(a, b));
  };
  slab(ox, dx);
  slab(oy, dy);
  slab(oz, dz);
  out[0] = near;
  out[1] = far;
  return near < far;
}
