import { type Rng, sphereDirections } from '@modeseek/core';
import type { TriangleMesh } from '@modeseek/mesh';
import { depthMap } from '@modeseek/raster';
import { faceNormals } from './bend.ts';
import { extentOf } from './pits.ts';

/** Points on a surface, evenly by area, with the normals of their faces. */
export interface SurfaceSamples {
  /** `[count, 3]` each. */
  points: Float32Array;
  normals: Float32Array;
}

const DIRECTIONS = 96;
const SIZE = 512;
/** How far behind what is seen a point may be: pixels are not points. */
const TOLERANCE = 0.006;

/** About `count` points of what can be seen of a mesh from outside. */
export function sampleVisible(mesh: TriangleMesh, count: number, rng: Rng): SurfaceSamples {
  const all = sampleSurface(mesh, count, rng);
  const seen = new Uint8Array(count);
  for (const direction of sphereDirections(DIRECTIONS)) {
    const { behind } = depthMap(mesh, direction, SIZE);
    for (let i = 0; i < count; i++) {
      if (seen[i]) continue;
      const past = behind(all.points[i * 3], all.points[i * 3 + 1], all.points[i * 3 + 2]);
      if (past <= TOLERANCE) seen[i] = 1;
    }
  }
  const keep = (values: Float32Array) => values.filter((_, i) => seen[Math.floor(i / 3)] === 1);
  return { points: keep(all.points), normals: keep(all.normals) };
}

function sampleSurface(mesh: TriangleMesh, count: number, rng: Rng): SurfaceSamples {
  const { positions, indices } = mesh;
  const faceNormal = faceNormals(mesh);
  const sums = new Float64Array(indices.length / 3);
  let total = 0;
  for (let f = 0; f < sums.length; f++) {
    const [a, b, c] = [0, 1, 2].map((k) =>
      positions.subarray(indices[f * 3 + k] * 3, indices[f * 3 + k] * 3 + 3),
    );
    const [ux, uy, uz, vx, vy, vz] = [
      b[0] - a[0],
      b[1] - a[1],
      b[2] - a[2],
      c[0] - a[0],
      c[1] - a[1],
      c[2] - a[2],
    ];
    total += Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
    sums[f] = total;
  }
  const points = new Float32Array(count * 3);
  const normals = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    // Stratified: each face gets its share.
    const wanted = ((i + rng.uniform()) / count) * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    const root = Math.sqrt(rng.uniform());
    const second = rng.uniform() * root;
    const weights = [1 - root, root - second, second];
    for (let axis = 0; axis < 3; axis++) {
      points[i * 3 + axis] = weights.reduce(
        (sum, w, k) => sum + w * positions[indices[low * 3 + k] * 3 + axis],
        0,
      );
      normals[i * 3 + axis] = faceNormal[low * 3 + axis];
    }
  }
  return { points, normals };
}

/**
 * How far two surfaces are apart. Chamfer distance: the mean distance of a point of one to the nearest of the
 * other, both ways, by the longest edge of the second's box. Normal consistency: the mean |cosine| between
 * their normals there.
 */
export function compareSurfaces(a: SurfaceSamples, b: SurfaceSamples) {
  const [forth, back] = [nearest(a, b), nearest(b, a)];
  return {
    chamfer: (forth.distance + back.distance) / 2 / extentOf({ positions: b.points }),
    normalConsistency: (forth.cosine + back.cosine) / 2,
  };
}

/** Edge of the cells that points are sorted into. */
const CELL = 0.04;

/**
 * Of so many points the nearest is looked for, among all of the other surface's: the more those are, the less
 * their gaps count.
 */
const QUERIES = 4000;

/** Means over some points of `from`, of what is nearest in `to`. */
function nearest(from: SurfaceSamples, to: SurfaceSamples): { distance: number; cosine: number } {
  const cells = new Map<string, number[]>();
  const cellOf = (points: Float32Array, i: number) =>
    [0, 1, 2].map((axis) => Math.floor(points[i * 3 + axis] / CELL));
  const count = to.points.length / 3;
  for (let i = 0; i < count; i++) {
    const key = cellOf(to.points, i).join(' ');
    const list = cells.get(key);
    if (list) list.push(i);
    else cells.set(key, [i]);
  }
  let [distances, cosines] = [0, 0];
  const every = Math.max(1, Math.floor(from.points.length / 3 / QUERIES));
  let queries = 0;
  for (let i = 0; i < from.points.length / 3; i += every) {
    queries++;
    const [x, y, z] = from.points.subarray(i * 3, i * 3 + 3);
    const [cx, cy, cz] = cellOf(from.points, i);
    let [best, at] = [Number.POSITIVE_INFINITY, -1];
    // Once something is found, one ring of cells more: it may be nearer.
    for (let ring = 0, left = Number.POSITIVE_INFINITY; ring < 100 && left > 0; ring++) {
      for (let dz = -ring; dz <= ring; dz++) {
        for (let dy = -ring; dy <= ring; dy++) {
          for (let dx = -ring; dx <= ring; dx++) {
            if (Math.max(Math.abs(dx), Math.abs(dy), Math.abs(dz)) !== ring) continue;
            for (const j of cells.get(`${cx + dx} ${cy + dy} ${cz + dz}`) ?? []) {
              const d = Math.hypot(x - to.points[j * 3], y - to.points[j * 3 + 1], z - to.points[j * 3 + 2]);
              if (d < best) [best, at] = [d, j];
            }
          }
        }
      }
      left = at < 0 ? Number.POSITIVE_INFINITY : Math.ceil(best / CELL) - ring;
    }
    distances += best;
    let cosine = 0;
    for (let axis = 0; axis < 3; axis++) cosine += from.normals[i * 3 + axis] * to.normals[at * 3 + axis];
    cosines += Math.abs(cosine);
  }
  return { distance: distances / queries, cosine: cosines / queries };
}
