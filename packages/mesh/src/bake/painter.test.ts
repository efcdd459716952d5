import { expect, test } from '@jest/globals';
import type { FieldQuery } from '@modeseek/core';
import { sampleDensity } from '../density-grid.ts';
import { fieldOf, type Shape, sphere } from '../fields.fixture.ts';
import { marchingCubes } from '../marching-cubes.ts';
import { simplify } from '../simplify.ts';
import { vertexNormals } from '../triangle-mesh.ts';
import { unwrap } from '../unwrap/unwrap.ts';
import { Painter } from './painter.ts';
import { atTexels, coveredTexels } from './texture.ts';
import { unitVectors } from './unit-vectors.ts';

const SIZE = 128;
const MARCH = { level: 25, step: 1 / 32 };
/** A ball that is red in front, and blue behind. */
const TWO_COLOURS: Shape = {
  ...sphere(0.6),
  colour: (_x, _y, z) => (z > 0 ? [0.9, 0.1, 0.1] : [0.1, 0.1, 0.9]),
};

async function surfaceOf(query: FieldQuery) {
  const { grid } = await sampleDensity(query, 32, 0.1);
  const surface = marchingCubes(grid, 25);
  return { ...surface, normals: vertexNormals(surface) };
}

async function baked(query: FieldQuery, triangles: number, size = SIZE) {
  const fine = await surfaceOf(query);
  const mesh = unwrap(simplify(fine, triangles), size);
  const told: number[] = [];
  const painter = new Painter(query, fine, { ...MARCH, textureSize: size, normalMap: true });
  const result = await painter.paint(mesh, size, (progress) => told.push(progress));
  expect(told).toEqual([...told].sort((a, b) => a - b));
  const texels = coveredTexels(mesh, size);
  return { ...result, mesh, texels, positions: atTexels(texels, mesh.indices, mesh.positions, 3) };
}

test('texels have the colours that the field shows there, but at borders of colours', async () => {
  const { texture, texels, positions, texelsUsed } = await baked(fieldOf(TWO_COLOURS), 2000);
  expect(texelsUsed).toBeCloseTo(texels.index.length / SIZE ** 2, 6);
  let wrong = 0;
  for (const [i, texel] of texels.index.entries()) {
    const z = positions[i * 3 + 2];
    if (Math.abs(z) < 0.1) continue;
    const wanted = z > 0 ? [0.9, 0.1, 0.1] : [0.1, 0.1, 0.9];
    for (let c = 0; c < 3; c++) if (Math.abs(texture.data[texel * 3 + c] / 255 - wanted[c]) > 0.05) wrong++;
  }
  expect(wrong).toBe(0);
});

test('a coarse ball has its waves back by its normal map', async () => {
  const waves = (x: number, y: number, z: number) => Math.hypot(x, y, z) - 0.6 - 0.015 * Math.sin(20 * y);
  const waved: Shape = { ...sphere(0.6), distance: waves };
  const { normalMap, tangents, mesh, texels, positions } = await baked(fieldOf(waved), 200);
  const normals = unitVectors(atTexels(texels, mesh.indices, mesh.normals, 3));
  const across = atTexels(texels, mesh.indices, tangents!, 4);
  const errors = { plain: [] as number[], mapped: [] as number[] };
  for (const [i, texel] of texels.index.entries()) {
    const [px, py, pz] = positions.subarray(i * 3, i * 3 + 3);
    const wanted = unitVectors(
      Float32Array.of(
        waves(px + 0.01, py, pz) - waves(px - 0.01, py, pz),
        waves(px, py + 0.01, pz) - waves(px, py - 0.01, pz),
        waves(px, py, pz + 0.01) - waves(px, py, pz - 0.01),
      ),
    );
    const n = normals.subarray(i * 3, i * 3 + 3);
    const [tx, ty, tz, sign] = across.subarray(i * 4, i * 4 + 4);
    const b = [n[1] * tz - n[2] * ty, n[2] * tx - n[0] * tz, n[0] * ty - n[1] * tx].map((v) => sign * v);
    const [x, y, z] = [0, 1, 2].map((c) => (2 * normalMap!.data[texel * 3 + c]) / 255 - 1);
    const mapped = unitVectors(Float32Array.from([tx, ty, tz].map((t, k) => x * t + y * b[k] + z * n[k])));
    const away = (a: Float32Array) =>
      Math.acos(Math.min(1, a[0] * wanted[0] + a[1] * wanted[1] + a[2] * wanted[2]));
    errors.plain.push(away(n));
    errors.mapped.push(away(mapped));
  }
  const degrees = (values: number[]) => (values.reduce((a, b) => a + b, 0) / values.length) * (180 / Math.PI);
  expect(degrees(errors.plain)).toBeGreaterThan(6);
  expect(degrees(errors.mapped)).toBeLessThan(0.5 * degrees(errors.plain));
});

test('what no view sees is seen by a ray of its own', async () => {
  // A cavity, as `marchingCubes` has it.
  const hollow: Shape = { ...TWO_COLOURS, distance: (x, y, z) => Math.abs(Math.hypot(x, y, z) - 0.5) - 0.15 };
  const query = fieldOf(hollow);
  const fine = await surfaceOf(query);
  const painter = new Painter(query, fine, { ...MARCH, textureSize: SIZE, normalMap: false });
  const { texture, normalMap, tangents } = await painter.paint(unwrap(fine, SIZE), SIZE);
  expect([normalMap, tangents]).toEqual([null, undefined]);
  // Red in front and blue behind all over, nothing of black.
  expect(leastOf(texture.data, (data, i) => data[i] + data[i + 2])).toBeGreaterThan(220);
  expect(leastOf(await painter.vertexColours(), (data, i) => data[i] + data[i + 2])).toBeGreaterThan(0.85);
});

function leastOf<T extends ArrayLike<number>>(data: T, of: (data: T, i: number) => number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < data.length; i += 3) least = Math.min(least, of(data, i));
  return least;
}
