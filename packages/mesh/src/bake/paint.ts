import type { Images } from '@modeseek/core';

/**
 * Lays values out as a picture. Texels beside covered ones take the mean of their covered neighbours, `gutter` times
 * over, for bilinear lookups; all others what a coarser picture has there, for mip levels: nothing foreign comes in.
 * @param index of covered texels, row by row
 * @param values `[texels, 3]` in [0, 1]
 */
export function paintTexture(index: Uint32Array, values: Float32Array, size: number, gutter: number): Images {
  const data = new Float32Array(size * size * 3);
  const painted = new Uint8Array(size * size);
  index.forEach((texel, i) => {
    painted[texel] = 1;
    data.set(values.subarray(i * 3, i * 3 + 3), texel * 3);
  });
  let front: ArrayLike<number> = index;
  for (let pass = 0; pass < gutter; pass++) front = growOnce(data, painted, size, front);
  fillFromCoarser(data, painted, size);
  return { data, batch: 1, height: size, width: size };
}

/** Paints what lies beside the front. @returns the new front */
function growOnce(data: Float32Array, painted: Uint8Array, size: number, front: ArrayLike<number>): number[] {
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
  return [...added];
}

/**
 * Halves the picture, each texel the mean of what is painted of its four, fills that in the same way, and takes from
 * it what is not painted here (pull-push; Gortler et al. 1996).
 */
function fillFromCoarser(data: Float32Array, painted: Uint8Array, size: number): void {
  if (size === 1) return;
  const half = Math.ceil(size / 2);
  const coarse = new Float32Array(half * half * 3);
  const counts = new Uint8Array(half * half);
  const parent = (texel: number) => (Math.floor(texel / size) >> 1) * half + ((texel % size) >> 1);
  for (let texel = 0; texel < painted.length; texel++) {
    if (!painted[texel]) continue;
    const to = parent(texel);
    counts[to]++;
    for (let c = 0; c < 3; c++) coarse[to * 3 + c] += data[texel * 3 + c];
  }
  for (let i = 0; i < coarse.length; i++) coarse[i] /= counts[Math.floor(i / 3)] || 1;
  fillFromCoarser(coarse, counts, half);
  for (let texel = 0; texel < painted.length; texel++) {
    if (!painted[texel]) data.set(coarse.subarray(parent(texel) * 3, parent(texel) * 3 + 3), texel * 3);
  }
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
