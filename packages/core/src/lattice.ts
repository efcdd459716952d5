import type { Images } from './image.ts';
import type { Rng } from './rng.ts';

/**
 * Every `stride`-th pixel of every `stride`-th row; `row` and `column`, below `stride`, say where it begins.
 */
export interface Lattice {
  stride: number;
  row: number;
  column: number;
}

export const ALL_PIXELS: Lattice = { stride: 1, row: 0, column: 0 };

/** A lattice that begins anywhere: over many, each pixel comes equally often. */
export function randomLattice(stride: number, rng: Rng): Lattice {
  return stride === 1 ? ALL_PIXELS : { stride, row: rng.int(stride), column: rng.int(stride) };
}

/** How many rows and columns of a picture a lattice has. */
export function latticeSize({ stride, row, column }: Lattice, height: number, width: number) {
  return {
    height: Math.max(0, Math.ceil((height - row) / stride)),
    width: Math.max(0, Math.ceil((width - column) / stride)),
  };
}

/** The lattice's pixels of each picture, as smaller pictures; with all of them, the pictures themselves. */
export function pickPixels(images: Images, lattice: Lattice): Images {
  return {
    data: pickValues(images, 3, lattice),
    batch: images.batch,
    ...latticeSize(lattice, images.height, images.width),
  };
}

/** `pickPixels` of pictures with any number of channels. */
export function pickValues(
  { data, batch, ...from }: Images,
  channels: number,
  lattice: Lattice,
): Float32Array {
  if (lattice.stride === 1) return data;
  const { height, width } = latticeSize(lattice, from.height, from.width);
  const out = new Float32Array(batch * height * width * channels);
  for (let i = 0; i < batch * height; i++) {
    const y = lattice.row + (i % height) * lattice.stride;
    const line = (Math.floor(i / height) * from.height + y) * from.width;
    for (let x = 0; x < width; x++) {
      const source = (line + lattice.column + x * lattice.stride) * channels;
      const to = (i * width + x) * channels;
      for (let c = 0; c < channels; c++) out[to + c] = data[source + c];
    }
  }
  return out;
}
