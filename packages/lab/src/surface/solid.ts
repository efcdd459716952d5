import {
  createGrid,
  type DensityGrid,
  keepLargeComponents,
  marchingCubes,
  neighbourSteps,
  simplify,
  type TriangleMesh,
  vertexNormals,
} from '@modeseek/mesh';
import type { Triangles } from '@modeseek/objects';

/** Cells along the edge of the cube, for meshes. */
const RESOLUTION = 176;
/** Cells around a triangle whose distance to it is worked out. */
const BAND = 3;
/** What a cell of distance is as a density: so little that what is empty takes no light on its way in. */
const PER_CELL = 1e-5;

/** The outside of a soup of triangles as one closed mesh; see `solidGrid`. */
export function solidOf(triangles: Pick<Triangles, 'count' | 'positions'>): TriangleMesh {
  const { level, ...grid } = solidGrid(triangles, RESOLUTION);
  const { positions, indices } = marchingCubes(grid, level);
  return { positions, indices };
}

/**
 * What is inside of a soup of triangles, as what is inside of a field would be: parts that reach into each
 * other are one, nothing is hollow, and sheets are almost as thick as two grid cells. What no path from
 * outside reaches is solid, and what the mesher takes for inside; distances to the triangles are the grid
 * that marching cubes takes.
 * @param resolution cells along the edge of the cube
 */
export function solidGrid(
  triangles: Pick<Triangles, 'count' | 'positions'>,
  resolution: number,
): DensityGrid & { level: number } {
  const grid = createGrid(resolution);
  const { size, spacing, density } = grid;
  const distance = distances(triangles, size, spacing);
  // Half of a cell's diagonal: sheets that thick have no holes, however they lie.
  const shell = 0.87 * spacing;
  const outside = new Uint8Array(density.length);
  const stack = [0];
  outside[0] = 1;
  while (stack.length > 0) {
    const index = stack.pop()!;
    for (const step of neighbourSteps(grid)) {
      const next = index + step;
      if (next < 0 || next >= density.length || outside[next] || distance[next] <= shell) continue;
      outside[next] = 1;
      stack.push(next);
    }
  }
  for (let i = 0; i < density.length; i++) {
    const inwards = outside[i] || distance[i] <= shell ? shell - distance[i] : shell + distance[i];
    density[i] = PER_CELL * Math.max(0, inwards / spacing + BAND);
  }
  const level = PER_CELL * BAND;
  return { ...keepLargeComponents(grid, level, 0).grid, level };
}

/** The same with at most so many triangles. */
export async function simpleSolidOf(
  triangles: Pick<Triangles, 'count' | 'positions'>,
  maxTriangles: number,
): Promise<TriangleMesh> {
  const mesh = solidOf(triangles);
  return simplify({ ...mesh, normals: vertexNormals(mesh) }, maxTriangles);
}

/**
 * Distance of each grid sample to the nearest triangle, where that is within the band; the band's width
 * elsewhere.
 */
function distances(
  { count, positions }: Pick<Triangles, 'count' | 'positions'>,
  size: number,
  spacing: number,
): Float32Array {
  const reach = BAND * spacing;
  const out = new Float32Array(size ** 3).fill(reach);
  const cell = (x: number) => Math.min(size - 1, Math.max(0, (x + 1) / spacing));
  for (let t = 0; t < count; t++) {
    const corners = positions.subarray(t * 9, t * 9 + 9);
    const ends = [0, 1, 2].map((axis) => {
      const along = [corners[axis], corners[axis + 3], corners[axis + 6]];
      return [Math.ceil(cell(Math.min(...along) - reach)), Math.floor(cell(Math.max(...along) + reach))];
    });
    for (let z = ends[2][0]; z <= ends[2][1]; z++) {
      for (let y = ends[1][0]; y <= ends[1][1]; y++) {
        for (let x = ends[0][0]; x <= ends[0][1]; x++) {
          const index = (z * size + y) * size + x;
          const d = distanceTo(corners, x * spacing - 1, y * spacing - 1, z * spacing - 1);
          if (d < out[index]) out[index] = d;
        }
      }
    }
  }
  return out;
}

/** Distance of a point to a triangle (Ericson, Real-Time Collision Detection, section 5.1.5). */
export function distanceTo(t: Float32Array, px: number, py: number, pz: number): number {
  const [abx, aby, abz] = [t[3] - t[0], t[4] - t[1], t[5] - t[2]];
  const [acx, acy, acz] = [t[6] - t[0], t[7] - t[1], t[8] - t[2]];
  const [apx, apy, apz] = [px - t[0], py - t[1], pz - t[2]];
  const d1 = abx * apx + aby * apy + abz * apz;
  const d2 = acx * apx + acy * apy + acz * apz;
  const to = (v: number, w: number) =>
    Math.hypot(apx - v * abx - w * acx, apy - v * aby - w * acy, apz - v * abz - w * acz);
  if (d1 <= 0 && d2 <= 0) return to(0, 0);
  const [bpx, bpy, bpz] = [px - t[3], py - t[4], pz - t[5]];
  const d3 = abx * bpx + aby * bpy + abz * bpz;
  const d4 = acx * bpx + acy * bpy + acz * bpz;
  if (d3 >= 0 && d4 <= d3) return to(1, 0);
  const vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) return to(d1 / (d1 - d3), 0);
  const [cpx, cpy, cpz] = [px - t[6], py - t[7], pz - t[8]];
  const d5 = abx * cpx + aby * cpy + abz * cpz;
  const d6 = acx * cpx + acy * cpy + acz * cpz;
  if (d6 >= 0 && d5 <= d6) return to(0, 1);
  const vb = d5 * d2 - d1 * d6;
  if (vb <= 0 && d2 >= 0 && d6 <= 0) return to(0, d2 / (d2 - d6));
  const va = d3 * d6 - d5 * d4;
  if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
    const w = (d4 - d3) / (d4 - d3 + (d5 - d6));
    return to(1 - w, w);
  }
  const sum = va + vb + vc;
  return to(vb / sum, vc / sum);
}
