/** Texels along an edge of the grid that is looked at, at most: a larger texture's share is that of the grid. */
const MOST = 2048;

/** Farther from the texture, in texels, numbers do not tell one from the next. */
const FARTHEST = 2 ** 31;

/** Which texels of a texture are shown: those whose middle lies in a triangle. */
export class UsedTexels {
  readonly #width: number;
  readonly #height: number;
  readonly #used: Uint8Array;
  #count = 0;

  constructor({ width, height }: { width: number; height: number }) {
    this.#width = Math.min(MOST, width);
    this.#height = Math.min(MOST, height);
    this.#used = new Uint8Array(this.#width * this.#height);
  }

  /** In [0, 1]. */
  get share(): number {
    return this.#used.length === 0 ? 0 : this.#count / this.#used.length;
  }

  /**
   * Adds the texels of triangles laid on by `[vertices, 2]` coordinates. A texture repeats beyond [0, 1]; of a
   * triangle that is larger than the whole texture all around it is taken as used. One that is nowhere near is none.
   */
  add(uvs: Float32Array, indices: Uint32Array): void {
    const [width, height] = [this.#width, this.#height];
    for (let t = 0; t < indices.length && this.#count < this.#used.length; t += 3) {
      const [a, b, c] = [indices[t] * 2, indices[t + 1] * 2, indices[t + 2] * 2];
      // In texels, such that the centre of texel (x, y) is at (x, y).
      const [ax, ay] = [uvs[a] * width - 0.5, uvs[a + 1] * height - 0.5];
      const [bx, by] = [uvs[b] * width - 0.5, uvs[b + 1] * height - 0.5];
      const [cx, cy] = [uvs[c] * width - 0.5, uvs[c + 1] * height - 0.5];
      const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
      const farthest = Math.max(
        Math.abs(ax),
        Math.abs(ay),
        Math.abs(bx),
        Math.abs(by),
        Math.abs(cx),
        Math.abs(cy),
      );
      if (!(farthest < FARTHEST) || area === 0) continue;
      const x0 = Math.ceil(Math.min(ax, bx, cx));
      const y0 = Math.ceil(Math.min(ay, by, cy));
      const wide = Math.floor(Math.max(ax, bx, cx)) - x0;
      const high = Math.floor(Math.max(ay, by, cy)) - y0;
      const large = wide >= width || high >= height;
      for (let y = y0; y <= y0 + Math.min(high, height - 1); y++) {
        for (let x = x0; x <= x0 + Math.min(wide, width - 1); x++) {
          const wb = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area;
          const wc = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area;
          if (large || (wb >= 0 && wc >= 0 && wb + wc <= 1)) this.#use(x, y);
        }
      }
    }
  }

  #use(x: number, y: number): void {
    const column = x - Math.floor(x / this.#width) * this.#width;
    const row = y - Math.floor(y / this.#height) * this.#height;
    const texel = row * this.#width + column;
    this.#count += 1 - this.#used[texel];
    this.#used[texel] = 1;
  }
}
