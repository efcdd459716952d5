import type { Rng } from '@modeseek/core';
import {
  type Composite,
  DIAGONAL,
  type IntegratorOptions,
  type OccupancyGrid,
  type RayBundle,
  type RayIntegrator,
} from '@modeseek/renderer';
import type { WebGpuField } from './field.ts';
import type { Buffers, Dispatch, Gpu, Kernel } from './gpu.ts';
import * as shaders from './integrator-shaders.ts';

/** Floats of a composite: colour, opacity, depth. */
const RESULT = 5;

/** Bytes of each array, for a ray and for a sample. Offsets are one more than rays. */
const RAY = { origins: 12, directions: 12, places: 4, offsets: 4, ends: 4, result: 4 * RESULT };
const SAMPLE = { positions: 12, pieces: 8, values: 16, behind: 4 };
const SAMPLE_GRADIENT = { density: 4, colour: 12 };

/** One render's rays and samples on the GPU. */
interface Pass {
  settings: GPUBuffer;
  cells: GPUBuffer | undefined;
  rays: Buffers<keyof typeof RAY> | undefined;
  samples: Buffers<keyof typeof SAMPLE> | undefined;
  rayCount: number;
  sampleCount: number;
}

/**
 * Sampling and compositing in WGSL, around a field on the same GPU: rays go up and what they gather comes
 * down, and nothing between.
 */
export class WebGpuIntegrator implements RayIntegrator {
  private readonly field: WebGpuField;
  private readonly gpu: Gpu;
  private readonly step: number;
  private readonly transmittanceEnd: number;
  private readonly kernels: Readonly<
    Record<'count' | 'scan' | 'sample' | 'composite' | 'compositeBackward', Kernel>
  >;
  private readonly training: Pass;
  private readonly querying: Pass;
  private gradients: Buffers<keyof typeof SAMPLE_GRADIENT> | undefined;

  constructor(
    field: WebGpuField,
    { samplesPerDiagonal, transmittanceEnd }: Omit<IntegratorOptions, 'samplesAtOnce'>,
  ) {
    const { gpu } = field;
    this.field = field;
    this.gpu = gpu;
    this.step = DIAGONAL / samplesPerDiagonal;
    this.transmittanceEnd = transmittanceEnd;
    this.kernels = {
      count: gpu.kernel(shaders.count),
      scan: gpu.kernel(shaders.scan),
      sample: gpu.kernel(shaders.sample),
      composite: gpu.kernel(shaders.composite),
      compositeBackward: gpu.kernel(shaders.compositeBackward),
    };
    const pass = (): Pass => ({
      settings: gpu.uniform(16),
      cells: undefined,
      rays: undefined,
      samples: undefined,
      rayCount: 0,
      sampleCount: 0,
    });
    this.training = pass();
    this.querying = pass();
    field.whenDisposed(() => this.free());
  }

  get sampleCount() {
    return this.training.sampleCount;
  }

  async forward(rays: RayBundle, occupancy: OccupancyGrid, rng: Rng) {
    return this.integrate(this.training, rays, occupancy, () => rng.uniform());
  }

  async query(rays: RayBundle, occupancy: OccupancyGrid) {
    return this.integrate(this.querying, rays, occupancy, () => 0.5);
  }

  async backward(gradient: Composite) {
    const { gpu, kernels, training } = this;
    const { settings, rays, samples, rayCount, sampleCount } = training;
    if (!rays || !samples || sampleCount === 0) return;
    this.gradients = gpu.atLeast(this.gradients, sampleCount, SAMPLE_GRADIENT);
    const packed = new Float32Array(rayCount * RESULT);
    for (let ray = 0; ray < rayCount; ray++) {
      for (let c = 0; c < 3; c++) packed[RESULT * ray + c] = gradient.colour[3 * ray + c];
      packed[RESULT * ray + 3] = gradient.opacity[ray];
      packed[RESULT * ray + 4] = gradient.depth[ray];
    }
    gpu.write(rays.result, packed);
    const { density, colour } = this.gradients;
    gpu.submit([
      this.perRay(kernels.compositeBackward, rayCount, [
        ...[settings, rays.offsets, samples.pieces, samples.values, samples.behind, rays.ends, rays.result],
        ...[density, colour],
      ]),
    ]);
    this.field.propagate(samples.positions, sampleCount, density, colour);
  }

  private free(): void {
    const { training, querying, gradients } = this;
    for (const room of [training.rays, training.samples, querying.rays, querying.samples, gradients]) {
      if (room) this.gpu.free(...buffersOf(room));
    }
    for (const { settings, cells } of [training, querying]) this.gpu.free(settings, cells);
  }

  private async integrate(
    pass: Pass,
    bundle: RayBundle,
    occupancy: OccupancyGrid,
    place: () => number,
  ): Promise<Composite> {
    const { gpu, kernels } = this;
    const { count } = bundle;
    pass.rayCount = count;
    pass.rays = gpu.atLeast(pass.rays, count + 1, RAY);
    pass.cells ??= gpu.storage(occupancy.cells.length);
    const { settings, cells, rays } = pass;
    const words = new Uint32Array([count, occupancy.resolution, 0, 0]);
    new Float32Array(words.buffer).set([this.step, this.transmittanceEnd], 2);
    gpu.write(settings, words);
    gpu.write(rays.origins, bundle.origins.subarray(0, 3 * count));
    gpu.write(rays.directions, bundle.directions.subarray(0, 3 * count));
    gpu.write(rays.places, new Float32Array(count).map(place));
    gpu.write(cells, wholeWords(occupancy.cells));
    const walk = [settings, rays.origins, rays.directions, rays.places, cells, rays.offsets];
    gpu.submit([
      this.perRay(kernels.count, count, walk),
      { kernel: kernels.scan, bindings: [settings, rays.offsets], workgroups: [1] },
    ]);
    const [total] = new Uint32Array((await gpu.read(rays.offsets, 1, count)).buffer);
    pass.sampleCount = total;
    pass.samples = gpu.atLeast(pass.samples, total, SAMPLE);
    const { positions, pieces, values, behind } = pass.samples;
    gpu.submit([this.perRay(kernels.sample, count, [...walk, positions, pieces])]);
    this.field.evaluate(positions, total, values);
    gpu.submit([
      this.perRay(kernels.composite, count, [
        ...[settings, rays.offsets, pieces, values, behind, rays.ends, rays.result],
      ]),
    ]);
    const result = await gpu.read(rays.result, count * RESULT);
    const out: Composite = {
      colour: new Float32Array(count * 3),
      opacity: new Float32Array(count),
      depth: new Float32Array(count),
    };
    for (let ray = 0; ray < count; ray++) {
      for (let c = 0; c < 3; c++) out.colour[3 * ray + c] = result[RESULT * ray + c];
      out.opacity[ray] = result[RESULT * ray + 3];
      out.depth[ray] = result[RESULT * ray + 4];
    }
    return out;
  }

  private perRay(kernel: Kernel, rays: number, bindings: GPUBuffer[]): Dispatch {
    return { kernel, bindings, workgroups: [Math.ceil(rays / shaders.THREADS)] };
  }
}

function buffersOf(room: object): GPUBuffer[] {
  return Object.values(room).filter((each) => typeof each !== 'number');
}

/** Bytes as words, filled up with zeros. */
function wholeWords(bytes: Uint8Array): Uint32Array {
  if (bytes.length % 4 === 0 && bytes.byteOffset % 4 === 0) {
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  }
  const words = new Uint32Array(Math.ceil(bytes.length / 4));
  new Uint8Array(words.buffer).set(bytes);
  return words;
}
