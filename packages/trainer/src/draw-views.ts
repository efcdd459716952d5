import type { Rng, View } from '@modeseek/core';
import { type CameraDistribution, sampleCameras } from '@modeseek/renderer';

/** What lies behind the object: one solid colour, or `random`, drawn anew for every view. */
export const BACKGROUNDS = ['random', 'white', 'grey', 'black'] as const;
export type Background = (typeof BACKGROUNDS)[number];

type Triple = readonly [number, number, number];
const SOLID: Record<Exclude<Background, 'random'>, Triple> = {
  white: [1, 1, 1],
  grey: [0.5, 0.5, 0.5],
  black: [0, 0, 0],
};

export interface DrawViewsOptions {
  /** Number of views. */
  batch: number;
  background: Background;
  /** Probability that the views are lit, in [0, 1]; else they show albedo. */
  shadingShare: number;
  /** Of the lit, the share without texture, in [0, 1]. */
  texturelessShare: number;
  cameras: Partial<CameraDistribution>;
}

/**
 * Draws the views of one step: cameras all around, with one shading mode and one light for all, as one
 * photographer would take them, each against a background of its own: an object that lets the light through
 * then looks different in every view, and is no answer.
 */
export function drawViews(options: DrawViewsOptions, rng: Rng): View[] {
  const { batch, background, shadingShare, texturelessShare, cameras } = options;
  const behind = () => (background === 'random' ? randomBackground(rng) : SOLID[background]);
  const lit = rng.chance(shadingShare);
  const textureless = rng.chance(texturelessShare);
  const shading = !lit ? 'albedo' : textureless ? 'textureless' : 'lambertian';
  const light = randomLight(rng);
  return sampleCameras(batch, rng, cameras).map((camera) => ({
    camera,
    shading,
    light,
    background: behind(),
  }));
}

/** White 35 % of the time, grey 15 %, else any colour. */
function randomBackground(rng: Rng): Triple {
  const kind = rng.uniform();
  if (kind < 0.35) return SOLID.white;
  const grey = rng.uniform();
  return kind < 0.5 ? [grey, grey, grey] : [grey, rng.uniform(), rng.uniform()];
}

/** A direction from above the horizon, mostly. */
function randomLight(rng: Rng): Triple {
  const [x, y, z] = [rng.normal(), Math.abs(rng.normal()) + 0.3, rng.normal()];
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}
