import type { TriangleMesh } from './triangle-mesh.ts';

/** Taubin's pair: a step that smooths and a slightly longer one back, with pass-band frequency 1/SHRINK + 1/INFLATE = 0.1. */
const SHRINK = 0.5;
const INFLATE = -1 / (1 / SHRINK - 0.1);

/**
 * Smooths a closed mesh without shrinking it (Taubin 1995): each iteration moves every vertex by SHRINK, then by INFLATE, times its
 * offset to the mean of its neighbours.
 * @returns new positions `[vertices, 3]`
 */
export function smoothPositions(mesh: TriangleMesh, iterations: number): Float32Array {
  const { indices } = mesh;
  const vertices = mesh.positions.length / 3;
  // In a closed mesh each edge is met once in each direction: following the directed edges counts every neighbour once.
  const valence = new Uint32Array(vertices);
  for (const v of indices) valence[v]++;
  let positions = mesh.positions.slice();
  for (let pass = 0; pass < 2 * iterations; pass++) {
    const factor = pass % 2 === 0 ? SHRINK : INFLATE;
    const sums = new Float32Array(positions.length);
    for (let t = 0; t < indices.length; t += 3) {
      for (let k = 0; k < 3; k++) {
        const from = indices[t + k] * 3;
        const to = indices[t + ((k + 1) % 3)] * 3;
        for (let c = 0; c < 3; c++) sums[from + c] += positions[to + c];
      }
    }
    const moved = positions.slice();
    for (let v = 0; v < vertices; v++) {
      if (valence[v] === 0) continue;
      for (let i = v * 3; i < v * 3 + 3; i++) moved[i] += factor * (sums[i] / valence[v] - positions[i]);
    }
    positions = moved;
  }
  return positions;
}
