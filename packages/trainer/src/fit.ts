import { compileSchedule, type Images, type Rng, type Schedule, type View } from '@modeseek/core';
import { createAdam, type Field } from '@modeseek/nerf';
import { createRenderer, type Renderer, type RendererOptions, viewRays } from '@modeseek/renderer';

export interface FitOptions {
  steps: number;
  /** Rays of each step, drawn from all pixels of all views. */
  raysPerStep: number;
  learningRate: Schedule;
  /** Steps between updates of the occupancy grid. */
  occupancyEvery: number;
  renderer: Partial<RendererOptions>;
  /** Told after every step: steps done and mean squared error of the step's rays. */
  onStep: (step: number, loss: number) => void;
}

export const FIT_DEFAULTS: FitOptions = {
  steps: 1000,
  raysPerStep: 4096,
  learningRate: '0:0.02 1:0.002 log',
  occupancyEvery: 16,
  renderer: {},
  onStep: () => {},
};

/**
 * Fits a field to pictures from known cameras, by the mean squared error of random rays: the NeRF engine without any guidance.
 * @param images one picture in [0, 1] for each view, over that view's background
 * @returns a renderer of the fitted field
 */
export async function fit(
  field: Field,
  views: readonly View[],
  images: Images,
  rng: Rng,
  options: Partial<FitOptions> = {},
): Promise<Renderer> {
  const {
    steps,
    raysPerStep,
    learningRate,
    occupancyEvery,
    renderer: rendererOptions,
    onStep,
  } = {
    ...FIT_DEFAULTS,
    ...options,
  };
  const renderer = createRenderer(field, rendererOptions);
  const adam = createAdam(field);
  const rate = compileSchedule(learningRate);
  const all = viewRays(views, images.height, images.width);
  const rays = {
    views,
    count: raysPerStep,
    origins: new Float32Array(raysPerStep * 3),
    directions: new Float32Array(raysPerStep * 3),
    viewOfRay: new Uint16Array(raysPerStep),
  };
  const truth = new Float32Array(raysPerStep * 3);
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < raysPerStep; i++) {
      const ray = rng.int(all.count);
      for (let axis = 0; axis < 3; axis++) {
        rays.origins[i * 3 + axis] = all.origins[ray * 3 + axis];
        rays.directions[i * 3 + axis] = all.directions[ray * 3 + axis];
        truth[i * 3 + axis] = images.data[ray * 3 + axis];
      }
      rays.viewOfRay[i] = all.viewOfRay[ray];
    }
    const { colour } = await renderer.renderRays(rays, rng);
    const difference = colour.map((value, i) => value - truth[i]);
    await renderer.backward({ colour: difference.map((d) => (2 * d) / difference.length) });
    if (await field.gradientsAreFinite()) await adam.update(rate(step / Math.max(1, steps - 1)));
    await field.zeroGradients();
    if ((step + 1) % occupancyEvery === 0) await renderer.occupancy.update(field, rng);
    onStep(step + 1, difference.reduce((sum, d) => sum + d * d, 0) / difference.length);
  }
  return renderer;
}
