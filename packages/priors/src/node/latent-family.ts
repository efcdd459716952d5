import { createHash } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { type ModelMemory, UserError } from '@modeseek/core';
import {
  type BuildOptions,
  Config,
  type PartName,
  type Precision,
  readClipTextConfig,
  readMultiViewUnetConfig,
  readUnetConfig,
  readVaeConfig,
} from '@modeseek/graph';
import { loadNetwork, readNetworkFiles, startNetwork } from '@modeseek/graph/node';
import { addFile, readBoundedFile } from '@modeseek/node';
import { LatentDrawing, type LatentFormat } from '../diffusers/latent-drawing.ts';
import { LatentPrior, picturesAtOnce } from '../diffusers/latent-prior.ts';
import { MODEL_INDEX, parseModelIndex } from '../diffusers/layout.ts';
import { parseNoiseSchedule } from '../diffusers/noise-schedule.ts';
import type { ViewConditioning } from '../diffusers/view-conditioning.ts';
import { describeDevice } from './describe-device.ts';
import type { LoadOptions, ModelFamily, Provider } from './family.ts';
import { type ModelFolder, readModelFolder } from './model-folder.ts';
import { readLicence } from './read-licence.ts';
import { readClipTokenizer } from './read-tokenizer.ts';

const LARGEST_CONFIG = 2 ** 20;
/** Bytes of a number. */
const FLOAT = 4;
/** Of what a network takes: its features, as multiples of those of its first level; the decoder's largest ones. */
const FEATURES = 20;
const DECODER_COPIES = 4;
const UNETS = ['UNet2DConditionModel', 'MultiViewUNetModel'];

/** A family of models in diffusers' layout, of one class of `model_index.json`. */
export function latentFamily(name: string, pipeline: string, conditioning: ViewConditioning): ModelFamily {
  return {
    name,
    owns: (folder) => pipelineOf(folder) === pipeline,
    describe(folder) {
      const files = readModelFolder(folder);
      const { format, memory } = readSizes(folder, 'float32', conditioning);
      const { imageSize } = format;
      const weights = weightsInMemory(files);
      const { pipeline, bytes } = files;
      const licence = readLicence(folder);
      return { title: pipeline.title, imageSize, bytes, memory: { weights, ...memory }, licence };
    },
    load: (folder, options) => loadLatentPrior(folder, conditioning, options),
  };
}

/** The class that a folder is of; nothing where it does not say so, whatever is wrong. */
function pipelineOf(folder: string): string | undefined {
  const path = join(folder, MODEL_INDEX);
  try {
    return existsSync(path) ? parseModelIndex(readText(path), path).class : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function loadLatentPrior(
  folder: string,
  conditioning: ViewConditioning,
  { threads = availableParallelism(), provider = 'cpu' }: LoadOptions,
): Promise<LatentPrior> {
  // Processors are slower by half the precision, and ONNX Runtime's own attention is wrong on some GPUs.
  const precision: Precision = provider === 'cpu' ? 'float32' : 'float16';
  const files = readModelFolder(folder, precision);
  const tokenizer = readClipTokenizer(join(folder, 'tokenizer'));
  const scheduler = join(folder, files.layout.scheduler);
  const schedule = parseNoiseSchedule(JSON.parse(readText(scheduler)), scheduler);
  const { format } = readSizes(folder, precision, conditioning);
  const latents = { height: format.size, width: format.size };
  const pictures = { height: format.imageSize, width: format.imageSize };
  const build = (part: PartName, options: BuildOptions = {}) => {
    // Made at once, so that what does not fit is told at once.
    const network = loadNetwork(folder, part, { ...options, precision, plainAttention: provider !== 'cpu' });
    return () => start(network, join(folder, part), threads, provider);
  };
  const unet = build('unet', {
    ...latents,
    tokens: tokenizer.vocabulary.length,
    views: conditioning.together,
  });
  const openTextEncoder = build('text_encoder');
  const drawing = new LatentDrawing(format, {
    encoder: build('vae_encoder', pictures),
    decoder: build('vae_decoder', latents),
  });
  const sha256 = await sumOf(files);
  const session = await unet();
  const description = describeDevice(provider, threads, session.declared.refused);
  const model = { sha256, description, tokenizer, schedule, conditioning, openTextEncoder, drawing };
  return new LatentPrior({ ...model, unet: session });
}

async function start(
  { graph, root }: ReturnType<typeof loadNetwork>,
  source: string,
  threads: number,
  provider: Provider,
) {
  // A session takes its graph's memory; there may be another one later.
  return startNetwork({ graph: graph.slice(), root }, source, { threads, provider });
}

/**
 * What pictures and latents a model has, as its configurations say, and what they take.
 * @throws UserError when they do not say it, or its parts do not fit each other
 */
function readSizes(
  folder: string,
  precision: Precision,
  { together }: ViewConditioning,
): { format: LatentFormat; memory: Omit<ModelMemory, 'weights'> } {
  const configOf = (network: 'unet' | 'vae' | 'text_encoder') => {
    const { config, configPath } = readNetworkFiles(folder, network, precision);
    return Config.parse(config, configPath);
  };
  const unetConfig = configOf('unet');
  const isMultiView = unetConfig.className(UNETS) === 'MultiViewUNetModel';
  const unet = isMultiView ? readMultiViewUnetConfig(unetConfig) : readUnetConfig(unetConfig);
  const vae = readVaeConfig(configOf('vae'));
  const text = readClipTextConfig(configOf('text_encoder'));
  const { source } = unetConfig;
  const channels = vae.latentChannels;
  const misfit =
    unet.inChannels !== channels
      ? `in_channels is ${unet.inChannels}, and pictures have ${channels} latents: it is of another task, such as inpainting`
      : unet.outChannels !== channels
        ? `out_channels is ${unet.outChannels}, and pictures have ${channels} latents`
        : unet.textSize !== text.size
          ? `texts have ${unet.textSize} numbers a token, and those of text_encoder ${text.size}`
          : unet.sampleSize === undefined
            ? `it lacks the key ${isMultiView ? 'image_size' : 'sample_size'}: the side of the latents`
            : undefined;
  if (misfit !== undefined) throw new UserError(`${source}: ${misfit}`);
  const size = unet.sampleSize!;
  const imageSize = size * 2 ** (vae.channels.length - 1);
  const [wide] = unet.channels;
  const heads = typeof unet.heads === 'function' ? unet.heads(wide) : unet.heads[0];
  const pixels = size * size;
  const memory = {
    // Attention of all to all at the first level, and the features of all levels beside it.
    picture: FLOAT * pixels * (heads * pixels * together + FEATURES * wide),
    atOnce: picturesAtOnce(size, together),
    // The last level of the decoder has so many channels, some of them at once.
    drawing: FLOAT * imageSize ** 2 * DECODER_COPIES * (vae.channels[1] ?? vae.channels[0]),
  };
  return { format: { imageSize, channels, size, scale: vae.scale }, memory };
}

/** Bytes of the weights as the processor has them, in float32. The text encoder leaves before pictures come. */
function weightsInMemory({ folder, layout, types }: ModelFolder): number {
  const [unet, vae, text] = (['unet', 'vae', 'text_encoder'] as const).map((name) => {
    const sizes = layout.networks[name].weights.map(
      (file) => statSync(join(folder, ...file.split('/'))).size,
    );
    const narrow = types[name][0] === 'F16' || types[name][0] === 'BF16';
    return sizes.reduce((sum, size) => sum + size, 0) * (narrow ? 2 : 1);
  });
  return unet + Math.max(vae, text);
}

/**
 * One sum over all files of a model. Files in the hub's cache are called by their SHA-256, which is taken as it
 * is: `yarn models verify` checks it.
 */
async function sumOf({ folder, layout }: ModelFolder): Promise<string> {
  const sum = createHash('sha256');
  for (const file of layout.files) {
    const path = realpathSync(join(folder, ...file.split('/')));
    const name = basename(path);
    const own = createHash('sha256');
    if (!/^[0-9a-f]{64}$/.test(name)) await addFile(own, path, statSync(path).size);
    sum.update(`${file} ${/^[0-9a-f]{64}$/.test(name) ? name : own.digest('hex')}\n`);
  }
  return sum.digest('hex');
}

function readText(path: string): string {
  return readBoundedFile(path, LARGEST_CONFIG).toString();
}
