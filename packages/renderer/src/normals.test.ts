import { describe, expect, test } from '@jest/globals';
import { Rng, relativeError } from '@modeseek/core';
import { centralDifferences } from './finite-differences.fixture.ts';
import { densityNormals, densityNormalsBackward, tetrahedra } from './normals.ts';

describe('normals from the density', () => {
  test('of a density that falls with the radius point outwards', () => {
    const rng = new Rng(1);
    const points = Float32Array.from({ length: 60 }, () => rng.uniform(-0.7, 0.7));
    const around = tetrahedra(points, 20, 0.01);
    const density = Float32Array.from({ length: 80 }, (_, i) => {
      const [x, y, z] = around.subarray(i * 3, i * 3 + 3);
      return 30 * Math.exp(-2 * (x * x + y * y + z * z));
    });
    const normals = densityNormals(density, 20, 0.01);
    for (let i = 0; i < 20; i++) {
      const [x, y, z] = points.subarray(i * 3, i * 3 + 3);
      const radius = Math.hypot(x, y, z);
      const cosine = (normals[i * 3] * x + normals[i * 3 + 1] * y + normals[i * 3 + 2] * z) / radius;
      expect(cosine).toBeGreaterThan(0.999);
    }
  });

  test('of a constant density are zero', () => {
    expect([...densityNormals(new Float32Array(4).fill(7), 1, 0.02)].map(Math.abs)).toEqual([0, 0, 0]);
  });

  test('gradients against central differences', async () => {
    const rng = new Rng(2);
    const density = Float32Array.from({ length: 40 }, () => rng.uniform(0, 2));
    const weights = rng.normals(new Float32Array(30));
    const loss = () => densityNormals(density, 10, 0.02).reduce((sum, n, i) => sum + n * weights[i], 0);
    const differences = await centralDifferences(loss, density, 1e-2);
    expect(relativeError(densityNormalsBackward(density, weights, 10, 0.02), differences)).toBeLessThan(1e-3);
  });
});
