import { describe, expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { sampleDensity } from './density-grid.ts';
import { fieldOf, torus } from './fields.fixture.ts';
import { intersectingTriangles } from './intersections.ts';
import { marchingCubes } from './marching-cubes.ts';

const mesh = (corners: number[][], triangles: number[][]) => ({
  positions: Float32Array.from(corners.flat()),
  indices: Uint32Array.from(triangles.flat()),
});
const FLAT = [
  [0, 0, 0],
  [1, 0, 0],
  [0, 1, 0],
];

describe('two triangles', () => {
  test.each<[string, boolean, number[][], number[]]>([
    [
      'one goes through the other',
      true,
      [
        [0.2, 0.2, -1],
        [0.3, 0.2, 1],
        [0.2, 0.3, 1],
      ],
      [3, 4, 5],
    ],
    [
      'one is above the other',
      false,
      [
        [0, 0, 0.1],
        [1, 0, 0.1],
        [0, 1, 0.1],
      ],
      [3, 4, 5],
    ],
    [
      'in one plane, one inside the other',
      true,
      [
        [0.2, 0.2, 0],
        [0.3, 0.2, 0],
        [0.2, 0.3, 0],
      ],
      [3, 4, 5],
    ],
    [
      'in one plane, edges cross',
      true,
      [
        [0.5, -1, 0],
        [0.6, -1, 0],
        [0.2, 1, 0],
      ],
      [3, 4, 5],
    ],
    [
      'in one plane, side by side',
      false,
      [
        [0.6, 0.6, 0],
        [1, 1, 0],
        [0.6, 1, 0],
      ],
      [3, 4, 5],
    ],
    [
      'a corner touches the other face',
      true,
      [
        [0.2, 0.2, 0],
        [0.3, 0.2, 1],
        [0.2, 0.3, 1],
      ],
      [3, 4, 5],
    ],
    [
      'a corner touches the other corner',
      true,
      [
        [0, 0, 0],
        [0, 0, 1],
        [-1, 0, 1],
      ],
      [3, 4, 5],
    ],
    [
      'edges touch across',
      true,
      [
        [0.5, -1, 0],
        [0.5, 1, 1e-12],
        [0.5, 0, 1],
      ],
      [3, 4, 5],
    ],
    [
      'a shared corner',
      false,
      [
        [-1, -0.1, 0],
        [-1, -0.1, 1],
      ],
      [0, 3, 4],
    ],
    [
      'a shared corner, next to each other in one plane',
      false,
      [
        [-1, -1, 0],
        [-1, 0.1, 0],
      ],
      [0, 3, 4],
    ],
    [
      'a shared corner, and then through',
      true,
      [
        [1, 1, -1],
        [1, 1, 1],
      ],
      [0, 3, 4],
    ],
    [
      'a shared corner, in one plane, and over it',
      true,
      [
        [0.5, 0.4, 0],
        [0.4, 0.5, 0],
      ],
      [0, 3, 4],
    ],
    [
      'a shared corner, one wider than the other and over it',
      true,
      [
        [2, -1, 0],
        [-1, 2, 0],
      ],
      [0, 3, 4],
    ],
    ['a shared edge, flat', false, [[1, 1, 0]], [1, 3, 2]],
    ['a shared edge, bent sharply', false, [[0.2, 0.2, 0.01]], [1, 3, 2]],
    ['a shared edge, folded upon each other', true, [[0.2, 0.2, 0]], [1, 3, 2]],
    ['a shared edge, folded, edges cross', true, [[-1, 0.5, 0]], [1, 3, 2]],
    ['the same', true, [], [2, 0, 1]],
    ['a shared edge and no area', true, [[0.5, 0.5, 0]], [1, 3, 2]],
  ])('%s: %p', (_, meets, corners, second) => {
    const all = [...FLAT, ...corners];
    for (const [a, b, c] of [
      [0, 1, 2],
      [1, 2, 0],
      [2, 1, 0],
    ]) {
      for (const order of [second, [second[1], second[2], second[0]], [...second].reverse()]) {
        const [there, back] = [
          [[a, b, c], order],
          [order, [a, b, c]],
        ].map((triangles) => intersectingTriangles(mesh(all, triangles)));
        expect(there).toEqual({ meets: Uint8Array.of(+meets, +meets), pairs: +meets, complete: true });
        expect(back).toEqual(there);
      }
    }
  });

  test('a gap is kept: distances are right for random pairs, by points all over them', () => {
    const rng = new Rng(7);
    const point = () => [rng.uniform(), rng.uniform(), rng.uniform()];
    let near = 0;
    for (let trial = 0; trial < 300; trial++) {
      const corners = [0, 1, 2, 3, 4, 5].map(point);
      const { positions } = mesh(corners, []);
      const at = (base: number, u: number, v: number) =>
        [0, 1, 2].map(
          (c) =>
            (1 - u - v) * positions[base * 3 + c] +
            u * positions[base * 3 + 3 + c] +
            v * positions[base * 3 + 6 + c],
        );
      const steps = 12;
      const lattice = (base: number) => {
        const points = [];
        for (let u = 0; u <= steps; u++)
          for (let v = 0; u + v <= steps; v++) points.push(at(base, u / steps, v / steps));
        return points;
      };
      let least = Infinity;
      for (const p of lattice(0)) {
        for (const q of lattice(3))
          least = Math.min(least, Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]));
      }
      // The lattices are at most this much farther from each other than the triangles are.
      const slack = (2 * Math.sqrt(3)) / steps;
      const meets = (gap: number) =>
        intersectingTriangles(
          mesh(corners, [
            [0, 1, 2],
            [3, 4, 5],
          ]),
          { gap },
        ).pairs;
      expect(meets(least + 1e-6)).toBe(1);
      if (least > slack) {
        expect(meets(least - slack)).toBe(0);
        near++;
      }
    }
    expect(near).toBeGreaterThan(30);
  });
});

test('a closed surface has none; one vertex pulled through to the other side has some, and they are found', async () => {
  const { grid } = await sampleDensity(fieldOf(torus(0.5, 0.2)), 32, 0.1);
  const surface = marchingCubes(grid, 25);
  expect(intersectingTriangles(surface).pairs).toBe(0);
  const positions = surface.positions.slice();
  for (let c = 0; c < 3; c++) positions[c] *= -1;
  const pulled = intersectingTriangles({ ...surface, positions });
  expect(pulled.pairs).toBeGreaterThan(5);
  const brute = new Uint8Array(surface.indices.length / 3);
  const moved = [...brute.keys()].filter((t) => surface.indices.subarray(t * 3, t * 3 + 3).includes(0));
  for (const t of moved) expect(pulled.meets[t]).toBe(1);
});

test('stops when there is too much to test, and takes what is empty or no number', () => {
  const stack = Array.from({ length: 200 }, () => FLAT).flat();
  const triangles = Array.from({ length: 200 }, (_, i) => [i * 3, i * 3 + 1, i * 3 + 2]);
  expect(intersectingTriangles(mesh(stack, triangles)).pairs).toBe((200 * 199) / 2);
  expect(intersectingTriangles(mesh(stack, triangles), { maxTests: 1000 }).complete).toBe(false);
  expect(intersectingTriangles(mesh([], []))).toEqual({ meets: new Uint8Array(0), pairs: 0, complete: true });
  const broken = mesh(
    [
      [Number.NaN, 0, 0],
      [Infinity, 1, 1],
      [1, 2, 3],
    ],
    [
      [0, 1, 2],
      [2, 1, 0],
    ],
  );
  expect(() => intersectingTriangles(broken)).not.toThrow();
});
