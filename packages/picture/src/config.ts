import { UserError } from '@modeseek/core';
import {
  checkOrder,
  configSchema,
  type ModelKind,
  methodOf,
  parseOptions,
  picturePresets,
  type RunKind,
} from '@modeseek/trainer';
import { z } from 'zod';
import { CANVAS_NAMES, CANVASES, canvasOf } from './canvases/index.ts';

/** Most pictures of a run, and most of their pixels altogether, for memory. */
const MAXIMUM_PICTURES = 16;
const MAXIMUM_PIXELS = 2 ** 22;
const MAXIMUM_SIZE = 2048;
const SMALLEST_SIZE = 8;

const objects = configSchema.shape;

/** An option of objects' runs with another default, and other words where those speak of objects. */
function changed<T extends z.ZodType>(
  option: z.ZodDefault<T>,
  value: string | number,
  words?: string,
): z.ZodDefault<T> {
  const meta = { ...option.meta(), ...(words !== undefined && { description: words }) };
  return option
    .unwrap()
    .default(value as never)
    .meta(meta) as z.ZodDefault<T>;
}

const forSds = (words: string, option: string) =>
  `${words}; for sds by default ${methodOf('sds').picture[option]}`;

/**
 * Every option of a run that makes pictures: its type, default and description, in groups; see
 * `configSchema`. Defaults are those of mean-shift distillation; other methods have their own
 * (`Method.picture`), and canvases their learning rates.
 */
export const pictureSchema = z.strictObject({
  prompt: objects.prompt,
  seed: objects.seed,
  steps: changed(objects.steps, 16, forSds('Steps', 'steps')),
  patience: objects.patience.meta({
    ...objects.patience.meta(),
    description:
      'Steps that may be added, as a share of the others, while pictures lag behind what is wanted of them',
  }),
  model: objects.model,
  backend: objects.backend.meta({
    ...objects.backend.meta(),
    description: 'Where a grid is computed, and the image model; auto takes a GPU if there is one',
  }),
  threads: objects.threads,

  canvas: z
    .enum(CANVAS_NAMES)
    .default('drawing')
    .meta({
      group: 'Pictures',
      description: `What is optimised. ${CANVASES.map(({ name, title }) => `${name}: ${title}`).join('; ')}`,
    }),
  size: z
    .int()
    .min(0)
    .max(MAXIMUM_SIZE)
    .default(0)
    .meta({
      group: 'Pictures',
      description: `Pixels along an edge, from ${SMALLEST_SIZE} on; pixels and grid alone; 0 is the image model's own`,
    }),
  count: z.int().min(1).max(MAXIMUM_PICTURES).default(1).meta({
    group: 'Pictures',
    description: 'How many pictures: each for itself, or particles where the guidance has some',
  }),
  around: z.boolean().default(false).meta({
    group: 'Pictures',
    description: 'The pictures are views of one object, from all around it, which the model draws together',
  }),
  azimuth: z.number().min(-360).max(360).default(0).meta({
    group: 'Pictures',
    description:
      'Where the object is seen from, for models that mind it: degrees from its front, to its left',
  }),
  elevation: z.number().min(-89).max(89).default(20).meta({
    group: 'Pictures',
    description: 'The same in degrees above the horizon',
  }),

  guidance: objects.guidance,
  guidanceScale: changed(
    objects.guidanceScale,
    4,
    forSds('Classifier-free guidance; 1 is none', 'guidanceScale'),
  ),
  guidanceFloor: changed(
    objects.guidanceFloor,
    1.4,
    forSds(
      'Noise level, as the model is told it, below which there is no classifier-free guidance',
      'guidanceFloor',
    ),
  ),
  guidanceCeiling: changed(
    objects.guidanceCeiling,
    20,
    forSds('Noise level above which there is none', 'guidanceCeiling'),
  ),
  guidanceRescale: objects.guidanceRescale,
  negativePrompt: objects.negativePrompt,
  sigmaLow: objects.sigmaLow,
  sigmaHigh: objects.sigmaHigh,
  bandwidth: changed(objects.bandwidth, '0:50 0.001:2 1:0.5 log'),
  bandwidthFloor: changed(objects.bandwidthFloor, '0:0 0.001:0.3 step'),
  kappa: objects.kappa,
  sampler: objects.sampler,
  samplerSteps: changed(objects.samplerSteps, '0:24 0.001:12 step'),
  samples: objects.samples,
  fixedNoise: objects.fixedNoise,

  innerSteps: changed(
    objects.innerSteps,
    '0:150 0.001:15 step',
    forSds('Optimiser updates towards the same target in each step; schedule', 'innerSteps'),
  ),
  learningRate: changed(
    objects.learningRate,
    canvasOf(undefined).learningRate,
    `Of Adam; schedule; for a grid by default ${canvasOf('grid').learningRate}`,
  ),

  checkpointEvery: changed(
    objects.checkpointEvery,
    4,
    forSds('Steps between checkpoints', 'checkpointEvery'),
  ),
  previewEvery: changed(objects.previewEvery, 2, forSds('Steps between previews', 'previewEvery')),
  previewUpdates: changed(objects.previewUpdates, 0, 'Updates between previews within a step; 0: none'),
});

/** A complete configuration of a run that makes pictures. */
export type PictureConfig = z.output<typeof pictureSchema>;
/** One where all but the prompt may be left out. */
export type PictureConfigInput = z.input<typeof pictureSchema>;

/**
 * Checks options and fills in defaults, which for some differ with `guidance`, `canvas` and model.
 * @param model what kind `model` is of; the embedded one's, when absent
 * @throws UserError naming the first option that is wrong and what would be right
 */
export function parsePictureConfig(input: unknown, model?: ModelKind): PictureConfig {
  const config = parseOptions(pictureSchema, withPresets(input, model));
  checkOrder(config, [['guidanceFloor', 'guidanceCeiling']]);
  const { canvas, size, count } = config;
  if (size > 0 && !canvasOf(canvas).anySize) {
    throw new UserError(
      `option size is ${size}, and the canvas ${canvas} has the image model's own size; leave size out, or take the canvas pixels or grid`,
    );
  }
  if (size > 0 && size < SMALLEST_SIZE) {
    throw new UserError(`option size is ${size}; it must be 0, or at least ${SMALLEST_SIZE}`);
  }
  if (count * size * size > MAXIMUM_PIXELS) {
    throw new UserError(
      `option size is ${size} and count ${count}: ${count * size * size} pixels; it must be at most ${MAXIMUM_PIXELS}`,
    );
  }
  return config;
}

/** Runs of `image`. */
export const PICTURE_RUN: RunKind<PictureConfig> = {
  name: 'image',
  schema: pictureSchema,
  parse: parsePictureConfig,
};

function withPresets(input: unknown, model: ModelKind | undefined): unknown {
  if (typeof input !== 'object' || input === null) return input;
  const { guidance, canvas } = input as Record<string, unknown>;
  const { learningRate } = canvasOf(canvas);
  return { learningRate, ...picturePresets(guidance, model), ...input };
}
