import type { RadianceField } from '@modeseek/core';
import { ALL_PIXELS, type Images, type Lattice, latticeSize, type Rng, type View } from '@modeseek/core';
import type { Composite } from './composite.ts';
import {
  hostRenderKernels,
  type IntegratorOptions,
  type RayIntegrator,
  type RenderKernels,
} from './integrator.ts';
import { densityNormals, densityNormalsBackward, tetrahedra } from './normals.ts';
import { OccupancyGrid, type OccupancyOptions } from './occupancy.ts';
import { type RayBundle, rayRange, viewRays } from './rays.ts';
import { shadeRays, shadeRaysBackward } from './shading.ts';

export interface RendererOptions extends IntegratorOptions {
  /**
   * Distance, along each axis, of the points whose densities give a normal; world units. Smaller sees finer
   * relief and more noise.
   */
  normalStep: number;
  occupancy: Partial<OccupancyOptions>;
}

export const RENDERER_DEFAULTS: RendererOptions = {
  samplesPerDiagonal: 192,
  transmittanceEnd: 1e-3,
  normalStep: 0.02,
  samplesAtOnce: 1 << 21,
  occupancy: {},
};

/** Rays below this opacity have no surface to take a normal of. */
const SURFACE_OPACITY = 0.01;

/** Rays rendered at once where no gradient is needed: bounds the memory of large pictures. */
const PREVIEW_CHUNK = 1 << 14;

/** What a list of rays sees. */
export interface RenderedRays {
  /** `[rays, 3]`, in [0, 1]. */
  colour: Float32Array;
  /** `[rays]`, in [0, 1). */
  opacity: Float32Array;
  /**
   * `[rays]`, weighted sum of distances; divided by the opacity it is the expected distance of the surface.
   */
  depth: Float32Array;
  /**
   * `[rays, 3]`, world units, weighted sum of the points along the ray; divided by the opacity it is the
   * expected point of the surface.
   */
  points: Float32Array;
  /** `[rays, 3]`, outward at the surface, unit length; zero where no normal was taken. */
  normals: Float32Array;
}

/** The loss's gradient by what was rendered; what is absent is zero. */
export type RenderGradient = Pick<RenderedRays, 'colour'> & Partial<RenderedRays>;

/** `RenderedRays` of whole views, row by row, and their colour as images. */
export interface PreviewedViews extends RenderedRays {
  images: Images;
}

/** The rays themselves, too. */
export interface RenderedViews extends PreviewedViews {
  rays: RayBundle;
}

export interface RenderSettings {
  /** Takes normals of every view; otherwise only of those whose shading needs them. */
  normals?: boolean;
}

export interface PixelSettings extends RenderSettings {
  /** Renders these pixels alone; all by default. */
  lattice?: Lattice;
}

/** The points around each surface that gave its normal. */
interface NormalPass {
  /** Index of each ray that has a surface. */
  rays: Uint32Array;
  /** `[surfaces, 4, 3]`. */
  points: Float32Array;
  /** `[surfaces, 4]`. */
  density: Float32Array;
}

const NO_NORMALS: NormalPass = {
  rays: new Uint32Array(0),
  points: new Float32Array(0),
  density: new Float32Array(0),
};

/** One render's way from rays to colours, kept for `backward`. */
interface Pass {
  rays: RayBundle;
  composite: Composite;
  normals: Float32Array;
  normalPass: NormalPass;
}

/**
 * Differentiable volume renderer of a field, with deferred shading: along each ray samples are composited
 * into albedo, opacity and depth; where light matters one normal is taken at the ray's expected surface
 * point, from four more densities; then the ray is lit. Gradients are exact but for the position of that
 * point, which is taken as given.
 */
class Renderer {
  readonly occupancy: OccupancyGrid;
  private readonly field: RadianceField;
  private readonly options: RendererOptions;
  private readonly integrator: RayIntegrator;
  private last: Pass | null = null;

  constructor(field: RadianceField, options: Partial<RendererOptions>, kernels: RenderKernels) {
    this.field = field;
    this.options = { ...RENDERER_DEFAULTS, ...options };
    this.occupancy = new OccupancyGrid(this.options.occupancy);
    this.integrator = kernels.integrator(field, this.options);
  }

  /** How many samples the last render with gradient took. */
  get sampleCount(): number {
    return this.integrator.sampleCount;
  }

  /** Renders rays and keeps what `backward` needs, until the next call. `rng` places the samples. */
  async renderRays(rays: RayBundle, rng: Rng, settings: RenderSettings = {}): Promise<RenderedRays> {
    const composite = await this.integrator.forward(rays, this.occupancy, rng);
    this.last = await this.takeNormals(rays, composite, settings);
    return rendered(this.last);
  }

  /** Renders views of `height` by `width` pixels, or a lattice of their pixels; see `renderRays`. */
  async render(
    views: readonly View[],
    height: number,
    width: number,
    rng: Rng,
    { lattice = ALL_PIXELS, ...settings }: PixelSettings = {},
  ): Promise<RenderedViews> {
    const rays = viewRays(views, height, width, lattice);
    const result = await this.renderRays(rays, rng, settings);
    const images = { data: result.colour, batch: views.length, ...latticeSize(lattice, height, width) };
    return { ...result, rays, images };
  }

  /**
   * Adds to the field's parameter gradients, for the last render, given the loss's gradient by what it
   * returned.
   */
  async backward(gradient: RenderGradient): Promise<void> {
    if (!this.last) throw new Error('backward needs a render before it');
    const { rays, composite, normals, normalPass } = this.last;
    const back = shadeRaysBackward(rays, composite, normals, gradient.colour);
    add(back.composite.opacity, gradient.opacity);
    add(back.composite.depth, gradient.depth);
    if (gradient.points) addPoints(back.composite, rays, gradient.points);
    add(back.normals, gradient.normals);
    await this.integrator.backward(back.composite);
    await this.backwardNormals(normalPass, back.normals);
  }

  /** Renders views without gradient, jitter or large memory, leaving what `backward` needs alone. */
  async renderPreview(
    views: readonly View[],
    height: number,
    width: number,
    settings: RenderSettings = {},
  ): Promise<PreviewedViews> {
    const pixels = height * width;
    const out: RenderedRays = {
      colour: new Float32Array(views.length * pixels * 3),
      opacity: new Float32Array(views.length * pixels),
      depth: new Float32Array(views.length * pixels),
      points: new Float32Array(views.length * pixels * 3),
      normals: new Float32Array(views.length * pixels * 3),
    };
    const together = Math.max(1, Math.floor(PREVIEW_CHUNK / pixels));
    for (let first = 0; first < views.length; first += together) {
      const rays = viewRays(views.slice(first, first + together), height, width);
      for (let begin = 0; begin < rays.count; begin += PREVIEW_CHUNK) {
        const chunk = rayRange(rays, begin, Math.min(rays.count, begin + PREVIEW_CHUNK));
        const composite = await this.integrator.query(chunk, this.occupancy);
        const part = rendered(await this.takeNormals(chunk, composite, settings));
        const at = first * pixels + begin;
        out.colour.set(part.colour, at * 3);
        out.opacity.set(part.opacity, at);
        out.depth.set(part.depth, at);
        out.points.set(part.points, at * 3);
        out.normals.set(part.normals, at * 3);
      }
    }
    return { ...out, images: { data: out.colour, batch: views.length, height, width } };
  }

  /** Adds the normals of each ray that needs one and has a surface. */
  private async takeNormals(rays: RayBundle, composite: Composite, settings: RenderSettings): Promise<Pass> {
    const normalPass = await this.askAroundSurface(rays, composite, settings);
    const normals = new Float32Array(rays.count * 3);
    const surfaces = normalPass.rays.length;
    const taken = densityNormals(normalPass.density, surfaces, this.options.normalStep);
    for (let i = 0; i < surfaces; i++) {
      normals.set(taken.subarray(i * 3, i * 3 + 3), normalPass.rays[i] * 3);
    }
    return { rays, composite, normals, normalPass };
  }

  /** Densities around the expected surface point of each ray that needs a normal and has a surface. */
  private async askAroundSurface(
    rays: RayBundle,
    composite: Composite,
    settings: RenderSettings,
  ): Promise<NormalPass> {
    const wanted = rays.views.map((view) => settings.normals || view.shading !== 'albedo');
    if (!wanted.includes(true)) return NO_NORMALS;
    const surfaces: number[] = [];
    for (let ray = 0; ray < rays.count; ray++) {
      if (wanted[rays.viewOfRay[ray]] && composite.opacity[ray] > SURFACE_OPACITY) surfaces.push(ray);
    }
    const surfacePoints = new Float32Array(surfaces.length * 3);
    surfaces.forEach((ray, i) => {
      const distance = composite.depth[ray] / composite.opacity[ray];
      for (let axis = 0; axis < 3; axis++) {
        surfacePoints[i * 3 + axis] =
          rays.origins[ray * 3 + axis] + distance * rays.directions[ray * 3 + axis];
      }
    });
    const points = tetrahedra(surfacePoints, surfaces.length, this.options.normalStep);
    const count = surfaces.length * 4;
    const { density } = count > 0 ? await this.field.query(points, count) : { density: new Float32Array(0) };
    return { rays: Uint32Array.from(surfaces), points, density: density.slice(0, count) };
  }

  /**
   * Evaluating the points again, now with gradient, is cheaper than keeping two forward states: they are few
   * beside the samples.
   */
  private async backwardNormals(pass: NormalPass, normalGradient: Float32Array): Promise<void> {
    const surfaces = pass.rays.length;
    if (surfaces === 0) return;
    const gradient = new Float32Array(surfaces * 3);
    for (let i = 0; i < surfaces; i++) {
      gradient.set(normalGradient.subarray(pass.rays[i] * 3, pass.rays[i] * 3 + 3), i * 3);
    }
    const density = densityNormalsBackward(pass.density, gradient, surfaces, this.options.normalStep);
    await this.field.forward(pass.points, surfaces * 4);
    await this.field.backward(density, new Float32Array(surfaces * 12));
  }
}

export type { Renderer };

/**
 * A renderer of `field`; its occupancy grid starts full, and its owner updates it as the field changes.
 * @param kernels those of the field's backend; the host's do for any field
 */
export function createRenderer(
  field: RadianceField,
  options: Partial<RendererOptions> = {},
  kernels = hostRenderKernels,
): Renderer {
  return new Renderer(field, options, kernels);
}

function rendered({ rays, composite, normals }: Pass): RenderedRays {
  const { opacity, depth } = composite;
  return {
    colour: shadeRays(rays, composite, normals),
    opacity,
    depth,
    points: pointsOf(rays, composite),
    normals,
  };
}

/**
 * Along a ray points are origin + distance * direction, so that sums of them follow from those of weights and
 * distances.
 */
function pointsOf({ count, origins, directions }: RayBundle, { opacity, depth }: Composite): Float32Array {
  const points = new Float32Array(count * 3);
  for (let i = 0; i < count * 3; i++) {
    const ray = Math.floor(i / 3);
    points[i] = opacity[ray] * origins[i] + depth[ray] * directions[i];
  }
  return points;
}

/** Backward of `pointsOf`: adds to the gradient by opacity and depth. */
function addPoints(sum: Composite, { count, origins, directions }: RayBundle, gradient: Float32Array): void {
  for (let i = 0; i < count * 3; i++) {
    const ray = Math.floor(i / 3);
    sum.opacity[ray] += gradient[i] * origins[i];
    sum.depth[ray] += gradient[i] * directions[i];
  }
}

function add(sum: Float32Array, more: Float32Array | undefined): void {
  if (more) for (let i = 0; i < sum.length; i++) sum[i] += more[i];
}
