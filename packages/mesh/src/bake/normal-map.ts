import type { UnwrappedMesh } from '../unwrap/unwrap.ts';
import { vertexTangents } from './tangents.ts';
import { atTexels, type Texels } from './texture.ts';

/** Directions that lean more from the surface than this (the sine) are drawn back: coarse surfaces show their backs. */
const MOST_LEANING = 0.85;

/**
 * Directions at texels as a normal map has them: along tangent, bitangent and normal as interpolated there, in [0, 1].
 * @param normals of the mesh, unit `[texels, 3]`
 * @param wanted directions to show instead `[texels, 3]`, of any length
 */
export function tangentSpace(
  mesh: UnwrappedMesh,
  texels: Texels,
  normals: Float32Array,
  wanted: Float32Array,
): { tangents: Float32Array; values: Float32Array } {
  const tangents = vertexTangents(mesh);
  const across = atTexels(texels, mesh.indices, tangents, 4);
  const values = new Float32Array(wanted.length);
  for (let i = 0; i < texels.index.length; i++) {
    const [tx, ty, tz, sign] = across.subarray(i * 4, i * 4 + 4);
    const [nx, ny, nz] = normals.subarray(i * 3, i * 3 + 3);
    const [wx, wy, wz] = wanted.subarray(i * 3, i * 3 + 3);
    const side = sign < 0 ? -1 : 1;
    const [bx, by, bz] = [side * (ny * tz - nz * ty), side * (nz * tx - nx * tz), side * (nx * ty - ny * tx)];
    const x = wx * tx + wy * ty + wz * tz;
    const y = wx * bx + wy * by + wz * bz;
    const z = wx * nx + wy * ny + wz * nz;
    const length = Math.hypot(x, y, z) || 1;
    const leaning = z < 0 ? Number.POSITIVE_INFINITY : Math.hypot(x, y) / length;
    const drawn = leaning > MOST_LEANING ? MOST_LEANING / Math.hypot(x, y) : 1 / length;
    values[i * 3] = (x * drawn + 1) / 2;
    values[i * 3 + 1] = (y * drawn + 1) / 2;
    values[i * 3 + 2] = (Math.sqrt(Math.max(0, 1 - (x * x + y * y) * drawn * drawn)) + 1) / 2;
  }
  return { tangents, values };
}
