import { coveredCells } from '../unwrap/covered.ts';
import type { UnwrappedMesh } from '../unwrap/unwrap.ts';

/** The texels that a mesh's triangles cover, and the surface under them. */
export interface Texels {
  /** Index of each in the texture, row by row from the top. */
  index: Uint32Array;
  /** The triangle of each. */
  triangle: Uint32Array;
  /** Weights of the triangle's second and third corner there, `[texels, 2]`. */
  weights: Float32Array;
}

/** Finds the texels whose middles lie in a triangle of an unwrapped mesh; one too small for that has one all the same. */
export function coveredTexels({ uvs, indices }: UnwrappedMesh, size: number): Texels {
  const triangleOf = new Int32Array(size * size).fill(-1);
  const weightsOf = new Float32Array(size * size * 2);
  let count = 0;
  const take = (texel: number, triangle: number, second: number, third: number) => {
    if (triangleOf[texel] < 0) count++;
    triangleOf[texel] = triangle;
    weightsOf[texel * 2] = second;
    weightsOf[texel * 2 + 1] = third;
  };
  const corners = new Float64Array(6);
  const small: number[] = [];
  for (let t = 0; t < indices.length / 3; t++) {
    for (let k = 0; k < 3; k++) {
      corners[k * 2] = uvs[indices[t * 3 + k] * 2] * size;
      corners[k * 2 + 1] = uvs[indices[t * 3 + k] * 2 + 1] * size;
    }
    let none = true;
    coveredCells(corners, size, size, (texel, second, third) => {
      none = false;
      take(texel, t, second, third);
    });
    if (none) small.push(t);
  }
  for (const t of small) {
    const [x, y] = [0, 1].map((axis) =>
      Math.min(size - 1, Math.floor(uvs[indices[t * 3] * 2 + axis] * size)),
    );
    if (triangleOf[y * size + x] < 0) take(y * size + x, t, 0, 0);
  }
  const texels: Texels = {
    index: new Uint32Array(count),
    triangle: new Uint32Array(count),
    weights: new Float32Array(count * 2),
  };
  let i = 0;
  for (let texel = 0; texel < triangleOf.length; texel++) {
    if (triangleOf[texel] < 0) continue;
    texels.index[i] = texel;
    texels.triangle[i] = triangleOf[texel];
    texels.weights.set(weightsOf.subarray(texel * 2, texel * 2 + 2), i * 2);
    i++;
  }
  return texels;
}

/** What vertices have, `[vertices, width]`, at texels: `[texels, width]`. */
export function atTexels(
  { triangle, weights }: Texels,
  indices: Uint32Array,
  values: Float32Array,
  width: number,
): Float32Array {
  const out = new Float32Array(triangle.length * width);
  for (let i = 0; i < triangle.length; i++) {
    const corner = triangle[i] * 3;
    const [second, third] = [weights[i * 2], weights[i * 2 + 1]];
    for (let k = 0; k < width; k++) {
      out[i * width + k] =
        (1 - second - third) * values[indices[corner] * width + k] +
        second * values[indices[corner + 1] * width + k] +
        third * values[indices[corner + 2] * width + k];
    }
  }
  return out;
}
