import type { ReadPart } from './read-model.ts';

/** A matrix by columns, four by four. */
export type Matrix = ArrayLike<number>;

/** A part moved by a matrix; one that mirrors turns its triangles, so that they face where they did. */
export function movedPart({ mesh, material }: ReadPart, m: Matrix): ReadPart {
  const { positions, normals, tangents, indices } = mesh;
  const moved = new Float32Array(positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    const [x, y, z] = [positions[i], positions[i + 1], positions[i + 2]];
    for (let k = 0; k < 3; k++) moved[i + k] = m[k] * x + m[4 + k] * y + m[8 + k] * z + m[12 + k];
  }
  const cofactors = cofactorsOf(m);
  const determinant = m[0] * cofactors[0] + m[1] * cofactors[1] + m[2] * cofactors[2];
  const mirrors = determinant < 0;
  return {
    mesh: {
      ...mesh,
      positions: moved,
      indices: mirrors ? indices.map((_, i) => indices[i - (i % 3) + [0, 2, 1][i % 3]]) : indices,
      // By the inverse's transpose, which the cofactors are but for the determinant.
      normals: normals && turned(normals, 3, cofactors, mirrors ? -1 : 1),
      tangents: tangents && turned(tangents, 4, [m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10]], 1),
    },
    material,
  };
}

/** Of the upper left three by three of a matrix, by columns. */
function cofactorsOf(m: Matrix): number[] {
  const at = (row: number, column: number) => m[(column % 3) * 4 + (row % 3)];
  return Array.from({ length: 9 }, (_, i) => {
    const [row, column] = [i % 3, Math.floor(i / 3)];
    return (
      at(row + 1, column + 1) * at(row + 2, column + 2) - at(row + 1, column + 2) * at(row + 2, column + 1)
    );
  });
}

/** Directions `[count, width]`, of which the first three numbers are turned, and made unit again. */
function turned(directions: Float32Array, width: number, m: readonly number[], sign: number): Float32Array {
  const out = directions.slice();
  for (let i = 0; i < out.length; i += width) {
    const [x, y, z] = [directions[i], directions[i + 1], directions[i + 2]];
    const moved = [0, 1, 2].map((k) => m[k] * x + m[3 + k] * y + m[6 + k] * z);
    const norm = sign / (Math.hypot(...moved) || 1);
    for (let k = 0; k < 3; k++) out[i + k] = moved[k] * norm;
  }
  return out;
}
