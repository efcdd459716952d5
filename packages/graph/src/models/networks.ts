import { UserError } from '@modeseek/core';
import type { GraphBuilder, GraphOptions } from '../builder.ts';
import { Config } from '../config.ts';
import type { Weights } from '../weights.ts';
import type { NetworkName } from '../weights-files.ts';
import { buildClipText, readClipTextConfig } from './clip-text.ts';
import { buildMultiViewUnet, readMultiViewUnetConfig } from './multi-view-unet.ts';
import { buildUnet, readUnetConfig } from './unet.ts';
import { buildVaeDecoder, buildVaeEncoder, readVaeConfig } from './vae.ts';

/** How a graph is to be built. */
export interface BuildOptions extends GraphOptions {
  /** Sides of what goes in, in its own pixels. Those that config.json says, where they are left out. */
  height?: number;
  width?: number;
  /** Tokens of a prompt: 77, as CLIP has. */
  tokens?: number;
  /** Views that MVDream has look at each other. */
  views?: number;
}

type Build = (weights: Weights, config: Config, options: BuildOptions) => GraphBuilder;

/** A network of a model in diffusers' layout: where it is, and what its classes are. */
interface Part {
  folder: NetworkName;
  /** How to build each class that it may be of. */
  classes: Readonly<Record<string, Build>>;
}

const TOKENS = 77;
const LARGEST_SIDE = 2 ** 14;

/** The networks of a model. */
export const PARTS = {
  text_encoder: {
    folder: 'text_encoder',
    classes: {
      CLIPTextModel: (weights, config, options) =>
        buildClipText(weights, readClipTextConfig(config), options),
    },
  },
  unet: {
    folder: 'unet',
    classes: {
      UNet2DConditionModel: (weights, config, { tokens = TOKENS, ...options }) => {
        const read = readUnetConfig(config);
        return buildUnet(weights, read, { ...options, ...sidesOf(options, read, config), tokens });
      },
      MultiViewUNetModel: (weights, config, { tokens = TOKENS, ...options }) => {
        const read = readMultiViewUnetConfig(config);
        return buildMultiViewUnet(weights, read, {
          ...options,
          ...sidesOf(options, read, config),
          tokens,
        });
      },
    },
  },
  vae_encoder: {
    folder: 'vae',
    classes: {
      AutoencoderKL: (weights, config, options) => {
        const read = readVaeConfig(config);
        return buildVaeEncoder(weights, read, { ...options, ...sidesOf(options, read, config) });
      },
    },
  },
  vae_decoder: {
    folder: 'vae',
    classes: {
      AutoencoderKL: (weights, config, options) => {
        const read = readVaeConfig(config);
        const halvings = read.channels.length - 1;
        const sampleSize = read.sampleSize && read.sampleSize / 2 ** halvings;
        const sides = sidesOf(options, { sampleSize, channels: [] }, config);
        return buildVaeDecoder(weights, read, { ...options, ...sides });
      },
    },
  },
} as const satisfies Record<string, Part>;
export type PartName = keyof typeof PARTS;

/**
 * The graph of one network of a model, whose `encode` has still to see that no weights are left.
 * @param entries its parsed config.json
 * @param source where that is, as messages name it
 * @throws UserError naming file and key, when the configuration is none that we know, or does not fit the
 *   weights
 */
export function buildNetwork(
  name: PartName,
  weights: Weights,
  entries: unknown,
  source: string,
  options: BuildOptions = {},
): GraphBuilder {
  const config = Config.parse(entries, source);
  const { classes }: Part = PARTS[name];
  return classes[config.className(Object.keys(classes))](weights, config, options);
}

/**
 * @throws UserError when neither the options nor config.json say how large pictures are, or they cannot be
 *   halved from level to level
 */
function sidesOf(
  { height, width }: BuildOptions,
  { sampleSize, channels }: { sampleSize: number | undefined; channels: readonly number[] },
  { source }: Config,
) {
  const sides = { height: height ?? sampleSize, width: width ?? sampleSize };
  const isSide = (side: number | undefined) => Number.isInteger(side) && side! > 0 && side! <= LARGEST_SIDE;
  const wrong = Object.entries(sides).find(([, side]) => !isSide(side));
  if (wrong) {
    throw new UserError(
      `${source} does not say how large pictures are; give a ${wrong[0]} from 1 to ${LARGEST_SIDE}`,
    );
  }
  const halvings = Math.max(channels.length - 1, 0);
  if (Object.values(sides).some((side) => side! % 2 ** halvings !== 0)) {
    throw new UserError(
      `pictures of ${sides.height} x ${sides.width} cannot be halved ${halvings} times, as ${source} asks for`,
    );
  }
  return sides as { height: number; width: number };
}
