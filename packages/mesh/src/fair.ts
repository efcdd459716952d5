import { type FacesAround, facesAround } from './faces-around.ts';
import type { TriangleMesh } from './triangle-mesh.ts';

/**
 * Normals that differ by this much (the length of their difference: 34 degrees) are on two sides of an edge,
 * and leave each other alone.
 */
const NORMAL_RANGE = 0.6;
/**
 * How far vertices slide along the surface, to the middle of what is around them, in each pass: that keeps
 * triangles from folding over.
 */
const SLIDE = 0.5;
/** Passes of a round. Many over the normals let a wall become flat across all of its lumps; before they drift away from what vertices can follow, the next round
 * takes them from the vertices again. */
const NORMAL_PASSES = 20;
const VERTEX_PASSES = 10;

export interface FairOptions {
  /** y of a flat base: vertices that are exactly there stay there, and no others come there or below. */
  floor?: number;
  onProgress?: (progress: number) => void;
}

/**
 * Makes a closed mesh smooth, and leaves its edges sharp: the normals of the triangles are averaged with
 * those around them that are alike (bilateral normal filtering, Zheng et al. 2011), and the vertices moved to
 * where the triangles have such normals (Sun et al. 2007). A lumpy wall becomes flat, a lumpy ball round;
 * what bends much from triangle to triangle, as thin bars do, stays as it is.
 * @returns new positions `[vertices, 3]`
 */
export function fairPositions(
  mesh: TriangleMesh,
  rounds: number,
  { floor, onProgress }: FairOptions = {},
): Float32Array {
  const { indices } = mesh;
  const positions = mesh.positions.slice();
  if (rounds === 0) return positions;
  const around = facesAround(indices, positions.length / 3);
  const neighbours = neighboursOf(indices, around);
  let [normals, scratch] = [new Float32Array(indices.length), new Float32Array(indices.length)];
  const areas = new Float32Array(indices.length / 3);
  const centroids = new Float32Array(indices.length);
  for (let round = 0; round < rounds; round++) {
    takeNormals({ positions, indices }, normals, areas);
    for (let pass = 0; pass < NORMAL_PASSES; pass++) {
      filterNormals(neighbours, areas, normals, scratch);
      [normals, scratch] = [scratch, normals];
    }
    for (let pass = 0; pass < VERTEX_PASSES; pass++) {
      moveVertices(indices, around, normals, positions, floor, centroids);
    }
    onProgress?.((round + 1) / rounds);
  }
  return positions;
}

/**
 * The triangles that share a vertex with each, itself among them: of triangle f, `near` from `first[f]` to
 * `first[f + 1]`, each its number times four plus how many vertices are shared.
 */
interface Neighbours {
  first: Uint32Array;
  near: Uint32Array;
}

function neighboursOf(indices: Uint32Array, around: FacesAround): Neighbours {
  const faces = indices.length / 3;
  const first = new Uint32Array(faces + 1);
  const shared = new Uint8Array(faces);
  let near = new Uint32Array(faces * 14);
  for (let f = 0; f < faces; f++) {
    const begin = first[f];
    let end = begin;
    for (let k = f * 3; k < f * 3 + 3; k++) {
      const v = indices[k];
      const last = around.first[v + 1];
      if (near.length < end + last - around.first[v]) near = grown(near);
      for (let i = around.first[v]; i < last; i++) {
        if (shared[around.faces[i]]++ === 0) near[end++] = around.faces[i];
      }
    }
    for (let i = begin; i < end; i++) {
      const g = near[i];
      near[i] = g * 4 + shared[g];
      shared[g] = 0;
    }
    first[f + 1] = end;
  }
  return { first, near };
}

function grown(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(values.length * 1.5 + 64);
  more.set(values);
  return more;
}

function filterNormals(
  { first, near }: Neighbours,
  areas: Float32Array,
  from: Float32Array,
  to: Float32Array,
): void {
  const scale = 1 / (NORMAL_RANGE * NORMAL_RANGE);
  for (let f = 0; f < areas.length; f++) {
    const x = from[f * 3];
    const y = from[f * 3 + 1];
    const z = from[f * 3 + 2];
    let sx = 0;
    let sy = 0;
    let sz = 0;
    const end = first[f + 1];
    for (let i = first[f]; i < end; i++) {
      const g = near[i] >> 2;
      const nx = from[g * 3];
      const ny = from[g * 3 + 1];
      const nz = from[g * 3 + 2];
      const apart = (nx - x) * (nx - x) + (ny - y) * (ny - y) + (nz - z) * (nz - z);
      // Tukey's biweight: much like a Gaussian, but it ends.
      const alike = 1 - apart * scale;
      if (alike <= 0) continue;
      const weight = (near[i] & 3) * areas[g] * alike * alike;
      sx += weight * nx;
      sy += weight * ny;
      sz += weight * nz;
    }
    const length = Math.sqrt(sx * sx + sy * sy + sz * sz) || 1;
    to[f * 3] = sx / length;
    to[f * 3 + 1] = sy / length;
    to[f * 3 + 2] = sz / length;
  }
}

/**
 * Each vertex by the mean of its offsets to the planes of the triangles around it, which go through their
 * centroids.
 * @param centroids room for those
 */
function moveVertices(
  indices: Uint32Array,
  { first, faces }: FacesAround,
  normals: Float32Array,
  positions: Float32Array,
  floor: number | undefined,
  centroids: Float32Array,
): void {
  for (let f = 0; f < indices.length; f += 3) {
    const a = indices[f] * 3;
    const b = indices[f + 1] * 3;
    const c = indices[f + 2] * 3;
    centroids[f] = (positions[a] + positions[b] + positions[c]) / 3;
    centroids[f + 1] = (positions[a + 1] + positions[b + 1] + positions[c + 1]) / 3;
    centroids[f + 2] = (positions[a + 2] + positions[b + 2] + positions[c + 2]) / 3;
  }
  for (let v = 0; v < first.length - 1; v++) {
    const begin = first[v];
    const end = first[v + 1];
    if (begin === end) continue;
    const x = positions[v * 3];
    const y = positions[v * 3 + 1];
    const z = positions[v * 3 + 2];
    // To the planes.
    let px = 0;
    let py = 0;
    let pz = 0;
    // To the middle of the centroids.
    let mx = 0;
    let my = 0;
    let mz = 0;
    // The normals' sum.
    let sx = 0;
    let sy = 0;
    let sz = 0;
    for (let i = begin; i < end; i++) {
      const f = faces[i] * 3;
      const nx = normals[f];
      const ny = normals[f + 1];
      const nz = normals[f + 2];
      const dx = centroids[f] - x;
      const dy = centroids[f + 1] - y;
      const dz = centroids[f + 2] - z;
      const offset = nx * dx + ny * dy + nz * dz;
      px += offset * nx;
      py += offset * ny;
      pz += offset * nz;
      mx += dx;
      my += dy;
      mz += dz;
      sx += nx;
      sy += ny;
      sz += nz;
    }
    const outwards = (mx * sx + my * sy + mz * sz) / (sx * sx + sy * sy + sz * sz || 1);
    const count = end - begin;
    positions[v * 3] = x + (px + SLIDE * (mx - outwards * sx)) / count;
    const up = (py + SLIDE * (my - outwards * sy)) / count;
    if (floor === undefined || (y !== floor && y + up > floor)) positions[v * 3 + 1] = y + up;
    positions[v * 3 + 2] = z + (pz + SLIDE * (mz - outwards * sz)) / count;
  }
}

/** Unit normals `[triangles, 3]`, zero where a triangle has no area, and areas. */
function takeNormals(
  { positions: p, indices }: TriangleMesh,
  normals: Float32Array,
  areas: Float32Array,
): void {
  for (let f = 0; f < indices.length; f += 3) {
    const [a, b, c] = [indices[f] * 3, indices[f + 1] * 3, indices[f + 2] * 3];
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
    const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const length = Math.sqrt(x * x + y * y + z * z);
    areas[f / 3] = length / 2;
    normals[f] = x / (length || 1);
    normals[f + 1] = y / (length || 1);
    normals[f + 2] = z / (length || 1);
  }
}
