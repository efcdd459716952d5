import {
  compileSchedule,
  type Field,
  type Rng,
  type Schedule,
  type SeenViews,
  type View,
} from '@modeseek/core';
import {
  createRenderer,
  type Renderer,
  type RendererOptions,
  type RenderGradient,
  viewRays,
} from '@modeseek/renderer';
import type { Kernels } from './kernels.ts';

export interface FitOptions {
  steps: number;
  /** Rays of each step, drawn from all pixels of all views. */
  raysPerStep: number;
  learningRate: Schedule;
  /**
   * What a squared difference of opacity, or of a coordinate of a seen point, counts against one of a colour;
   * 0 for pictures alone.
   */
  geometryWeight: number;
  /** Steps between updates of the occupancy grid. */
  occupancyEvery: number;
  renderer: Partial<RendererOptions>;
  /** Told after every step: steps done and mean squared error of the colours of the step's rays. */
  onStep: (step: number, loss: number) => void;
}

export const FIT_DEFAULTS: FitOptions = {
  steps: 1000,
  raysPerStep: 4096,
  learningRate: '0:0.02 1:0.002 log',
  geometryWeight: 1,
  occupancyEvery: 16,
  renderer: {},
  onStep: () => {},
};

/**
 * Fits a field to what is known of views, by the mean squared error of random rays: the NeRF engine without
 * any guidance.
 * @param kernels those of the field's backend
 * @param known one picture for each view, over that view's background, and its opacity and points
 * @returns a renderer of the fitted field
 */
export async function fit(
  field: Field,
  kernels: Kernels,
  views: readonly View[],
  known: SeenViews,
  rng: Rng,
  options: Partial<FitOptions> = {},
): Promise<Renderer> {
  const {
    steps,
    raysPerStep,
    learningRate,
    geometryWeight,
    occupancyEvery,
    renderer: rendererOptions,
    onStep,
  } = {
    ...FIT_DEFAULTS,
    ...options,
  };
  const renderer = createRenderer(field, rendererOptions, kernels);
  const adam = kernels.adam(field);
  const rate = compileSchedule(learningRate);
  const all = viewRays(views, known.images.height, known.images.width);
  const rays = {
    views,
    count: raysPerStep,
    origins: new Float32Array(raysPerStep * 3),
    directions: new Float32Array(raysPerStep * 3),
    viewOfRay: new Uint16Array(raysPerStep),
  };
  const chosen = new Uint32Array(raysPerStep);
  /** What is known of the chosen rays. */
  const truth = (values: Float32Array, channels: number) => {
    const out = new Float32Array(raysPerStep * channels);
    chosen.forEach((ray, i) => {
      for (let c = 0; c < channels; c++) out[i * channels + c] = values[ray * channels + c];
    });
    return out;
  };
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < raysPerStep; i++) {
      const ray = rng.int(all.count);
      chosen[i] = ray;
      for (let axis = 0; axis < 3; axis++) {
        rays.origins[i * 3 + axis] = all.origins[ray * 3 + axis];
        rays.directions[i * 3 + axis] = all.directions[ray * 3 + axis];
      }
      rays.viewOfRay[i] = all.viewOfRay[ray];
    }
    const rendered = await renderer.renderRays(rays, rng);
    const towards = (values: Float32Array, wanted: Float32Array, weight: number) =>
      values.map((value, i) => ((2 * weight) / (3 * raysPerStep)) * (value - wanted[i]));
    const colour = truth(known.images.data, 3);
    const gradient: RenderGradient = { colour: towards(rendered.colour, colour, 1) };
    if (geometryWeight > 0) {
      gradient.opacity = towards(rendered.opacity, truth(known.opacity, 1), geometryWeight);
      gradient.points = towards(rendered.points, truth(known.points, 3), geometryWeight);
    }
    await renderer.backward(gradient);
    if (await field.gradientsAreFinite()) await adam.update(rate(step / Math.max(1, steps - 1)));
    await field.zeroGradients();
    if ((step + 1) % occupancyEvery === 0) await renderer.occupancy.update(field, rng);
    onStep(step + 1, meanSquare(rendered.colour, colour));
  }
  return renderer;
}

function meanSquare(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length;
}
