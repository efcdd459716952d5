import {
  ALL_PIXELS,
  breathe,
  compileSchedule,
  type Lattice,
  pickValues,
  randomLattice,
  type SeenViews,
} from '@modeseek/core';
import type { PreviewedViews, RenderGradient } from '@modeseek/renderer';
import { allFinite } from './all-finite.ts';
import { askGuidance } from './ask-guidance.ts';
import type { RunConfig } from './config.ts';
import { cameraDistribution } from './config-sections.ts';
import { drawViews } from './draw-views.ts';
import { REGULARISER_NAMES, type RegulariserWeights, regularise } from './regularise.ts';
import type { StepParts } from './step-parts.ts';
import { Stopwatch } from './stopwatch.ts';

export interface StepResult {
  /** Why the step, or the rest of its updates, was given up; null when all went well. */
  dropped: string | null;
  /** Named scalars for the step's event. */
  values: Record<string, number>;
  /**
   * Renders and targets as the guidance takes them, see `Drawing`; null when the step was dropped before there
   * were any.
   */
  seen: { renders: Float32Array; targets: Float32Array } | null;
}

const BAD_RENDER = 'the render is not finite';
const BAD_GUIDANCE = "the guidance's target is not finite";

/**
 * One training step, the whole method in a few lines: render random views, ask the guidance where they should
 * go, and move the field there.
 *
 * The loss is the mean over views and pixels of |x - y|^2 / 2, with x a pixel of a render as the guidance
 * takes it (see `Drawing`) and y that of its target, geometry times `geometryWeight`; plus the
 * regularisers, which are means over pixels too: their weights hold at any resolution and batch. (Score
 * distillation usually sums over pixels; Adam does not mind.) With `innerSteps` above 1 the targets are of a
 * render without gradient, of `askResolution`, and kept for that many updates, each of which looks at every
 * `innerStride`-th pixel of every `innerStride`-th row, from a random one on.
 *
 * A number that is not finite never reaches the parameters: the step ends there, with parameters and
 * optimiser as they were.
 * @param progress of the run, in [0, 1]
 * @param onUpdate told after each of the step's updates how many there were; the next one waits for it
 */
export async function trainingStep(
  parts: StepParts,
  progress: number,
  onUpdate: (updates: number) => Promise<void> = async () => {},
): Promise<StepResult> {
  const { config, field, adam, renderer, drawing, together, anchors, rngs } = parts;
  const now = (
    key:
      | 'resolution'
      | 'askResolution'
      | 'innerStride'
      | 'shadingShare'
      | 'activeLevels'
      | 'learningRate'
      | 'anchors'
      | 'geometryWeight',
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
      batch: viewsAt(progress, config, together),
      shadingShare: now('shadingShare'),
      cameras: cameraDistribution(config, together),
    },
    rngs.views,
  );
  const result: StepResult = { dropped: null, values: {}, seen: null };
  const drop = (reason: string) => ({ ...result, dropped: reason });
  const known = anchors.pick(Math.round(now('anchors')), config.anchorNoise, rngs.anchors);
  const ask = async (rendered: PreviewedViews): Promise<SeenViews | null> => {
    const question = { views, known, progress, resolution };
    const { goal, seen, diagnostics } = await askGuidance(parts, rendered, question, watch);
    Object.assign(result.values, diagnostics);
    result.seen = seen;
    return goal;
  };

  const updates = updatesAt(progress, config);
  let goal: SeenViews | null = null;
  if (updates > 1) {
    const edge = Math.round(now('askResolution'));
    const rendered = await watch.time('render', () => renderer.renderPreview(views, edge, edge));
    if (!allFinite(rendered.colour)) return drop(BAD_RENDER);
    await breathe();
    goal = await ask(rendered);
    if (!goal) return drop(BAD_GUIDANCE);
    await breathe();
  }
  // No wider than the render, or there might be none of its pixels in a lattice.
  const stride = Math.min(Math.round(now('innerStride')), resolution);
  for (let update = 0; update < updates; update++) {
    const lattice = goal ? randomLattice(stride, rngs.samples) : ALL_PIXELS;
    const rendered = await watch.time('render', () =>
      renderer.render(views, resolution, resolution, rngs.samples, {
        normals: weights.orientation !== 0,
        lattice,
      }),
    );
    if (!allFinite(rendered.colour)) return drop(BAD_RENDER);
    goal ??= await ask(rendered);
    if (!goal) return drop(BAD_GUIDANCE);
    const geometry = drawing.geometryScale ** 2 * now('geometryWeight');
    const gradient = towards(rendered, goal, lattice, geometry);

    await watch.time('backward', async () => {
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
    known: known?.views.length ?? 0,
    resolution,
    activeLevels,
    learningRate,
    samples: renderer.sampleCount,
  });
  for (const [phase, ms] of Object.entries(watch.milliseconds)) result.values[`${phase}Ms`] = ms;
  return result;
}

/** Views of the step at a run's progress: as many as the batch says, but of whole groups. */
export function viewsAt(progress: number, { batch }: RunConfig, together: number): number {
  return together * Math.max(1, Math.round(compileSchedule(batch)(progress) / together));
}

/** Updates of the field in the step at a run's progress. */
export function updatesAt(progress: number, config: Pick<RunConfig, 'innerSteps'>): number {
  return compileUpdates(config)(progress);
}

/** The same for many steps: a schedule's text is read once. */
export function compileUpdates({ innerSteps }: Pick<RunConfig, 'innerSteps'>): (progress: number) => number {
  const schedule = compileSchedule(innerSteps);
  return (progress) => Math.round(schedule(progress));
}

/**
 * The loss's gradient by a render of a lattice of pixels, whose colours are in [0, 1] and count as in [-1,
 * 1].
 */
function towards(
  rendered: PreviewedViews,
  goal: SeenViews,
  lattice: Lattice,
  geometryWeight: number,
): RenderGradient {
  const pixels = rendered.opacity.length;
  const { images } = goal;
  const by = (values: Float32Array, wanted: Float32Array, channels: number, weight: number) => {
    const target = pickValues({ ...images, data: wanted }, channels, lattice);
    return values.map((value, i) => (weight / pixels) * (value - target[i]));
  };
  const gradient: RenderGradient = { colour: by(rendered.colour, images.data, 3, 4) };
  if (geometryWeight > 0) {
    gradient.opacity = by(rendered.opacity, goal.opacity, 1, geometryWeight);
    gradient.points = by(rendered.points, goal.points, 3, geometryWeight);
  }
  return gradient;
}
