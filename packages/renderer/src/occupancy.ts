import type { RadianceField } from '@modeseek/core';
import { breathe, type Rng } from '@modeseek/core';

export interface OccupancyOptions {
  /** Cells along each edge of the cube. */
  resolution: number;
  /** What is left of a cell's remembered density after an update that finds less. */
  decay: number;
  /**
   * A cell counts as occupied above this density (per world unit), or above the mean of all cells where that
   * is lower.
   */
  threshold: number;
}

/**
 * The decay is faster than the 0.95 of instant-ngp, whose runs have tens of thousands of steps: a cell that
 * was solid (density 100) is let go after some eight updates.
 */
export const OCCUPANCY_DEFAULTS: OccupancyOptions = { resolution: 48, decay: 0.5, threshold: 0.5 };

/** Points asked of the field at once: few, as this thread makes them. */
const CHUNK = 1 << 14;

/** A grid's whole state, for checkpoints. */
export interface OccupancyState {
  /** `[resolution^3]`, remembered density of each cell; x varies slowest, z fastest. */
  density: Float32Array;
  /** `[resolution^3]`, 1 where samples are wanted. */
  occupied: Uint8Array;
}

/**
 * Which cells of the cube [-1, 1]^3 may hold matter, so that rays skip the rest (Müller et al. 2022,
 * instant-ngp, appendix E.2). Everything is occupied until the first update.
 */
export class OccupancyGrid {
  readonly resolution: number;
  private readonly options: OccupancyOptions;
  private density: Float32Array;
  private occupied: Uint8Array;

  constructor(options: Partial<OccupancyOptions> = {}) {
    this.options = { ...OCCUPANCY_DEFAULTS, ...options };
    this.resolution = this.options.resolution;
    this.density = new Float32Array(this.resolution ** 3);
    this.occupied = new Uint8Array(this.resolution ** 3).fill(1);
  }

  /** `[resolution^3]`, 1 where samples are wanted; x varies slowest, z fastest. */
  get cells(): Uint8Array {
    return this.occupied;
  }

  /** Share of occupied cells. */
  get share(): number {
    let sum = 0;
    for (const cell of this.occupied) sum += cell;
    return sum / this.occupied.length;
  }

  get state(): OccupancyState {
    return { density: this.density, occupied: this.occupied };
  }

  /** @throws RangeError when the state is of a grid of another size */
  set state(state: OccupancyState) {
    this.density.set(state.density);
    this.occupied.set(state.occupied);
  }

  /**
   * Asks the field's density at one random point in each cell. A cell remembers the larger of that and its
   * decayed memory; cells over the threshold are occupied, and so are their 26 neighbours; and all where a
   * density is not a number, for renders are to show that.
   */
  async update(field: Pick<RadianceField, 'query'>, rng: Rng): Promise<void> {
    const { resolution: n, density } = this;
    const points = new Float32Array(Math.min(CHUNK, density.length) * 3);
    let sum = 0;
    let [x, y, z] = [0, 0, 0];
    for (let begin = 0; begin < density.length; begin += CHUNK) {
      const count = Math.min(CHUNK, density.length - begin);
      for (let i = 0; i < count; i++) {
        points[i * 3] = ((x + rng.uniform()) / n) * 2 - 1;
        points[i * 3 + 1] = ((y + rng.uniform()) / n) * 2 - 1;
        points[i * 3 + 2] = ((z + rng.uniform()) / n) * 2 - 1;
        z = (z + 1) % n;
        if (z === 0) y = (y + 1) % n;
        if (z === 0 && y === 0) x++;
      }
      const { density: found } = await field.query(points, count);
      for (let i = 0; i < count; i++) {
        density[begin + i] = Math.max(density[begin + i] * this.options.decay, found[i]);
        sum += density[begin + i];
      }
    }
    await breathe();
    const threshold = Math.min(this.options.threshold, sum / density.length);
    for (let i = 0; i < density.length; i++) this.occupied[i] = density[i] <= threshold ? 0 : 1;
    this.dilate();
    await breathe();
  }

  /**
   * Grows the occupied region by one cell in every direction, diagonals included: one pass along each axis.
   */
  private dilate(): void {
    const n = this.resolution;
    for (const stride of [1, n, n * n]) {
      const source = this.occupied.slice();
      for (let row = 0; row < source.length; row += n * stride) {
        for (let i = row; i < row + (n - 1) * stride; i++) {
          if (source[i]) this.occupied[i + stride] = 1;
          if (source[i + stride]) this.occupied[i] = 1;
        }
      }
    }
  }
}
