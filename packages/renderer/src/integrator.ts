import type { RadianceField, Rng } from '@modeseek/core';
import { type Composite, Compositor } from './composite.ts';
import type { OccupancyGrid } from './occupancy.ts';
import { backwardInPieces, forwardInPieces } from './pieces.ts';
import type { RayBundle } from './rays.ts';
import { RaySampler } from './sampling.ts';

export interface IntegratorOptions {
  /** Samples that a ray along the cube's diagonal would take, were nothing empty. */
  samplesPerDiagonal: number;
  /**
   * A ray ends where less than this share of the light gets through; what it meets further on is left out. 0:
   * nowhere.
   */
  transmittanceEnd: number;
  /**
   * Samples that the field takes at once: bounds its memory. A render with more goes through the field once
   * more on its way back.
   */
  samplesAtOnce: number;
}

/** The way from rays to what they gather, through a field, and back. */
export interface RayIntegrator {
  /** How many samples the last `forward` took. */
  readonly sampleCount: number;
  /** Integrates along rays and keeps what `backward` needs, until the next call. `rng` places the samples. */
  forward(rays: RayBundle, occupancy: OccupancyGrid, rng: Rng): Promise<Composite>;
  /**
   * Adds to the field's parameter gradients, for the last `forward`, given the loss's gradient by what it
   * returned.
   */
  backward(gradient: Composite): Promise<void>;
  /** Integrates with samples in the middle of their pieces, leaving what `backward` needs alone. */
  query(rays: RayBundle, occupancy: OccupancyGrid): Promise<Composite>;
}

/** Values at no points. */
const NOTHING = { density: new Float32Array(0), colour: new Float32Array(0) };

/** Sampling and compositing on the host, for any field. */
export class HostIntegrator implements RayIntegrator {
  private readonly field: RadianceField;
  private readonly samplesAtOnce: number;
  private readonly sampler: RaySampler;
  private readonly compositor: Compositor;
  private readonly querySampler: RaySampler;
  private readonly queryCompositor: Compositor;
  private rays = 0;

  constructor(
    field: RadianceField,
    { samplesPerDiagonal, transmittanceEnd, samplesAtOnce }: IntegratorOptions,
  ) {
    this.field = field;
    this.samplesAtOnce = samplesAtOnce;
    this.compositor = new Compositor(transmittanceEnd);
    this.queryCompositor = new Compositor(transmittanceEnd);
    this.sampler = new RaySampler(samplesPerDiagonal);
    this.querySampler = new RaySampler(samplesPerDiagonal);
  }

  get sampleCount() {
    return this.sampler.last.count;
  }

  async forward(rays: RayBundle, occupancy: OccupancyGrid, rng: Rng) {
    this.rays = rays.count;
    const samples = await this.sampler.sample(rays, occupancy, rng);
    const { positions, count } = samples;
    const values =
      count > 0 ? await forwardInPieces(this.field, positions, count, this.samplesAtOnce) : NOTHING;
    return this.compositor.forward(samples, rays.count, values);
  }

  async backward(gradient: Composite) {
    const { last } = this.sampler;
    if (last.count === 0) return;
    const byValues = await this.compositor.backward(last, this.rays, gradient);
    await backwardInPieces(this.field, last.positions, last.count, this.samplesAtOnce, byValues);
  }

  async query(rays: RayBundle, occupancy: OccupancyGrid) {
    const samples = await this.querySampler.sample(rays, occupancy, null);
    const { positions, count } = samples;
    const values = count > 0 ? await this.field.query(positions, count) : NOTHING;
    return this.queryCompositor.forward(samples, rays.count, values);
  }
}

/** How a backend brings rays through one of its fields. */
export interface RenderKernels {
  integrator(field: RadianceField, options: IntegratorOptions): RayIntegrator;
}

/** On the host, for any field. */
export const hostRenderKernels: RenderKernels = {
  integrator: (field, options) => new HostIntegrator(field, options),
};
