import type { Rng } from '@modeseek/core';
import { grown } from './buffer.ts';
import type { OccupancyGrid } from './occupancy.ts';
import { inRayRanges } from './ray-ranges.ts';
import { intersectCube, type RayBundle } from './rays.ts';

/** Length of the cube's diagonal. */
export const DIAGONAL = 2 * Math.sqrt(3);

/** Samples of all rays, packed: those of ray r are `offsets[r]` up to `offsets[r + 1]`, front to back. */
export interface Samples {
  /** `[rays + 1]`. */
  offsets: Uint32Array;
  count: number;
  /** `[count, 3]`, world units. */
  positions: Float32Array;
  /** `[count]`, distance along the ray. */
  t: Float32Array;
  /** `[count]`, length of the piece of ray that the sample stands for. */
  delta: Float32Array;
}

/**
 * Places samples on rays. Its arrays are reused: samples are valid until the next call. They may be longer
 * than what is in use.
 */
export class RaySampler {
  private readonly step: number;
  private readonly samples: Samples = {
    offsets: new Uint32Array(1),
    count: 0,
    positions: new Float32Array(0),
    t: new Float32Array(0),
    delta: new Float32Array(0),
  };

  /** The samples last placed. */
  get last(): Samples {
    return this.samples;
  }

  /** @param samplesPerDiagonal how many steps would cross the cube from corner to corner */
  constructor(samplesPerDiagonal: number) {
    this.step = DIAGONAL / samplesPerDiagonal;
  }

  /**
   * Divides each ray's way through the cube into pieces of one length (the last is shorter) and puts one
   * sample into each, all of a ray at the same random place within their pieces; samples in empty cells are
   * left out.
   * @param rng null puts every sample into the middle of its piece
   */
  async sample(rays: RayBundle, grid: OccupancyGrid, rng: Rng | null): Promise<Samples> {
    const { samples } = this;
    if (samples.offsets.length < rays.count + 1) samples.offsets = new Uint32Array(rays.count + 1);
    samples.count = 0;
    await inRayRanges(rays.count, (begin, end) => this.sampleRange(rays, begin, end, grid, rng));
    samples.offsets[rays.count] = samples.count;
    return samples;
  }

  /** Adds samples of the rays from `begin` up to `end`. */
  private sampleRange(
    rays: RayBundle,
    begin: number,
    end: number,
    grid: OccupancyGrid,
    rng: Rng | null,
  ): void {
    const { step, samples } = this;
    const { cells, resolution: n } = grid;
    const { origins, directions } = rays;
    const most = Math.ceil(DIAGONAL / step) + 1;
    const span: [number, number] = [0, 0];
    const half = n / 2;
    let { count } = samples;
    for (let ray = begin; ray < end; ray++) {
      samples.offsets[ray] = count;
      const place = rng ? rng.uniform() : 0.5;
      const [ox, oy, oz] = [origins[ray * 3], origins[ray * 3 + 1], origins[ray * 3 + 2]];
      const [dx, dy, dz] = [directions[ray * 3], directions[ray * 3 + 1], directions[ray * 3 + 2]];
      if (!intersectCube(ox, oy, oz, dx, dy, dz, span)) continue;
      this.reserve(count + most);
      const { positions, t: ts, delta: deltas } = samples;
      const [near, far] = span;
      for (let k = 0, start = near; start < far; k++, start = near + k * step) {
        const delta = Math.min(step, far - start);
        const t = start + place * delta;
        const x = ox + t * dx;
        const y = oy + t * dy;
        const z = oz + t * dz;
        // Truncated towards 0, so that a hair outside the cube is in its outermost cell.
        const cellX = Math.min(n - 1, ((x + 1) * half) | 0);
        const cellY = Math.min(n - 1, ((y + 1) * half) | 0);
        const cellZ = Math.min(n - 1, ((z + 1) * half) | 0);
        if (cells[(cellX * n + cellY) * n + cellZ] === 0) continue;
        positions[count * 3] = x;
        positions[count * 3 + 1] = y;
        positions[count * 3 + 2] = z;
        ts[count] = t;
        deltas[count] = delta;
        count++;
      }
    }
    samples.count = count;
  }

  private reserve(count: number): void {
    this.samples.positions = grown(this.samples.positions, count * 3);
    this.samples.t = grown(this.samples.t, count);
    this.samples.delta = grown(this.samples.delta, count);
  }
}
