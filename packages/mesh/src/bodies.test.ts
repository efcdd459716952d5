import { expect, test } from '@jest/globals';
import { bodiesOf, bodyVolumes, withoutBuried } from './bodies.ts';
import type { TriangleMesh } from './triangle-mesh.ts';

/** Cubes by their middle and edge; a negative edge makes one inside out. */
function cubes(...all: [number, number][]): TriangleMesh {
  const faces = [
    [0, 4, 6, 2],
    [1, 3, 7, 5],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 2, 3, 1],
    [4, 5, 7, 6],
  ];
  return {
    positions: Float32Array.from(
      all.flatMap(([middle, edge]) =>
        Array.from({ length: 8 }, (_, c) =>
          [0, 1, 2].map((k) => middle + (((c >> k) & 1) - 0.5) * edge),
        ).flat(),
      ),
    ),
    indices: Uint32Array.from(
      all.flatMap((_, i) => faces.flatMap(([a, b, c, d]) => [a, b, c, a, c, d].map((v) => v + 8 * i))),
    ),
  };
}

test('bodies are told apart, and have their volumes, those inside out negative ones', () => {
  const mesh = cubes([0, 1], [3, 2], [-3, -1]);
  const bodies = bodiesOf(mesh);
  expect(bodies.count).toBe(3);
  expect([...bodies.of.filter((_, v) => v % 8 === 0)]).toEqual([0, 1, 2]);
  expect([...bodyVolumes(mesh, bodies)].map((volume) => Math.round(volume * 1e5) / 1e5)).toEqual([1, 8, -1]);
});

test('what lies in another body is left out, at any depth', () => {
  const mesh = cubes([0, 1], [0, 0.5], [0.1, 0.1], [1.5, 1]);
  const left = withoutBuried(mesh);
  expect(new Set(left.map((v) => Math.floor(v / 8)))).toEqual(new Set([0, 3]));
  expect(left.length).toBe(72);
  const apart = cubes([0, 1], [1.5, 1]);
  expect(withoutBuried(apart)).toBe(apart.indices);
});
