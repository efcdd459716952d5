import { beforeAll, describe, expect, test } from '@jest/globals';
import { sampleDensity } from '../density-grid.ts';
import { fieldOf, hamburger, type Shape, sphere, torus } from '../fields.fixture.ts';
import { marchingCubes } from '../marching-cubes.ts';
import type { ShadedMesh } from '../simplify.ts';
import { vertexNormals } from '../triangle-mesh.ts';
import { coveredCells } from './covered.ts';
import { CHART_GAP, type UnwrappedMesh, unwrap } from './unwrap.ts';

async function surfaceOf(shape: Shape, resolution = 24): Promise<ShadedMesh> {
  const { grid } = await sampleDensity(fieldOf(shape), resolution, 0.1);
  const surface = marchingCubes(grid, 25);
  return { ...surface, normals: vertexNormals(surface) };
}

/** A ramp that winds twice around the y axis, over itself: seen from above it hides itself. */
function ramp(): ShadedMesh {
  const [steps, positions, indices] = [64, [] as number[], [] as number[]];
  for (let i = 0; i <= steps; i++) {
    const angle = (i / steps) * 4 * Math.PI;
    for (const radius of [0.3, 0.8]) {
      positions.push(radius * Math.cos(angle), 0.9 * (i / steps), -radius * Math.sin(angle));
    }
    if (i < steps) indices.push(i * 2, i * 2 + 1, i * 2 + 2, i * 2 + 2, i * 2 + 1, i * 2 + 3);
  }
  const mesh = { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
  return { ...mesh, normals: vertexNormals(mesh) };
}

/** How often each texel's middle is covered, and by which chart: charts share no vertices. */
function coverage({ uvs, indices }: UnwrappedMesh, size: number) {
  const parent = Int32Array.from({ length: uvs.length / 2 }, (_, i) => i);
  const root = (v: number): number => {
    while (parent[v] !== v) v = parent[v];
    return v;
  };
  for (let i = 0; i < indices.length; i++) parent[root(indices[i])] = root(indices[i - (i % 3)]);
  const times = new Uint8Array(size * size);
  const chart = new Int32Array(size * size).fill(-1);
  for (let t = 0; t < indices.length; t += 3) {
    const corners = [0, 1, 2].flatMap((k) => [...uvs.subarray(indices[t + k] * 2, indices[t + k] * 2 + 2)]);
    coveredCells(
      corners.map((value) => value * size),
      size,
      size,
      (texel) => {
        times[texel]++;
        chart[texel] = root(indices[t]);
      },
    );
  }
  return { times, chart, charts: new Set([...indices].map(root)).size };
}

const share = (times: Uint8Array, more: number) =>
  times.reduce((sum, n) => sum + (n > more ? 1 : 0), 0) / times.length;

describe.each<[string, () => Promise<ShadedMesh> | ShadedMesh, { charts: number; used: number }]>([
  ['a ball', () => surfaceOf(sphere(0.6)), { charts: 10, used: 0.55 }],
  ['a ring', () => surfaceOf(torus(0.5, 0.2)), { charts: 20, used: 0.5 }],
  ['a hamburger', () => surfaceOf(hamburger()), { charts: 40, used: 0.55 }],
  ['a ramp over itself', ramp, { charts: 12, used: 0.4 }],
])('%s', (_, make, { charts, used }) => {
  const size = 256;
  let mesh: ShadedMesh;
  let unwrapped: UnwrappedMesh;
  beforeAll(async () => {
    mesh = await make();
    unwrapped = unwrap(mesh, size);
  });

  test('has few charts, that use most of the atlas, and overlap nowhere', () => {
    const { times, ...found } = coverage(unwrapped, size);
    expect(found.charts).toBe(unwrapped.charts);
    expect(unwrapped.charts).toBeLessThanOrEqual(charts);
    expect(share(times, 0)).toBeGreaterThan(used);
    expect(share(times, 1)).toBeLessThan(0.0005);
    expect(unwrapped.uvs.every((uv) => uv >= 0 && uv <= 1)).toBe(true);
  });

  test('keeps every triangle where it was, none mirrored', () => {
    const { indices, positions, uvs } = unwrapped;
    const placesOf = (of: ShadedMesh['indices'], where: Float32Array) =>
      Array.from({ length: of.length / 3 }, (_, t) =>
        [0, 1, 2].map((k) => [...where.subarray(of[t * 3 + k] * 3, of[t * 3 + k] * 3 + 3)]).join(' '),
      ).sort();
    expect(placesOf(indices, positions)).toEqual(placesOf(mesh.indices, mesh.positions));
    let mirrored = 0;
    for (let t = 0; t < indices.length; t += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => uvs.subarray(indices[t + k] * 2, indices[t + k] * 2 + 2));
      // v grows downwards, so that what goes round to the left has negative area.
      if ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 1e-9) mirrored++;
    }
    expect(mirrored / (indices.length / 3)).toBeLessThan(0.002);
  });
});

test('charts keep their distance', async () => {
  const size = 256;
  const { chart } = coverage(unwrap(await surfaceOf(torus(0.5, 0.2)), size), size);
  let near = 0;
  for (const [texel, own] of chart.entries()) {
    if (own < 0) continue;
    for (let k = 1; k <= CHART_GAP; k++) {
      const beside = (texel % size) + k < size ? chart[texel + k] : -1;
      const below = chart[texel + k * size] ?? -1;
      if (![-1, own].includes(beside) || ![-1, own].includes(below)) near++;
    }
  }
  expect(near).toBe(0);
});

test('progress only grows, and ends at 1; the same mesh is cut in the same way', async () => {
  const mesh = await surfaceOf(hamburger());
  const told: number[] = [];
  const first = unwrap(mesh, 128, (progress) => told.push(progress));
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.length).toBeGreaterThan(20);
  expect(told.at(-1)).toBeCloseTo(1, 5);
  expect(unwrap(mesh, 128)).toEqual(first);
});

test.each([16, 64])('even a texture of %i texels has room for all charts', async (size) => {
  const { uvs } = unwrap(await surfaceOf(hamburger()), size);
  expect(uvs.every((uv) => uv >= 0 && uv <= 1)).toBe(true);
});
