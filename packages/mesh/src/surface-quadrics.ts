import { extentOf } from './intersections.ts';
import { Quadrics } from './quadric.ts';
import type { ShadedMesh } from './triangle-mesh.ts';

/**
 * What a unit of difference in a normal and in a colour counts, against a distance of the mesh's extent.
 */
const NORMAL_WEIGHT = 0.02;
const COLOUR_WEIGHT = 0.2;
/** What leaving the floor counts, against leaving a triangle's plane. */
const FLOOR_WEIGHT = 1000;

/**
 * The quadrics of a mesh's vertices: a third of each of their triangles'. Attributes are the normal and, where
 * there is one, the colour.
 * @param floor y of vertices that are to stay there
 */
export function surfaceQuadrics(mesh: ShadedMesh, floor?: number): Quadrics {
  const { positions: p, indices, normals, colours } = mesh;
  const extent = extentOf(p);
  const sources = colours ? [normals, colours] : [normals];
  const weights = [NORMAL_WEIGHT, COLOUR_WEIGHT].slice(0, sources.length);
  const quadrics = new Quadrics(
    p.length / 3,
    weights.flatMap((weight) => [weight * extent, weight * extent, weight * extent]),
  );
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [indices[t] * 3, indices[t + 1] * 3, indices[t + 2] * 3];
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const square = nx * nx + ny * ny + nz * nz;
    if (!(square > 0)) continue;
    const length = Math.sqrt(square);
    const weight = length / 6;
    const [x, y, z] = [nx / length, ny / length, nz / length];
    const offset = x * p[a] + y * p[a + 1] + z * p[a + 2];
    for (let k = 0; k < 3; k++) {
      const vertex = indices[t + k];
      quadrics.addPlane(vertex, x, y, z, offset, weight);
      quadrics.addPoint(vertex, p[vertex * 3], p[vertex * 3 + 1], p[vertex * 3 + 2], weight);
      if (p[vertex * 3 + 1] === floor) quadrics.addPlane(vertex, 0, 1, 0, floor, FLOOR_WEIGHT * weight);
    }
    sources.forEach((values, source) => {
      for (let k = 0; k < 3; k++) {
        const at = values[a + k];
        const du = (values[b + k] - at) / square;
        const dv = (values[c + k] - at) / square;
        // The gradient in the plane: du (v x n) + dv (n x u).
        const gx = du * (vy * nz - vz * ny) + dv * (ny * uz - nz * uy);
        const gy = du * (vz * nx - vx * nz) + dv * (nz * ux - nx * uz);
        const gz = du * (vx * ny - vy * nx) + dv * (nx * uy - ny * ux);
        const start = at - (gx * p[a] + gy * p[a + 1] + gz * p[a + 2]);
        for (let corner = 0; corner < 3; corner++) {
          quadrics.addAttribute(indices[t + corner], source * 3 + k, gx, gy, gz, start, weight);
        }
      }
    });
  }
  return quadrics;
}
