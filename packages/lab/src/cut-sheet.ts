import type { Images } from '@modeseek/core';

/** The first `count` pictures of a contact sheet of square pictures, row by row: undoes `contactSheet`. */
export function cutSheet({ data, width }: Images, columns: number, count: number): Images {
  const size = width / columns;
  const out = new Float32Array(count * size * size * 3);
  for (let i = 0; i < count; i++) {
    for (let y = 0; y < size; y++) {
      const from = ((Math.floor(i / columns) * size + y) * width + (i % columns) * size) * 3;
      out.set(data.subarray(from, from + size * 3), (i * size + y) * size * 3);
    }
  }
  return { data: out, batch: count, height: size, width: size };
}
