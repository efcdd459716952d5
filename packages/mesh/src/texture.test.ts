import { expect, test } from '@jest/globals';
import { sampleDensity } from './density-grid.ts';
import { fieldOf, sphere } from './fields.fixture.ts';
import { marchingCubes } from './marching-cubes.ts';
import { simplify } from './simplify.ts';
import { coveredTexels, paintTexture } from './texture.ts';
import { vertexNormals } from './triangle-mesh.ts';
import { unwrap } from './unwrap.ts';

const SIZE = 512;

test('an unwrapped sphere has an atlas without overlaps, and texels that know their place on it', async () => {
  const { grid } = await sampleDensity(fieldOf(sphere(0.6)), 32, 0.1);
  const surface = marchingCubes(grid, 25);
  const mesh = simplify({ ...surface, normals: vertexNormals(surface) }, 1000);
  const unwrapped = await unwrap(mesh, SIZE);
  const { uvs, indices } = unwrapped;
  expect(indices.length).toBe(mesh.indices.length);
  expect(uvs.every((uv) => uv >= 0 && uv <= 1)).toBe(true);
  let area = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => uvs.subarray(indices[t + k] * 2, indices[t + k] * 2 + 2));
    area += Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / 2;
  }
  const texels = coveredTexels(unwrapped, SIZE);
  // Where triangles overlapped, they would cover fewer texels than their areas add up to.
  expect(area).toBeGreaterThan(0.4);
  expect(Math.abs(texels.index.length / (area * SIZE * SIZE) - 1)).toBeLessThan(0.03);
  let offset = 0;
  let length = 0;
  let cosine = 1;
  for (let i = 0; i < texels.index.length * 3; i += 3) {
    const [x, y, z] = texels.positions.subarray(i, i + 3);
    const [nx, ny, nz] = texels.normals.subarray(i, i + 3);
    offset = Math.max(offset, Math.abs(Math.hypot(x, y, z) - 0.6));
    length = Math.max(length, Math.abs(Math.hypot(nx, ny, nz) - 1));
    cosine = Math.min(cosine, (x * nx + y * ny + z * nz) / 0.6);
  }
  expect(offset).toBeLessThan(0.02);
  expect(length).toBeLessThan(1e-5);
  expect(cosine).toBeGreaterThan(0.95);
});

test('gutters continue the nearest colours, the rest is the mean', () => {
  // Two texels, red at (2, 2) and blue at (13, 13) of 16.
  const index = Uint32Array.of(2 * 16 + 2, 13 * 16 + 13);
  const { data } = paintTexture(index, Float32Array.of(1, 0, 0, 0, 0, 1), 16, 3);
  const at = (x: number, y: number) => [...data.subarray((y * 16 + x) * 3, (y * 16 + x) * 3 + 3)];
  expect(at(2, 2)).toEqual([1, 0, 0]);
  expect(at(5, 0)).toEqual([1, 0, 0]);
  expect(at(10, 15)).toEqual([0, 0, 1]);
  expect(at(6, 2)).toEqual([0.5, 0, 0.5]);
});
