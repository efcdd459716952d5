import type { Rng } from '@modeseek/core';
import {
  type Composite,
  DIAGONAL,
  HostIntegrator,
  type IntegratorOptions,
  type OccupancyGrid,
  type RayBundle,
  type RayIntegrator,
} from '@modeseek/renderer';
import type { WasmField } from './field.ts';
import { INTEGRATOR_KERNELS } from './integrator-kernels.ts';
import type { Arrays, WasmKernels } from './pool.ts';

type Kernels = typeof INTEGRATOR_KERNELS;

const BUILD = new URL('../../build/integrator/', import.meta.url);

/** Addresses of points `[count, 3]`, and of what is found there. */
type PointRoom = Readonly<Record<'points' | 'density' | 'colour', number>>;

/**
 * How many samples a ray takes in its first wave. Each wave has twice as many as the one before, and the last
 * has the rest.
 */
const FIRST_WAVE = 8;
const WAVES = 6;

/** More rays than this are the host's: bounds memory. */
const MOST_RAYS = 2 ** 20 - 1;

/**
 * Bytes of each array, for a ray and for a sample. Offsets are one more than rays, and apart for each wave.
 */
const RAY = {
  ...{ origins: 12, directions: 12, places: 8, left: 4, offsets: 4 * WAVES, ends: 4 },
  ...{ colour: 12, opacity: 4, depth: 4, byColour: 12, byOpacity: 4, byDepth: 4 },
};
type RayArray = keyof typeof RAY | 'marks' | 'states';
const SAMPLE = { t: 4, delta: 4, behind: 4 };

/** One render's rays and samples in memory. */
interface Pass {
  rays: Arrays<RayArray> | undefined;
  samples: Arrays<keyof typeof SAMPLE> | undefined;
  rayCount: number;
  waves: number;
  /** Samples that were asked of the field. */
  sampleCount: number;
}

const newPass = (): Pass => ({
  rays: undefined,
  samples: undefined,
  rayCount: 0,
  waves: 0,
  sampleCount: 0,
});

/**
 * Sampling and compositing on the threads and in the memory of the field. A render that might take more
 * samples than the field takes at once goes the host's way.
 */
export class WasmIntegrator implements RayIntegrator {
  private readonly field: WasmField;
  private readonly options: IntegratorOptions;
  private readonly host: HostIntegrator;
  private readonly training = newPass();
  private readonly querying = newPass();
  private kernels: WasmKernels<Kernels> | undefined;
  private cells: number | undefined;
  private onHost = false;

  constructor(field: WasmField, options: IntegratorOptions) {
    this.field = field;
    this.options = options;
    this.host = new HostIntegrator(field, options);
  }

  get sampleCount() {
    return this.onHost ? this.host.sampleCount : this.training.sampleCount;
  }

  async forward(bundle: RayBundle, occupancy: OccupancyGrid, rng: Rng) {
    const { field, training } = this;
    const { chunk } = field;
    const before = rng.state;
    const most = (await this.trace(training, bundle, occupancy, () => rng.uniform())) + WAVES * chunk;
    this.onHost = most > this.options.samplesAtOnce;
    if (this.onHost) {
      rng.state = before;
      return this.host.forward(bundle, occupancy, rng);
    }
    const room = field.reserve(most);
    let begin = 0;
    return this.integrate(training, most, room, async (end) => {
      await field.evaluate(begin, end);
      begin = Math.ceil(end / chunk) * chunk;
      return begin;
    });
  }

  async query(bundle: RayBundle, occupancy: OccupancyGrid) {
    const { field, querying } = this;
    const most = await this.trace(querying, bundle, occupancy, () => 0.5);
    if (most > this.options.samplesAtOnce) return this.host.query(bundle, occupancy);
    return this.integrate(querying, most, field.reserveQuery(most), async (end) => {
      await field.ask(end);
      return 0;
    });
  }

  async backward(gradient: Composite) {
    if (this.onHost) return this.host.backward(gradient);
    const { field, training } = this;
    const { rays, samples, rayCount, waves } = training;
    if (!rays || !samples || waves === 0) return;
    const { pool } = field;
    pool.floats(rays.byColour, rayCount * 3).set(gradient.colour);
    pool.floats(rays.byOpacity, rayCount).set(gradient.opacity);
    pool.floats(rays.byDepth, rayCount).set(gradient.depth);
    const { colour, densityGradient, colourGradient } = field.reserve(0);
    await this.run(training, 'compositeBackward', {
      waves,
      offsets: rays.offsets,
      offsetBytes: offsetBytes(rays),
      t: samples.t,
      delta: samples.delta,
      colour,
      behind: samples.behind,
      ends: rays.ends,
      byRayColour: rays.byColour,
      byRayOpacity: rays.byOpacity,
      byRayDepth: rays.byDepth,
      byDensity: densityGradient,
      byColour: colourGradient,
    });
    await field.propagate();
  }

  /**
   * Brings rays into memory and marks where they may take samples.
   * @returns how many that are; infinitely many for too many rays
   */
  private async trace(
    pass: Pass,
    bundle: RayBundle,
    occupancy: OccupancyGrid,
    place: () => number,
  ): Promise<number> {
    if (bundle.count > MOST_RAYS) return Number.POSITIVE_INFINITY;
    const { pool } = this.field;
    this.kernels ??= await pool.load(BUILD, INTEGRATOR_KERNELS);
    this.cells ??= pool.allocate(occupancy.cells.length);
    const { count } = bundle;
    pass.rayCount = count;
    pass.rays = pool.atLeast<RayArray>(pass.rays, count + 1, {
      ...RAY,
      marks: 4 * this.markWords,
      states: this.kernels.constant('stateBytes'),
    });
    const { rays } = pass;
    pool.floats(rays.origins, count * 3).set(bundle.origins.subarray(0, count * 3));
    pool.floats(rays.directions, count * 3).set(bundle.directions.subarray(0, count * 3));
    const placed = pool.doubles(rays.places, count);
    for (let ray = 0; ray < count; ray++) placed[ray] = place();
    pool.bytes(this.cells, occupancy.cells.length).set(occupancy.cells);
    const { origins, directions, places, marks, states, left, colour, opacity, depth } = rays;
    await this.run(pass, 'trace', {
      origins,
      directions,
      places,
      cells: this.cells,
      n: occupancy.resolution,
      step: this.step,
      words: this.markWords,
      marks,
      states,
      left,
      rayColour: colour,
      rayOpacity: opacity,
      rayDepth: depth,
    });
    return pool.integers(rays.left, count).reduce((sum, left) => sum + left, 0);
  }

  /**
   * Wave after wave: places samples, has the field evaluated there, and composites.
   * @param most more samples than there will be
   * @param evaluate the field at a wave's points up to the given one; says where the next wave begins
   */
  private async integrate(
    pass: Pass,
    most: number,
    { points, density, colour }: PointRoom,
    evaluate: (end: number) => Promise<number>,
  ): Promise<Composite> {
    const { pool } = this.field;
    const rays = pass.rays!;
    const { rayCount } = pass;
    pass.samples = pool.atLeast(pass.samples, most, SAMPLE);
    const { t, delta, behind } = pass.samples;
    pass.waves = 0;
    pass.sampleCount = 0;
    for (let begin = 0, each = FIRST_WAVE; pass.waves < WAVES; pass.waves++, each *= 2) {
      const offsets = rays.offsets + pass.waves * offsetBytes(rays);
      const end = allot(
        pool.integers(offsets, rayCount + 1),
        pool.integers(rays.left, rayCount),
        pass.waves === WAVES - 1 ? Number.POSITIVE_INFINITY : each,
        begin,
      );
      if (end === begin) break;
      pass.sampleCount += end - begin;
      await this.run(pass, 'place', {
        origins: rays.origins,
        directions: rays.directions,
        places: rays.places,
        step: this.step,
        words: this.markWords,
        marks: rays.marks,
        states: rays.states,
        left: rays.left,
        offsets,
        positions: points,
        t,
        delta,
      });
      begin = await evaluate(end);
      await this.run(pass, 'composite', {
        end: this.options.transmittanceEnd,
        states: rays.states,
        left: rays.left,
        offsets,
        t,
        delta,
        density,
        colour,
        behind,
        ends: rays.ends,
        rayColour: rays.colour,
        rayOpacity: rays.opacity,
        rayDepth: rays.depth,
      });
    }
    return {
      colour: pool.floats(rays.colour, rayCount * 3).slice(),
      opacity: pool.floats(rays.opacity, rayCount).slice(),
      depth: pool.floats(rays.depth, rayCount).slice(),
    };
  }

  private get step(): number {
    return DIAGONAL / this.options.samplesPerDiagonal;
  }

  /** Words with a bit for each piece of a ray; rounding may add a piece. */
  private get markWords(): number {
    return Math.ceil((this.options.samplesPerDiagonal + 1) / 32);
  }

  /** A kernel over all rays of a pass. */
  private run<Kernel extends keyof Kernels>(
    { rayCount: rays }: Pass,
    kernel: Kernel,
    args: Readonly<Record<Exclude<Kernels[Kernel][number], 'rays'>, number>>,
  ): Promise<void> {
    const kernels = this.kernels!;
    const all = { ...args, rays } as Readonly<Record<Kernels[Kernel][number], number>>;
    return kernels.run(kernel, Math.ceil(rays / kernels.constant('taskRays')), all);
  }
}

/** Bytes from one wave's offsets to the next's. */
const offsetBytes = ({ capacity }: Arrays<RayArray>) => 4 * capacity;

/**
 * Gives each ray the next of the samples that it has left, at most `each`, from `begin` on.
 * @param offsets receives the place of each ray's first sample, and at last of the end, which is returned
 */
function allot(offsets: Int32Array, left: Int32Array, each: number, begin: number): number {
  let at = begin;
  for (let ray = 0; ray < left.length; ray++) {
    offsets[ray] = at;
    at += Math.min(each, left[ray]);
  }
  offsets[left.length] = at;
  return at;
}
