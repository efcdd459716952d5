import { createHash } from 'node:crypto';
import { type Denoiser, type Guidance, msd, sds } from '@modeseek/guidance';
import type { FieldConfig } from '@modeseek/nerf';
import type { CameraDistribution, RendererOptions } from '@modeseek/renderer';
import type { RunConfig } from './config.ts';

const RADIANS = Math.PI / 180;

/** The field's part of a configuration. */
export function fieldConfig(config: RunConfig): FieldConfig {
  return {
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
export function cameraDistribution(config: RunConfig): CameraDistribution {
  return {
    distance: [config.distanceMin, config.distanceMax],
    elevation: [config.elevationMin * RADIANS, config.elevationMax * RADIANS],
    fieldOfView: [config.fieldOfViewMin * RADIANS, config.fieldOfViewMax * RADIANS],
    targetJitter: config.targetJitter,
  };
}

/** The renderer's part of a configuration. */
export function rendererOptions(config: RunConfig): RendererOptions {
  return {
    samplesPerDiagonal: config.samplesPerDiagonal,
    normalStep: config.normalStep,
    occupancy: {
      resolution: config.occupancyResolution,
      decay: config.occupancyDecay,
      threshold: config.occupancyThreshold,
    },
  };
}

/** The guidance that a configuration asks for, by a model. */
export function createGuidance(config: RunConfig, denoiser: Denoiser): Guidance {
  const { guidanceScale, samples } = config;
  if (config.guidance === 'sds') return sds(denoiser, { guidanceScale, samples });
  const { bandwidthStart, bandwidthEnd, kappa, samplerSteps, fixedNoise, seed } = config;
  return msd(denoiser, {
    guidanceScale,
    samples,
    bandwidthStart,
    bandwidthEnd,
    kappa,
    steps: samplerSteps,
    fixedNoise: fixedNoise ? seed : null,
  });
}

/** SHA-256 of a configuration, which tells whether a checkpoint belongs to it. */
export function configHash(config: RunConfig): string {
  const entries = Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex');
}
