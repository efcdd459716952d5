import type { ReadModel, ReadPart } from '../read/read-model.ts';
import type { TriangleMesh } from '../triangle-mesh.ts';
import { joined } from './subject.ts';

type Point = readonly [number, number, number];

/** A box, twelve triangles over eight vertices. */
export function box(edges: Point = [1, 1, 1], [x, y, z]: Point = [0, 0, 0]): TriangleMesh {
  const positions = Float32Array.from({ length: 24 }, (_, i) => {
    const corner = (i / 3) | 0;
    const k = i % 3;
    return [x, y, z][k] + (((corner >> k) & 1) - 0.5) * edges[k];
  });
  const quads = [
    [0, 4, 6, 2],
    [1, 3, 7, 5],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 2, 3, 1],
    [4, 5, 7, 6],
  ];
  return { positions, indices: Uint32Array.from(quads.flatMap(([a, b, c, d]) => [a, b, c, a, c, d])) };
}

/** A grid of rows and columns bent into a surface that is closed in both directions. */
function closedGrid(
  rows: number,
  columns: number,
  at: (u: number, v: number) => Point,
  next: (row: number, column: number) => [number, number] = (row, column) => [row % rows, column % columns],
): TriangleMesh {
  const positions: number[] = [];
  const indices: number[] = [];
  const number = (row: number, column: number) => {
    const [r, c] = next(row, column);
    return r * columns + c;
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      positions.push(...at(row / rows, column / columns));
      const [a, b] = [number(row, column), number(row, column + 1)];
      const [c, d] = [number(row + 1, column), number(row + 1, column + 1)];
      indices.push(a, b, d, a, d, c);
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

/** A ring around the y axis. */
export function torus(radius = 1, tube = 0.35, rows = 24, columns = 48): TriangleMesh {
  return closedGrid(rows, columns, (v, u) => {
    const [across, around] = [2 * Math.PI * v, 2 * Math.PI * u];
    const distance = radius + tube * Math.cos(across);
    return [distance * Math.cos(around), -tube * Math.sin(across), distance * Math.sin(around)];
  });
}

/** A ball: a cube's faces cut into squares, pushed out. */
export function ball(radius = 1, cuts = 8, [x, y, z]: Point = [0, 0, 0]): TriangleMesh {
  const positions: number[] = [];
  const indices: number[] = [];
  for (let side = 0; side < 6; side++) {
    const axis = side >> 1;
    const sign = side & 1 ? 1 : -1;
    const first = positions.length / 3;
    for (let i = 0; i <= cuts; i++) {
      for (let j = 0; j <= cuts; j++) {
        const point = [0, 0, 0];
        point[axis] = sign;
        point[(axis + 1) % 3] = (2 * i) / cuts - 1;
        point[(axis + 2) % 3] = (2 * j) / cuts - 1;
        const length = Math.hypot(...point);
        positions.push(...point.map((value, k) => [x, y, z][k] + (radius * value) / length));
        if (i === cuts || j === cuts) continue;
        const a = first + i * (cuts + 1) + j;
        const [b, c, d] = [a + 1, a + cuts + 1, a + cuts + 2];
        indices.push(...(sign > 0 ? [a, c, d, a, d, b] : [a, b, d, a, d, c]));
      }
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

/** A Klein bottle as it goes through itself in space: closed, and with one side alone. */
export function kleinBottle(rows = 24, columns = 24): TriangleMesh {
  const turned = (row: number, column: number): [number, number] =>
    row < rows ? [row, column % columns] : [row - rows, (columns - (column % columns)) % columns];
  return closedGrid(
    rows,
    columns,
    (u, v) => {
      const [a, b] = [2 * Math.PI * u, 2 * Math.PI * v];
      const distance = 2 + Math.cos(a / 2) * Math.sin(b) - Math.sin(a / 2) * Math.sin(2 * b);
      const height = Math.sin(a / 2) * Math.sin(b) + Math.cos(a / 2) * Math.sin(2 * b);
      return [distance * Math.cos(a), height, distance * Math.sin(a)];
    },
    turned,
  );
}

export function flipped({ positions, indices }: TriangleMesh): TriangleMesh {
  return { positions, indices: indices.map((_, i) => indices[i - (i % 3) + [0, 2, 1][i % 3]]) };
}

/** Without some of its triangles. */
export function without({ positions, indices }: TriangleMesh, ...triangles: number[]): TriangleMesh {
  return { positions, indices: indices.filter((_, i) => !triangles.includes(Math.floor(i / 3))) };
}

/** With more triangles over the vertices that are there. */
export function withTriangles({ positions, indices }: TriangleMesh, ...corners: number[]): TriangleMesh {
  return { positions, indices: Uint32Array.of(...indices, ...corners) };
}

/** Every triangle with corners of its own, as STL has them. */
export function soup({ positions, indices }: TriangleMesh): TriangleMesh {
  const corners = Float32Array.from({ length: indices.length * 3 }, (_, i) => {
    return positions[indices[Math.floor(i / 3)] * 3 + (i % 3)];
  });
  return { positions: corners, indices: Uint32Array.from(indices, (_, i) => i) };
}

/** What a reader makes of a file of objects. */
export function modelOf(...objects: ReadPart['mesh'][]): ReadModel {
  return {
    format: 'glb',
    objects: objects.map((mesh, i) => ({ name: `object ${i}`, parts: [{ mesh, material: null }] })),
    materials: [],
    textures: [],
    metres: 1,
    up: 'y',
    notes: [],
  };
}

/** Good meshes and broken ones, by what they are. */
export const SHAPES: Record<string, TriangleMesh> = {
  box: box(),
  'box-soup': soup(box()),
  ball: ball(),
  torus: torus(),
  'two-apart': joined([box(), box([1, 1, 1], [3, 0, 0])]),
  'box-with-a-hole': without(box(), 3),
  sheet: { positions: box().positions, indices: box().indices.slice(0, 6) },
  'turned-inside-out': flipped(box()),
  'one-triangle-turned': joined([
    without(box(), 5),
    flipped({ positions: box().positions, indices: box().indices.slice(15, 18) }),
  ]),
  'two-sharing-an-edge': joined([box(), box([1, 1, 1], [1, 1, 0])]),
  'two-sharing-a-vertex': joined([box(), box([1, 1, 1], [1, 1, 1])]),
  'fin-on-an-edge': withTriangles(
    { positions: Float32Array.of(...box().positions, 0, 3, 0), indices: box().indices },
    2,
    3,
    8,
  ),
  'triangle-twice': withTriangles(box(), ...box().indices.slice(0, 3)),
  'one-in-another': joined([ball(1), ball(0.5)]),
  cavity: joined([ball(1), flipped(ball(0.5))]),
  'one-through-another': joined([ball(1), ball(1, 8, [0.7, 0.1, 0.2])]),
  'klein-bottle': kleinBottle(),
  'triangle-without-area': withTriangles(
    { positions: Float32Array.of(...box().positions, -0.5, 0, 0), indices: without(box(), 1).indices },
    ...[0, 6, 8, 0, 8, 2, 8, 6, 2],
  ),
};
