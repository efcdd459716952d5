import type { Arrays, WasmKernels, WasmPool } from '@modeseek/backend';
import type { Rng } from '@modeseek/core';
import { type Composite, TRANSMITTANCE_END } from '../composite.ts';
import { HostIntegrator, type RayIntegrator } from '../integrator.ts';
import type { OccupancyGrid } from '../occupancy.ts';
import type { RadianceField } from '../radiance-field.ts';
import type { RayBundle } from '../rays.ts';
import { DIAGONAL } from '../sampling.ts';

const BUILD = new URL('../../build/', import.meta.url);

/** A field whose points and values lie in the memory of a pool. */
export interface WasmRadianceField extends RadianceField {
  readonly pool: WasmPool;
  /** Addresses for up to `count` points `[count, 3]`, what is found there, and the loss's gradient by it; good until the next `reserve` of more. */
  reserve(
    count: number,
  ): Readonly<Record<'points' | 'density' | 'colour' | 'densityGradient' | 'colourGradient', number>>;
  /** As `forward`, from points to values in memory. */
  evaluate(count: number): Promise<void>;
  /** As `backward`, from gradients in memory. */
  propagate(): Promise<void>;
}

/** Bytes of each array, for a ray and for a sample. Offsets are one more than rays. */
const RAY = {
  ...{ origins: 12, directions: 12, places: 8, offsets: 4, ends: 4 },
  ...{ colour: 12, opacity: 4, depth: 4, byColour: 12, byOpacity: 4, byDepth: 4 },
};
const SAMPLE = { t: 4, delta: 4, behind: 4 };

/**
 * Sampling and compositing on the threads and in the memory of the field. A render of more samples than the field takes at once goes the
 * host's way, and so does what needs no gradient.
 */
export class WasmIntegrator implements RayIntegrator {
  private readonly field: WasmRadianceField;
  private readonly samplesAtOnce: number;
  private readonly step: number;
  private readonly host: HostIntegrator;
  private kernels: WasmKernels | undefined;
  private cells: number | undefined;
  private rays: Arrays<keyof typeof RAY> | undefined;
  private samples: Arrays<keyof typeof SAMPLE> | undefined;
  private rayCount = 0;
  private count = 0;
  private onHost = false;

  constructor(field: WasmRadianceField, samplesPerDiagonal: number, samplesAtOnce: number) {
    this.field = field;
    this.samplesAtOnce = samplesAtOnce;
    this.step = DIAGONAL / samplesPerDiagonal;
    this.host = new HostIntegrator(field, samplesPerDiagonal, samplesAtOnce);
  }

  get sampleCount() {
    return this.onHost ? this.host.sampleCount : this.count;
  }

  async forward(bundle: RayBundle, occupancy: OccupancyGrid, rng: Rng) {
    const { field, step } = this;
    const { pool } = field;
    this.kernels ??= await pool.load(BUILD);
    this.cells ??= pool.allocate(occupancy.cells.length);
    this.rays = pool.atLeast(this.rays, bundle.count + 1, RAY);
    const { rays } = this;
    const { count } = bundle;
    this.rayCount = count;
    const before = rng.state;
    pool.floats(rays.origins, count * 3).set(bundle.origins.subarray(0, count * 3));
    pool.floats(rays.directions, count * 3).set(bundle.directions.subarray(0, count * 3));
    const places = pool.doubles(rays.places, count);
    for (let ray = 0; ray < count; ray++) places[ray] = rng.uniform();
    pool.bytes(this.cells, occupancy.cells.length).set(occupancy.cells);
    const walk = [
      ...[count, rays.origins, rays.directions, rays.places, this.cells, occupancy.resolution, step],
      rays.offsets,
    ];
    await this.run('sample', [...walk, 0, 0, 0]);
    this.count = countsToOffsets(pool.integers(rays.offsets, count + 1));

    this.onHost = this.count > this.samplesAtOnce;
    if (this.onHost) {
      rng.state = before;
      return this.host.forward(bundle, occupancy, rng);
    }
    this.samples = pool.atLeast(this.samples, this.count, SAMPLE);
    const { t, delta, behind } = this.samples;
    const { points, density, colour } = field.reserve(this.count);
    await this.run('sample', [...walk, points, t, delta]);
    if (this.count > 0) await field.evaluate(this.count);
    await this.run('composite', [
      ...[count, TRANSMITTANCE_END, rays.offsets, t, delta, density, colour, behind, rays.ends],
      ...[rays.colour, rays.opacity, rays.depth],
    ]);
    return {
      colour: pool.floats(rays.colour, count * 3).slice(),
      opacity: pool.floats(rays.opacity, count).slice(),
      depth: pool.floats(rays.depth, count).slice(),
    };
  }

  async backward(gradient: Composite) {
    if (this.onHost) return this.host.backward(gradient);
    const { field, kernels, rays, samples, rayCount } = this;
    if (!kernels || !rays || !samples || this.count === 0) return;
    const { pool } = field;
    pool.floats(rays.byColour, rayCount * 3).set(gradient.colour);
    pool.floats(rays.byOpacity, rayCount).set(gradient.opacity);
    pool.floats(rays.byDepth, rayCount).set(gradient.depth);
    const { colour, densityGradient, colourGradient } = field.reserve(this.count);
    await this.run('compositeBackward', [
      ...[rayCount, rays.offsets, samples.t, samples.delta, colour, samples.behind, rays.ends],
      ...[rays.byColour, rays.byOpacity, rays.byDepth, densityGradient, colourGradient],
    ]);
    await field.propagate();
  }

  query(rays: RayBundle, occupancy: OccupancyGrid) {
    return this.host.query(rays, occupancy);
  }

  private run(kernel: string, args: number[]): Promise<void> {
    const kernels = this.kernels!;
    return kernels.run(kernel, Math.ceil(this.rayCount / kernels.constant('taskRays')), args);
  }
}

/** Numbers of samples to the offsets of each ray's first, with the sum of all at the end, which is returned. */
function countsToOffsets(counts: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length - 1; i++) {
    const own = counts[i];
    counts[i] = sum;
    sum += own;
  }
  counts[counts.length - 1] = sum;
  return sum;
}
