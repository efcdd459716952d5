import { expect, test } from '@jest/globals';
import { sampleDensity } from '../density-grid.ts';
import { fieldOf, sphere } from '../fields.fixture.ts';
import { marchingCubes } from '../marching-cubes.ts';
import { simplify } from '../simplify.ts';
import { vertexNormals } from '../triangle-mesh.ts';
import { unwrap } from '../unwrap/unwrap.ts';
import { atTexels, coveredTexels } from './texture.ts';

test('texels know their place on a ball', async () => {
  const size = 256;
  const { grid } = await sampleDensity(fieldOf(sphere(0.6)), 32, 0.1);
  const surface = marchingCubes(grid, 25);
  const mesh = unwrap(simplify({ ...surface, normals: vertexNormals(surface) }, 1000), size);
  const texels = coveredTexels(mesh, size);
  const positions = atTexels(texels, mesh.indices, mesh.positions, 3);
  const uvs = atTexels(texels, mesh.indices, mesh.uvs, 2);
  expect(texels.index.length).toBeGreaterThan(0.5 * size * size);
  let [offset, away] = [0, 0];
  for (const [i, texel] of texels.index.entries()) {
    const [x, y, z] = positions.subarray(i * 3, i * 3 + 3);
    offset = Math.max(offset, Math.abs(Math.hypot(x, y, z) - 0.6));
    away = Math.max(away, Math.abs(uvs[i * 2] * size - (texel % size) - 0.5));
    away = Math.max(away, Math.abs(uvs[i * 2 + 1] * size - Math.floor(texel / size) - 0.5));
  }
  expect(offset).toBeLessThan(0.02);
  expect(away).toBeLessThan(1e-3);
});

test('triangles that are smaller than a texel have one all the same', () => {
  const mesh = {
    positions: new Float32Array(9),
    normals: new Float32Array(9),
    indices: Uint32Array.of(0, 1, 2),
    uvs: Float32Array.of(0.3, 0.3, 0.31, 0.3, 0.3, 0.31),
    charts: 1,
  };
  expect([...coveredTexels(mesh, 4).index]).toEqual([5]);
});
