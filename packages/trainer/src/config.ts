import {
  BACKENDS,
  compileSchedule,
  DIRECTION_LIMITS,
  MAXIMUM_DEFAULT_THREADS,
  MAXIMUM_SEED,
  MAXIMUM_THREADS,
  MESH_SIZE_DEFAULTS,
  MESH_SIZE_LIMITS,
  scheduleValues,
  UserError,
} from '@modeseek/core';
import { CFG_DEFAULTS, MSD_DEFAULTS, SAMPLER_NAMES } from '@modeseek/guidance';
import {
  FIELD_DEFAULTS,
  FIELD_LIMITS,
  gridLevels,
  HIDDEN_MULTIPLE,
  MAXIMUM_TABLE_ENTRIES,
  tableEntries,
} from '@modeseek/nerf';
import { CAMERA_DISTRIBUTION_DEFAULTS, OCCUPANCY_DEFAULTS, RENDERER_DEFAULTS } from '@modeseek/renderer';
import { z } from 'zod';
import { BACKGROUNDS } from './draw-views.ts';
import type { ModelKind } from './families/family.ts';
import { METHODS } from './methods/index.ts';
import { QUALITIES } from './methods/method.ts';
import { checkOrder, parseOptions } from './parse-options.ts';
import { defaultWith, METHOD_NAMES, presetOptions } from './presets.ts';
import { progressOfSteps } from './progress.ts';

/** Steps and updates, and distances between them, for patience. */
const MAXIMUM_STEPS = 1_000_000;
/** More characters than this are no prompt. */
const MAXIMUM_PROMPT = 1000;
/** Of a schedule's text: enough for some hundred points. */
const MAXIMUM_SCHEDULE = 2000;
/** Longer paths are none on any system. */
const MAXIMUM_PATH = 4096;

// All have two ends: what no machine has the memory for, or makes no sense, is refused by its name.
const within = ([low, high]: readonly [number, number]) => z.int().min(low).max(high);
const count = (maximum = MAXIMUM_STEPS) => within([1, maximum]);
const positive = (maximum: number) => z.number().positive().max(maximum);
const share = () => z.number().min(0).max(1);
const degrees = (radians: number) => Math.round((radians * 180) / Math.PI);

/** See `Schedule`; its values must be at least `minimum` and at most `maximum`. */
const schedule = (minimum: number, maximum: number) =>
  z
    .union([z.number(), z.string()])
    .superRefine((value, context) => {
      const complain = (message: string) => context.addIssue({ code: 'custom', message });
      if (String(value).length > MAXIMUM_SCHEDULE) {
        return complain(`must be written in at most ${MAXIMUM_SCHEDULE} characters`);
      }
      try {
        const values = scheduleValues(value);
        if (values.some((v) => v < minimum)) complain(`must nowhere be below ${minimum}`);
        if (values.some((v) => v > maximum)) complain(`must nowhere be above ${maximum}`);
      } catch (error) {
        complain((error as Error).message);
      }
    })
    .meta({ minimum, maximum });

/** Weight of a cost beside others. */
const weight = () => schedule(0, 1e6);
/** Noise levels and bandwidths, in units of the image model's space. */
const MAXIMUM_NOISE = 1e9;

/** Most pixels that a step may render, for memory: eight views of 512 × 512. */
const MAXIMUM_STEP_PIXELS = 2 ** 21;
/** Most samples on their rays, were nothing empty. */
const MAXIMUM_STEP_SAMPLES = 2 ** 29;

const [SMALLEST_TEXTURE, LARGEST_TEXTURE] = MESH_SIZE_LIMITS.textureSize;

const forSds = (name: string) => `for sds by default ${defaultWith('sds', name)}`;

/**
 * Every option of a training run: its type, default and description, in groups. The one source for
 * command-line flags, `--help`, `config.json` and the documentation. Angles are in degrees here. Where it
 * says schedule, a number or text as in `Schedule` is right.
 */
export const configSchema = z.strictObject({
  prompt: z
    .string()
    .trim()
    .min(1)
    .max(MAXIMUM_PROMPT)
    .meta({ group: 'Run', description: 'What to make, in words' }),
  seed: within([0, MAXIMUM_SEED])
    .default(0)
    .meta({ group: 'Run', description: 'Same seed, same machine: same result' }),
  quality: z.enum(QUALITIES).default('standard').meta({
    group: 'Run',
    description: 'How long to work on it: presets of other options, which what is given by itself overrides',
  }),
  steps: count()
    .default(40)
    .meta({ group: 'Run', description: `Training steps; ${forSds('steps')}` }),
  patience: z.number().min(0).max(10).default(0).meta({
    group: 'Run',
    description:
      'Steps that may be added, as a share of the others, while views lag behind what is wanted of them',
  }),
  compose: z.boolean().default(true).meta({
    group: 'Run',
    description:
      'Makes each object of "a cat on a table" by itself and puts them together; --no-compose: as one picture',
  }),
  model: z.string().min(1).max(MAXIMUM_PATH).default('embedded').meta({
    group: 'Run',
    description:
      'Image model: embedded, a folder, or an id of the hub; others have other defaults, see --dry-run',
  }),
  backend: z
    .enum(BACKENDS)
    .default('auto')
    .meta({ group: 'Run', description: 'Where the field is computed; auto takes a GPU if there is one' }),
  threads: within([0, MAXIMUM_THREADS])
    .default(0)
    .meta({
      group: 'Run',
      description: `CPU threads; 0 takes one for each core, for the field at most ${MAXIMUM_DEFAULT_THREADS}`,
    }),

  batch: schedule(1, 64)
    .default('0:24 0.001:8 1:10 step')
    .meta({
      group: 'Views',
      description: `Views rendered in each step, or as many as models take together; schedule; ${forSds('batch')}`,
    }),
  resolution: schedule(4, 512)
    .default(128)
    .meta({ group: 'Views', description: 'Pixels along an edge of a training view; schedule' }),
  askResolution: schedule(4, 512).default('0:96 1:128 step').meta({
    group: 'Views',
    description:
      'Pixels along an edge of the renders that the image model sees, where several updates follow; schedule',
  }),
  distanceMin: positive(100)
    .default(CAMERA_DISTRIBUTION_DEFAULTS.distance[0])
    .meta({ group: 'Views', description: 'Nearest camera, world units from the centre' }),
  distanceMax: positive(100)
    .default(CAMERA_DISTRIBUTION_DEFAULTS.distance[1])
    .meta({ group: 'Views', description: 'Farthest camera' }),
  elevationMin: z
    .number()
    .min(-89)
    .max(89)
    .default(degrees(CAMERA_DISTRIBUTION_DEFAULTS.elevation[0]))
    .meta({ group: 'Views', description: 'Lowest camera, degrees above the horizon' }),
  elevationMax: z
    .number()
    .min(-89)
    .max(89)
    .default(degrees(CAMERA_DISTRIBUTION_DEFAULTS.elevation[1]))
    .meta({ group: 'Views', description: 'Highest camera, degrees above the horizon' }),
  fieldOfViewMin: z
    .number()
    .min(1)
    .max(120)
    .default(degrees(CAMERA_DISTRIBUTION_DEFAULTS.fieldOfView[0]))
    .meta({ group: 'Views', description: 'Narrowest vertical field of view, degrees' }),
  fieldOfViewMax: z
    .number()
    .min(1)
    .max(120)
    .default(degrees(CAMERA_DISTRIBUTION_DEFAULTS.fieldOfView[1]))
    .meta({ group: 'Views', description: 'Widest vertical field of view, degrees' }),
  relativeDistance: z.boolean().default(false).meta({
    group: 'Views',
    description:
      'Distances say how far a picture reaches to each side of the centre, in world units, whatever its field of view',
  }),
  targetJitter: z.number().min(0).max(0.5).default(CAMERA_DISTRIBUTION_DEFAULTS.targetJitter).meta({
    group: 'Views',
    description: 'Cameras look at most this far beside the centre, along each axis',
  }),
  background: z
    .enum(BACKGROUNDS)
    .default('random')
    .meta({ group: 'Views', description: 'Colour behind the object while training' }),
  shadingShare: schedule(0, 1).default(0).meta({
    group: 'Views',
    description: 'Share of steps whose views are lit, the rest shows plain colour; schedule',
  }),
  texturelessShare: share()
    .default(0.375)
    .meta({ group: 'Views', description: 'Of the lit steps, the share that shows light on white' }),

  guidance: z
    .enum(METHOD_NAMES)
    .default('msd')
    .meta({
      group: 'Guidance',
      description: METHODS.map(({ name, title }) => `${name}: ${title}`).join('; '),
    }),
  guidanceScale: z
    .number()
    .min(0)
    .max(1000)
    .default(4)
    .meta({
      group: 'Guidance',
      description: `Classifier-free guidance; 1 is none; ${forSds('guidanceScale')}`,
    }),
  guidanceFloor: z
    .number()
    .min(0)
    .max(MAXIMUM_NOISE)
    .default(1.4)
    .meta({
      group: 'Guidance',
      description: `Noise level, as the model is told it, below which there is no classifier-free guidance; ${forSds('guidanceFloor')}`,
    }),
  guidanceCeiling: z
    .number()
    .min(0)
    .max(MAXIMUM_NOISE)
    .default(20)
    .meta({
      group: 'Guidance',
      description: `Noise level above which there is none; ${forSds('guidanceCeiling')}`,
    }),
  guidanceRescale: share().default(CFG_DEFAULTS.guidanceRescale).meta({
    group: 'Guidance',
    description:
      'Share by which guided pictures are scaled back to the contrast of those without guidance, against too strong colours',
  }),
  negativePrompt: z.string().trim().max(MAXIMUM_PROMPT).default(CFG_DEFAULTS.negativePrompt).meta({
    group: 'Guidance',
    description: 'What pictures are to have nothing of, in words; of models that read any prompt',
  }),
  viewWords: z.boolean().default(true).meta({
    group: 'Guidance',
    description:
      'Models that know cameras by words alone are told front, side, back or overhead view behind the prompt; --no-view-words: nothing',
  }),
  frontWithin: within([0, 90])
    .default(degrees(DIRECTION_LIMITS.frontWithin))
    .meta({ group: 'Guidance', description: 'How many degrees to either side of the front are its view' }),
  backWithin: within([0, 90])
    .default(degrees(DIRECTION_LIMITS.backWithin))
    .meta({ group: 'Guidance', description: 'How many degrees to either side of the back are its view' }),
  overheadFrom: within([0, 90])
    .default(degrees(DIRECTION_LIMITS.overheadFrom))
    .meta({ group: 'Guidance', description: 'Elevation above which views are overhead, degrees' }),
  perpNeg: z.boolean().default(CFG_DEFAULTS.perpNeg).meta({
    group: 'Guidance',
    description:
      'Perp-Neg, against objects with two faces: words of neighbouring views are blended, and each view is guided away from the others; twice the evaluations',
  }),
  sigmaLow: schedule(1e-6, MAXIMUM_NOISE)
    .default(0.2)
    .meta({ group: 'Guidance', description: 'sds, vsd: lowest noise level that is drawn; schedule' }),
  sigmaHigh: schedule(1e-6, MAXIMUM_NOISE)
    .default(12)
    .meta({
      group: 'Guidance',
      description: `sds, vsd: highest noise level that is drawn; sdi: the one of the step, by default ${defaultWith('sdi', 'sigmaHigh')}; schedule`,
    }),
  bandwidth: schedule(0, MAXIMUM_NOISE)
    .default('0:50 0.001:4 0.999:1.6 1:3 log')
    .meta({ group: 'Guidance', description: 'msd, msd-paper: kernel bandwidth; schedule' }),
  bandwidthFloor: schedule(0, MAXIMUM_NOISE).default('0:0 0.001:0.3 1:0 step').meta({
    group: 'Guidance',
    description: 'msd, msd-paper: where above 0, each step draws its bandwidth from here up; schedule',
  }),
  kappa: schedule(0, 1).default(1).meta({
    group: 'Guidance',
    description: 'msd: 0 is the exact mean shift, 1 gives the model inputs as noisy as it is told; schedule',
  }),
  sampler: z
    .enum(SAMPLER_NAMES)
    .default(MSD_DEFAULTS.sampler)
    .meta({ group: 'Guidance', description: 'msd: sampler of the targets' }),
  samplerSteps: schedule(1, 1000).default('0:12 0.001:2 1:16 step').meta({
    group: 'Guidance',
    description: 'msd, msd-paper: steps of the sampler for each target; schedule',
  }),
  samples: count(64).default(1).meta({ group: 'Guidance', description: 'Targets averaged in each step' }),
  fixedNoise: z
    .boolean()
    .default(false)
    .meta({ group: 'Guidance', description: 'msd, msd-paper: the same noise in every step' }),
  anchors: schedule(0, 64).default('0:0 0.001:4 1:0 step').meta({
    group: 'Guidance',
    description: 'Pictures of the first step that those of a later one are asked to go with; schedule',
  }),
  anchorNoise: positive(MAXIMUM_NOISE)
    .default(0.2)
    .meta({ group: 'Guidance', description: 'Noise in them: how little they are trusted' }),
  agreement: schedule(0, 64).default('0:0 1:8 step').meta({
    group: 'Guidance',
    description:
      'msd, msd-paper: above 0 the shape is held, and views are sampled so that they agree on its colours; the higher, the more the sharpest view of each place decides; schedule',
  }),
  innerSteps: schedule(1, 10_000)
    .default('0:100 0.001:6 1:80 step')
    .meta({
      group: 'Guidance',
      description: `Optimiser updates towards the same targets in each step; schedule; ${forSds('innerSteps')}`,
    }),
  innerStride: schedule(1, 8).default('0:6 0.001:4 step').meta({
    group: 'Guidance',
    description:
      'Where a step has several updates, the pixels from one to the next that each looks at; schedule',
  }),

  geometryWeight: weight()
    .default(1)
    .meta({ group: 'Optimiser', description: 'Weight of opacity and seen points beside colours; schedule' }),
  outlineContrast: schedule(1, 1000).default(3).meta({
    group: 'Optimiser',
    description: 'How many times as steep as they are drawn the outlines of targets are made; schedule',
  }),
  learningRate: schedule(0, 10)
    .default('0:0.02 0.3:0.01 0.999:0.003 1:0.01')
    .meta({ group: 'Optimiser', description: 'Of Adam; schedule' }),
  sparsity: weight().default(0).meta({
    group: 'Optimiser',
    description: 'Weight of the cost of opacity: keeps empty space empty; schedule',
  }),
  opacityEntropy: weight()
    .default('0:0.02 0.4:0.02 1:5')
    .meta({ group: 'Optimiser', description: 'Weight of the cost of half-transparent pixels; schedule' }),
  smoothness: weight()
    .default(0)
    .meta({ group: 'Optimiser', description: 'Weight of the cost of rough surfaces; schedule' }),
  orientation: weight()
    .default(0)
    .meta({ group: 'Optimiser', description: 'Weight of the cost of surfaces that face away; schedule' }),

  fieldLevels: within(FIELD_LIMITS.levels)
    .default(FIELD_DEFAULTS.levels)
    .meta({ group: 'Field', description: 'Levels of the hash grid' }),
  activeLevels: schedule(0, 1).default('0:0.8 0.3:1').meta({
    group: 'Field',
    description: 'Share of the levels in use, coarse ones first; schedule',
  }),
  fieldTableSize: within(FIELD_LIMITS.log2TableSize)
    .default(FIELD_DEFAULTS.log2TableSize)
    .meta({ group: 'Field', description: 'Most entries of a level, as a power of two' }),
  fieldBaseResolution: within(FIELD_LIMITS.baseResolution)
    .default(FIELD_DEFAULTS.baseResolution)
    .meta({ group: 'Field', description: 'Cells along an edge at the coarsest level' }),
  fieldFinestResolution: within(FIELD_LIMITS.finestResolution)
    .default(FIELD_DEFAULTS.finestResolution)
    .meta({ group: 'Field', description: 'Cells along an edge at the finest level' }),
  fieldHidden: within(FIELD_LIMITS.hidden)
    .multipleOf(HIDDEN_MULTIPLE)
    .default(FIELD_DEFAULTS.hidden)
    .meta({ group: 'Field', description: 'Units of the hidden layer' }),
  densityBias: z
    .number()
    .min(-1000)
    .max(1000)
    .default(FIELD_DEFAULTS.densityBias)
    .meta({ group: 'Field', description: 'How dense the fog ball at the start is' }),
  blobRadius: positive(1000)
    .default(FIELD_DEFAULTS.blobRadius)
    .meta({ group: 'Field', description: 'Radius of the fog ball at the start' }),

  samplesPerDiagonal: within([8, 4096])
    .default(RENDERER_DEFAULTS.samplesPerDiagonal)
    .meta({ group: 'Renderer', description: 'Samples of a ray across the whole cube, were nothing empty' }),
  transmittanceEnd: share().default(RENDERER_DEFAULTS.transmittanceEnd).meta({
    group: 'Renderer',
    description: 'A ray ends where less than this share of the light gets through; 0: nowhere',
  }),
  normalStep: positive(1)
    .default(RENDERER_DEFAULTS.normalStep)
    .meta({ group: 'Renderer', description: 'Distance over which normals are measured' }),
  occupancyResolution: within([2, 256])
    .default(OCCUPANCY_DEFAULTS.resolution)
    .meta({ group: 'Renderer', description: 'Cells of the occupancy grid along an edge' }),
  occupancyEvery: count()
    .default(16)
    .meta({ group: 'Renderer', description: 'Updates of the field between updates of the occupancy grid' }),
  occupancyDecay: share()
    .default(OCCUPANCY_DEFAULTS.decay)
    .meta({ group: 'Renderer', description: 'What is left of a remembered density after an update' }),
  occupancyThreshold: positive(1e6)
    .default(OCCUPANCY_DEFAULTS.threshold)
    .meta({ group: 'Renderer', description: 'Density above which a cell is occupied' }),

  checkpointEvery: count()
    .default(5)
    .meta({ group: 'Output', description: `Steps between checkpoints; ${forSds('checkpointEvery')}` }),
  previewEvery: count()
    .default(5)
    .meta({ group: 'Output', description: `Steps between previews; ${forSds('previewEvery')}` }),
  previewUpdates: within([0, MAXIMUM_STEPS]).default(50).meta({
    group: 'Output',
    description: 'Updates of the field between previews within a step; 0: none',
  }),
  previewResolution: count(2048)
    .default(96)
    .meta({ group: 'Output', description: 'Pixels along an edge of a preview view' }),
  turntableResolution: within([8, 512])
    .default(192)
    .meta({ group: 'Output', description: 'Pixels along an edge of the turntable' }),
  meshResolution: within(MESH_SIZE_LIMITS.resolution)
    .default(MESH_SIZE_DEFAULTS.resolution)
    .meta({ group: 'Output', description: "Cells along an edge of the mesh's grid" }),
  maxTriangles: within(MESH_SIZE_LIMITS.maxTriangles)
    .default(MESH_SIZE_DEFAULTS.maxTriangles)
    .meta({ group: 'Output', description: 'Most triangles of the mesh' }),
  textureSize: within([0, LARGEST_TEXTURE])
    .refine((size) => size === 0 || size >= SMALLEST_TEXTURE, `must be 0 or at least ${SMALLEST_TEXTURE}`)
    .default(MESH_SIZE_DEFAULTS.textureSize)
    .meta({
      group: 'Output',
      description: `Texels along an edge of the mesh's texture, at least ${SMALLEST_TEXTURE}, or 0 for vertex colours`,
    }),
});

/** A complete configuration. */
export type RunConfig = z.output<typeof configSchema>;
/** A configuration where all but the prompt may be left out. */
export type RunConfigInput = z.input<typeof configSchema>;

/**
 * Checks options and fills in defaults, which for some differ with `guidance`, `quality` and model: see
 * `presetOptions`.
 * @param model what kind `model` is of; the embedded one's, when absent
 * @throws UserError naming the first option that is wrong and what would be right
 */
export function parseConfig(input: unknown, model?: ModelKind): RunConfig {
  const data = parseOptions(configSchema, withPresets(input, model));
  checkOrder(data, [
    ['distanceMin', 'distanceMax'],
    ['elevationMin', 'elevationMax'],
    ['fieldOfViewMin', 'fieldOfViewMax'],
    ['fieldBaseResolution', 'fieldFinestResolution'],
    ['guidanceFloor', 'guidanceCeiling'],
  ]);
  checkProducts(data);
  return data;
}

/**
 * What options make together, those that are schedules in the same step. How many pictures the image model
 * draws at once is left to `estimateMemory`.
 * @throws UserError when that is more than any machine has memory for
 */
function checkProducts(config: RunConfig): void {
  const check = (names: string, product: number, what: string, maximum: number) => {
    if (product <= maximum) return;
    throw new UserError(`option ${names}: ${product} ${what}; it must be at most ${maximum}`);
  };
  const { samplesPerDiagonal } = config;
  for (const name of ['resolution', 'askResolution'] as const) {
    const { views, edge, pixels } = mostPixels(config, name);
    const names = `batch is up to ${views} and ${name} up to ${edge}`;
    check(names, pixels, 'pixels in a step', MAXIMUM_STEP_PIXELS);
    check(
      `samplesPerDiagonal is ${samplesPerDiagonal}, ${names}`,
      pixels * samplesPerDiagonal,
      'samples in a step',
      MAXIMUM_STEP_SAMPLES,
    );
  }
  check(
    `fieldLevels is ${config.fieldLevels} and fieldTableSize ${config.fieldTableSize}`,
    tableEntries(
      gridLevels({
        ...FIELD_DEFAULTS,
        levels: config.fieldLevels,
        log2TableSize: config.fieldTableSize,
        baseResolution: config.fieldBaseResolution,
        finestResolution: config.fieldFinestResolution,
      }),
    ),
    'entries of the hash grid',
    MAXIMUM_TABLE_ENTRIES,
  );
}

/** The step with the most pixels: its views and their edge. */
function mostPixels(config: RunConfig, resolution: 'resolution' | 'askResolution') {
  const viewsAt = compileSchedule(config.batch);
  const edgeAt = compileSchedule(config[resolution]);
  const most = { views: 0, edge: 0, pixels: 0 };
  for (const progress of progressOfSteps(config.steps)) {
    const views = Math.round(viewsAt(progress));
    const edge = Math.round(edgeAt(progress));
    const pixels = views * edge ** 2;
    if (pixels > most.pixels) Object.assign(most, { views, edge, pixels });
  }
  return most;
}

function withPresets(input: unknown, model: ModelKind | undefined): unknown {
  if (typeof input !== 'object' || input === null) return input;
  const { guidance, quality } = input as Record<string, unknown>;
  return { ...presetOptions(guidance, quality, model), ...input };
}
