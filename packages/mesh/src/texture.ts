import type { Images } from '@modeseek/core';
import type { UnwrappedMesh } from './unwrap/unwrap.ts';

/** The texels that a mesh's triangles cover, and the surface under them. */
export interface Texels {
  /** Index of each in the texture, row by row from the top. */
  index: Uint32Array;
  /** `[texels, 3]` */
  positions: Float32Array;
  /** Unit normals `[texels, 3]`. */
  normals: Float32Array;
}

/**
 * Finds the texels whose centres lie in a triangle of the unwrapped mesh, with the position and normal
 * interpolated there.
 */
export function coveredTexels(mesh: UnwrappedMesh, size: number): Texels {
  const { positions, normals, uvs, indices } = mesh;
  const triangleOf = new Int32Array(size * size).fill(-1);
  // Barycentric weights of the triangle's second and third corner.
  const second = new Float32Array(size * size);
  const third = new Float32Array(size * size);
  let count = 0;
  for (let t = 0; t < indices.length; t += 3) {
    // In texels, such that the centre of texel (x, y) is at (x, y).
    const ax = uvs[indices[t] * 2] * size - 0.5;
    const ay = uvs[indices[t] * 2 + 1] * size - 0.5;
    const bx = uvs[indices[t + 1] * 2] * size - 0.5;
    const by = uvs[indices[t + 1] * 2 + 1] * size - 0.5;
    const cx = uvs[indices[t + 2] * 2] * size - 0.5;
    const cy = uvs[indices[t + 2] * 2 + 1] * size - 0.5;
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (area === 0) continue;
    const x0 = Math.max(0, Math.ceil(Math.min(ax, bx, cx)));
    const x1 = Math.min(size - 1, Math.floor(Math.max(ax, bx, cx)));
    const y0 = Math.max(0, Math.ceil(Math.min(ay, by, cy)));
    const y1 = Math.min(size - 1, Math.floor(Math.max(ay, by, cy)));
    for (let y = y0; y <= y1; y++) {
      for (let x = x0; x <= x1; x++) {
        const wb = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area;
        const wc = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area;
        if (wb < 0 || wc < 0 || wb + wc > 1) continue;
        const texel = y * size + x;
        if (triangleOf[texel] < 0) count++;
        triangleOf[texel] = t;
        second[texel] = wb;
        third[texel] = wc;
      }
    }
  }
  const texels: Texels = {
    index: new Uint32Array(count),
    positions: new Float32Array(count * 3),
    normals: new Float32Array(count * 3),
  };
  let i = 0;
  for (let texel = 0; texel < triangleOf.length; texel++) {
    const t = triangleOf[texel];
    if (t < 0) continue;
    const wb = second[texel];
    const wc = third[texel];
    const wa = 1 - wb - wc;
    const a = indices[t] * 3;
    const b = indices[t + 1] * 3;
    const c = indices[t + 2] * 3;
    let squares = 0;
    for (let k = 0; k < 3; k++) {
      const normal = wa * normals[a + k] + wb * normals[b + k] + wc * normals[c + k];
      texels.positions[i * 3 + k] = wa * positions[a + k] + wb * positions[b + k] + wc * positions[c + k];
      texels.normals[i * 3 + k] = normal;
      squares += normal * normal;
    }
    const length = Math.sqrt(squares) || 1;
    for (let k = 0; k < 3; k++) texels.normals[i * 3 + k] /= length;
    texels.index[i] = texel;
    i++;
  }
  return texels;
}

/**
 * Lays colours out as a texture. Texels beside covered ones take the mean of their coloured neighbours,
 * `gutter` times over, and all others the mean colour, so that neither bilinear lookups nor mip levels bring
 * in anything foreign.
 * @param colours `[texels, 3]` in [0, 1]
 */
export function paintTexture(
  index: Uint32Array,
  colours: Float32Array,
  size: number,
  gutter: number,
): Images {
  const data = new Float32Array(size * size * 3);
  const painted = new Uint8Array(size * size);
  const mean = [0, 0, 0];
  index.forEach((texel, i) => {
    painted[texel] = 1;
    for (let c = 0; c < 3; c++) {
      data[texel * 3 + c] = colours[i * 3 + c];
      mean[c] += colours[i * 3 + c] / index.length;
    }
  });
  let front: ArrayLike<number> = index;
  for (let pass = 0; pass < gutter; pass++) {
    const added = new Set<number>();
    for (let i = 0; i < front.length; i++) {
      forNeighbours(front[i], size, (texel) => {
        if (!painted[texel]) added.add(texel);
      });
    }
    for (const texel of added) {
      let coloured = 0;
      const sum = [0, 0, 0];
      forNeighbours(texel, size, (neighbour) => {
        if (!painted[neighbour]) return;
        coloured++;
        for (let c = 0; c < 3; c++) sum[c] += data[neighbour * 3 + c];
      });
      for (let c = 0; c < 3; c++) data[texel * 3 + c] = sum[c] / coloured;
    }
    for (const texel of added) painted[texel] = 1;
    front = [...added];
  }
  for (let texel = 0; texel < painted.length; texel++) {
    if (!painted[texel]) data.set(mean, texel * 3);
  }
  return { data, batch: 1, height: size, width: size };
}

/** Calls back for the up to eight texels around one. */
function forNeighbours(texel: number, size: number, visit: (neighbour: number) => void): void {
  const x = texel % size;
  const y = Math.floor(texel / size);
  for (let v = Math.max(0, y - 1); v <= Math.min(size - 1, y + 1); v++) {
    for (let u = Math.max(0, x - 1); u <= Math.min(size - 1, x + 1); u++) {
      if (u !== x || v !== y) visit(v * size + u);
    }
  }
}
