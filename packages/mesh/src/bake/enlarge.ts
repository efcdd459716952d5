import { type Images, type Picture, toBytes } from '@modeseek/core';

/** A picture as bytes, enlarged to so many pixels along an edge where it has fewer (bilinear). */
export function enlarged(image: Images, size: number): Picture {
  const { data, width } = image;
  if (width === size) return { data: toBytes(data), width: size, height: size };
  const out = new Uint8Array(size * size * 3);
  const at = Float64Array.from({ length: size }, (_, i) =>
    Math.min(width - 1, Math.max(0, ((i + 0.5) / size) * width - 0.5)),
  );
  const row = new Float64Array(width * 3);
  for (let y = 0, i = 0; y < size; y++) {
    const top = Math.floor(at[y]) * width * 3;
    const below = Math.min(width - 1, Math.floor(at[y]) + 1) * width * 3;
    const fy = at[y] % 1;
    for (let k = 0; k < row.length; k++)
      row[k] = 255 * ((1 - fy) * data[top + k] + fy * data[below + k]) + 0.5;
    for (let x = 0; x < size; x++) {
      const left = Math.floor(at[x]);
      const right = Math.min(width - 1, left + 1) * 3;
      const fx = at[x] - left;
      for (let c = 0; c < 3; c++) out[i++] = (1 - fx) * row[left * 3 + c] + fx * row[right + c];
    }
  }
  return { data: out, width: size, height: size };
}
