import type { Images } from './image.ts';
import type { Rng } from './rng.ts';

/** Every `stride`-th pixel of every `stride`-th row; `row` and `column`, below `stride`, say where it begins. */
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
  if (lattice.stride === 1) return images;
  const { height, width } = latticeSize(lattice, images.height, images.width);
  const data = new Float32Array(images.batch * height * width * 3);
  for (let i = 0; i < images.batch * height; i++) {
    const y = lattice.row + (i % height) * lattice.stride;
    const line = (Math.floor(i / height) * images.height + y) * images.width;
    for (let x = 0; x < width; x++) {
      const from = (line + lattice.column + x * lattice.stride) * 3;
      const to = (i * width + x) * 3;
      for (let c = 0; c < 3; c++) data[to + c] = images.data[from + c];
    }
  }
  return { data, batch: images.batch, height, width };
}
