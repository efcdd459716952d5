import {
  ALL_PIXELS,
  breathe,
  compileSchedule,
  type Images,
  pickPixels,
  type Rng,
  randomLattice,
} from '@modeseek/core';
import type { Guidance } from '@modeseek/guidance';
import type { Adam, Field } from '@modeseek/nerf';
import type { Renderer, RenderGradient } from '@modeseek/renderer';
import type { RunConfig } from './config.ts';
import { cameraDistribution } from './config-sections.ts';
import { drawViews } from './draw-views.ts';
import { REGULARISER_NAMES, type RegulariserWeights, regularise } from './regularise.ts';
import { resize, resizeTransposed } from './resize.ts';
import { Stopwatch } from './stopwatch.ts';

/** What a training step works with. */
export interface StepParts {
  config: RunConfig;
  field: Field;
  adam: Adam;
  renderer: Renderer;
  guidance: Guidance;
  /** Edge, in pixels, of the pictures that the guidance takes. */
  guidanceSize: number;
  /** One generator for each use, so that none disturbs another. */
  rngs: Readonly<Record<'views' | 'samples' | 'guidance' | 'occupancy', Rng>>;
}

export interface StepResult {
  /** Why the step, or the rest of its updates, was given up; null when all went well. */
  dropped: string | null;
  /** Named scalars for the step's event. */
  values: Record<string, number>;
  /** Renders and targets as the guidance sees them, in [-1, 1]; null when the step was dropped before there were any. */
  seen: { renders: Images; targets: Images } | null;
}

const BAD_RENDER = 'the render is not finite';
const BAD_GUIDANCE = "the guidance's gradient or target is not finite";

/**
 * One training step, the whole method in a few lines: render random views, ask the guidance where they should go, and move the field there.
 *
 * The loss is the mean over views and pixels of |x - y|^2 / 2, with x a pixel of a render in [-1, 1] and y that of its target, plus the
 * regularisers, which are means over pixels too: their weights hold at any resolution and batch. (Score distillation usually sums over
 * pixels; Adam does not mind.) With `innerSteps` above 1 the targets are of a render without gradient, and kept for that many updates, each of which
 * looks at every `innerStride`-th pixel of every `innerStride`-th row, from a random one on.
 *
 * A number that is not finite never reaches the parameters: the step ends there, with parameters and optimiser as they were.
 * @param progress of the run, in [0, 1]
 * @param onUpdate told after each of the step's updates how many there were; the next one waits for it
 */
export async function trainingStep(
  parts: StepParts,
  progress: number,
  onUpdate: (updates: number) => Promise<void> = async () => {},
): Promise<StepResult> {
  const { config, field, adam, renderer, guidance, guidanceSize, rngs } = parts;
  const now = (
    key: 'resolution' | 'batch' | 'innerStride' | 'shadingShare' | 'activeLevels' | 'learningRate',
  ) => compileSchedule(config[key])(progress);
  const watch = new Stopwatch();
  const resolution = Math.round(now('resolution'));
  const activeLevels = now('activeLevels') * config.fieldLevels;
  const learningRate = now('learningRate');
  const weights = Object.fromEntries(
    REGULARISER_NAMES.map((name) => [name, compileSchedule(config[name])(progress)]),
  ) as RegulariserWeights;

  const updateOccupancy = () =>
    watch.time('occupancy', () => renderer.occupancy.update(field, rngs.occupancy));
  // So that the fog of the beginning is skipped where it is thin.
  if (adam.steps === 0) await updateOccupancy();
  field.setActiveLevels(activeLevels);
  const views = drawViews(
    {
      ...config,
      batch: Math.round(now('batch')),
      shadingShare: now('shadingShare'),
      cameras: cameraDistribution(config),
    },
    rngs.views,
  );
  const result: StepResult = { dropped: null, values: {}, seen: null };
  const drop = (reason: string) => ({ ...result, dropped: reason });
  /** What the guidance, at its own size, makes of renders of whole views; null when that is not finite. */
  const ask = async (renders: Images) => {
    const small = resize(renders, guidanceSize, guidanceSize);
    const context = { condition: { prompt: config.prompt, views }, progress, rng: rngs.guidance };
    const guided = await watch.time('guidance', () => guidance.gradient(small.data, context));
    await breathe();
    const targets = { ...small, data: guided.target };
    result.seen = { renders: small, targets };
    Object.assign(result.values, guided.diagnostics);
    if (!allFinite(guided.gradient) || !allFinite(guided.target)) return null;
    return { targets, gradient: { ...small, data: guided.gradient } };
  };

  const updates = updatesAt(progress, config);
  /** The targets at the renders' size, where they serve several updates. */
  let goal: Images | null = null;
  if (updates > 1) {
    const { images } = await watch.time('render', () =>
      renderer.renderPreview(views, resolution, resolution),
    );
    if (!allFinite(images.data)) return drop(BAD_RENDER);
    await breathe();
    const guided = await ask(toSigned(images));
    if (!guided) return drop(BAD_GUIDANCE);
    await breathe();
    goal = resize(guided.targets, resolution, resolution);
  }
  for (let update = 0; update < updates; update++) {
    const lattice = goal ? randomLattice(Math.round(now('innerStride')), rngs.samples) : ALL_PIXELS;
    const rendered = await watch.time('render', () =>
      renderer.render(views, resolution, resolution, rngs.samples, {
        normals: weights.orientation !== 0,
        lattice,
      }),
    );
    const renders = toSigned(rendered.images);
    if (!allFinite(renders.data)) return drop(BAD_RENDER);

    let towards: Images;
    if (goal) {
      const target = pickPixels(goal, lattice);
      towards = { ...renders, data: meanOf(renders.data.map((x, i) => x - target.data[i])) };
    } else {
      const guided = await ask(renders);
      if (!guided) return drop(BAD_GUIDANCE);
      const { gradient } = guided;
      towards = resizeTransposed({ ...gradient, data: meanOf(gradient.data) }, resolution, resolution);
    }

    await watch.time('backward', async () => {
      const gradient: RenderGradient = { colour: towards.data };
      Object.assign(result.values, regularise(rendered, rendered.rays, weights, gradient));
      await renderer.backward(gradient);
    });
    const finite = await field.gradientsAreFinite();
    if (finite) await watch.time('optimiser', () => adam.update(learningRate));
    await field.zeroGradients();
    if (!finite) return drop("the parameters' gradient is not finite");
    if (adam.steps % config.occupancyEvery === 0) await updateOccupancy();
    result.values.opacity = rendered.opacity.reduce((sum, o) => sum + o, 0) / rendered.opacity.length;
    await onUpdate(update + 1);
  }

  Object.assign(result.values, {
    views: views.length,
    resolution,
    activeLevels,
    learningRate,
    samples: renderer.sampleCount,
  });
  for (const [phase, ms] of Object.entries(watch.milliseconds)) result.values[`${phase}Ms`] = ms;
  return result;
}

/** Updates of the field in the step at a run's progress. */
export function updatesAt(progress: number, { innerSteps }: RunConfig): number {
  return Math.round(compileSchedule(innerSteps)(progress));
}

/** A gradient by pixels in [-1, 1], as the mean over pixels and by their values in [0, 1], which change half as much. */
function meanOf(gradient: Float32Array): Float32Array {
  const pixels = gradient.length / 3;
  return gradient.map((g) => (2 * g) / pixels);
}

/** From [0, 1] to a denoiser's [-1, 1]. */
function toSigned(images: Images): Images {
  return { ...images, data: images.data.map((value) => 2 * value - 1) };
}

function allFinite(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}
