/** A batch of pictures `[batch, height, width, 3]`, float32, in [0, 1] unless said otherwise. */
export interface Images {
  data: Float32Array;
  batch: number;
  height: number;
  width: number;
}

/** One picture `[height, width, 3]`: in [0, 1], or in bytes; of a batch the first. */
export interface Picture {
  data: Float32Array | Uint8Array<ArrayBuffer>;
  batch?: number;
  height: number;
  width: number;
}

/** Writes a picture as PNG. */
export type PngEncoder = (image: Picture) => Uint8Array | Promise<Uint8Array>;

/** One picture of a batch, sharing its memory. */
export function imageAt(images: Images, index: number): Images {
  const size = images.height * images.width * 3;
  return { ...images, batch: 1, data: images.data.subarray(index * size, (index + 1) * size) };
}

/**
 * Lays the pictures of several batches, all of one size, on a grid with `columns` columns, row by row.
 * Missing cells are white.
 */
export function contactSheet(batches: readonly Images[], columns: number): Images {
  const cells = batches.flatMap((b) => Array.from({ length: b.batch }, (_, i) => imageAt(b, i)));
  const { height, width } = cells[0];
  const rows = Math.ceil(cells.length / columns);
  const sheet: Images = {
    data: new Float32Array(rows * height * columns * width * 3).fill(1),
    batch: 1,
    height: rows * height,
    width: columns * width,
  };
  cells.forEach((cell, index) => {
    const top = Math.floor(index / columns) * height;
    const left = (index % columns) * width;
    for (let y = 0; y < height; y++) {
      sheet.data.set(
        cell.data.subarray(y * width * 3, (y + 1) * width * 3),
        ((top + y) * sheet.width + left) * 3,
      );
    }
  });
  return sheet;
}

/** Values in [0, 1], clamped, as bytes; bytes as they are. */
export function toBytes(values: Float32Array | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (values instanceof Uint8Array) return values;
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) bytes[i] = Math.round(Math.min(1, Math.max(0, values[i])) * 255);
  return bytes;
}
