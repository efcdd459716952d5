import { expect, test } from '@jest/globals';
import { HalfEdges, next } from './half-edges.ts';

/** An octahedron: its poles 0 and 5, around it 1 to 4. */
const OCTAHEDRON = Uint32Array.from([1, 2, 3, 4].flatMap((v) => [0, v, (v % 4) + 1, 5, (v % 4) + 1, v]));

test('every half-edge has one that leads back, and the way round a vertex visits its neighbours', () => {
  const { indices, opposite } = new HalfEdges(OCTAHEDRON, 6);
  const edges = new HalfEdges(OCTAHEDRON, 6);
  for (let h = 0; h < indices.length; h++) {
    expect(indices[opposite[h]]).toBe(indices[next(h)]);
    expect(indices[next(opposite[h])]).toBe(indices[h]);
    expect(opposite[opposite[h]]).toBe(h);
    const around = new Set([indices[next(h)]]);
    for (let e = edges.around(h); e !== h; e = edges.around(e)) {
      expect(indices[e]).toBe(indices[h]);
      around.add(indices[next(e)]);
    }
    expect(around.size).toBe(4);
  }
});

test('a collapse takes out two triangles, and leaves the rest closed', () => {
  const edges = new HalfEdges(OCTAHEDRON.slice(), 6);
  const start = edges.indices.findIndex((v, h) => v === 0 && edges.indices[next(h)] === 1);
  const leads = edges.collapse(start);
  expect(edges.indices[leads]).toBe(0);
  const left = [...edges.indices.keys()].filter((h) => edges.exists(h));
  expect(left.length).toBe(18);
  for (const h of left) {
    expect(edges.indices[h]).not.toBe(1);
    expect(edges.exists(edges.opposite[h])).toBe(true);
    expect(edges.indices[edges.opposite[h]]).toBe(edges.indices[next(h)]);
  }
});

test('refuses what is open or has edges of more than two triangles', () => {
  expect(() => new HalfEdges(OCTAHEDRON.slice(3), 6)).toThrow('not closed');
  const twice = Uint32Array.from([...OCTAHEDRON, ...OCTAHEDRON]);
  expect(() => new HalfEdges(twice, 6)).toThrow('more than two triangles');
});
