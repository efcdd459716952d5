import { scheduleValues, sha256, UserError } from '@modeseek/core';
import { checkSigmaRange, type Denoiser, type Guidance } from '@modeseek/guidance';
import { FIELD_DEFAULTS, type FieldConfig } from '@modeseek/nerf';
import type { CameraDistribution, RendererOptions } from '@modeseek/renderer';
import { checkTextOptions } from './check-text-options.ts';
import type { RunConfig } from './config.ts';
import { methodOf } from './presets.ts';

const RADIANS = Math.PI / 180;

/** The field's part of a configuration. */
export function fieldConfig(config: RunConfig): FieldConfig {
  return {
    encoding: FIELD_DEFAULTS.encoding,
    levels: config.fieldLevels,
    log2TableSize: config.fieldTableSize,
    baseResolution: config.fieldBaseResolution,
    finestResolution: config.fieldFinestResolution,
    hidden: config.fieldHidden,
    densityBias: config.densityBias,
    blobRadius: config.blobRadius,
  };
}

/** The cameras' part of a configuration. */
/** @param together views that the model takes together, see `CameraDistribution` */
export function cameraDistribution(config: RunConfig, together: number): CameraDistribution {
  return {
    distance: [config.distanceMin, config.distanceMax],
    elevation: [config.elevationMin * RADIANS, config.elevationMax * RADIANS],
    fieldOfView: [config.fieldOfViewMin * RADIANS, config.fieldOfViewMax * RADIANS],
    relativeDistance: config.relativeDistance,
    targetJitter: config.targetJitter,
    together,
  };
}

/** The renderer's part of a configuration. */
export function rendererOptions(config: RunConfig): Partial<RendererOptions> {
  return {
    samplesPerDiagonal: config.samplesPerDiagonal,
    transmittanceEnd: config.transmittanceEnd,
    normalStep: config.normalStep,
    occupancy: {
      resolution: config.occupancyResolution,
      decay: config.occupancyDecay,
      threshold: config.occupancyThreshold,
    },
  };
}

/**
 * The guidance that a configuration asks for, by a model.
 * @throws UserError when an option does not fit the model, or is of no use with it
 */
export function createGuidance(config: RunConfig, denoiser: Denoiser): Guidance {
  checkTextOptions(config, denoiser);
  if (usesAnchors(config)) {
    if (denoiser.ignoresKnown) {
      throw new UserError(
        `option anchors is ${config.anchors}; the model looks at no pictures but those that it is asked about, so give 0`,
      );
    }
    const { anchorNoise } = config;
    checkSigmaRange(denoiser, [{ option: 'anchorNoise', value: anchorNoise, sigma: anchorNoise }]);
  }
  return methodOf(config.guidance).create(config, denoiser);
}

/** Whether pictures of the first step are ever asked to be gone with. */
export function usesAnchors(config: RunConfig): boolean {
  return scheduleValues(config.anchors).some((count) => count > 0);
}

/**
 * SHA-256 of options by name, whatever their order: tells whether a checkpoint belongs to a configuration.
 */
export async function configHash(options: Readonly<Record<string, unknown>>): Promise<string> {
  const entries = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify(entries));
}
