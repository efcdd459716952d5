/** A picture whose texels are looked up: `[height, width, 4]`, RGB and alpha, bytes, row by row from the top. */
export interface Texture {
  width: number;
  height: number;
  data: Uint8Array;
}

/**
 * Looks a texture up at (u, v), v growing downwards as glTF has it, bilinearly; it repeats beyond [0, 1].
 * @param out receives RGB in [0, 1]
 */
export function sampleTexture(
  { width, height, data }: Texture,
  u: number,
  v: number,
  out: Float64Array,
): void {
  // The edges themselves belong to the picture; beside them its other side does not shine in.
  const x = (u >= 0 && u <= 1 ? u : u - Math.floor(u)) * width - 0.5;
  const y = (v >= 0 && v <= 1 ? v : v - Math.floor(v)) * height - 0.5;
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - left, y - top];
  const x0 = Math.max(0, left) * 4;
  const x1 = Math.min(width - 1, left + 1) * 4;
  const y0 = Math.max(0, top) * width * 4;
  const y1 = Math.min(height - 1, top + 1) * width * 4;
  for (let c = 0; c < 3; c++) {
    const above = data[y0 + x0 + c] * (1 - fx) + data[y0 + x1 + c] * fx;
    const below = data[y1 + x0 + c] * (1 - fx) + data[y1 + x1 + c] * fx;
    out[c] = (above * (1 - fy) + below * fy) / 255;
  }
}
